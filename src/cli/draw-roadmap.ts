import type { Choice, ChoiceExplanation, KnownCompetency, Roadmap } from '../planner/roadmap.ts';
import { listed } from '../util/listed.ts';
import { plainLine } from '../util/plain-line.ts';
import { drawAdvice } from './draw-advice.ts';
import { drawChanges } from './draw-changes.ts';
import { drawChoices } from './draw-choices.ts';
import { drawDates } from './draw-dates.ts';
import { drawMilestones } from './draw-milestones.ts';
import { wrap } from './layout.ts';
import type { Pen } from './pen.ts';

/** A roadmap for a person at a terminal, with what each choice would have cost otherwise. */
export function drawRoadmap(
  roadmap: Roadmap,
  explanations: ReadonlyMap<Choice, ChoiceExplanation>,
  pen: Pen,
): string {
  const choices = drawChoices(roadmap.choices, explanations, pen);
  const blocks = [
    drawHeading(roadmap, pen),
    ...drawMilestones(roadmap, pen),
    ...section('Dates', drawDates(roadmap, pen), pen),
    ...section('What changed', drawChanges(roadmap.changes, pen), pen),
    ...section('Choices', choices, pen),
    ...section('Known already', drawKnown(roadmap.known, pen), pen),
    ...drawAdvice(roadmap.advice, pen),
  ];
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

function drawHeading({ goals, summary, readyNow }: Roadmap, { style, widthColumns }: Pen) {
  const names = readyNow.map(({ title }) => title);
  const beginning = names.length > 0 ? `Begin with ${listed(names, 'or', beginningsShown)}.` : '';
  return [
    style.bold(`Roadmap to ${plainLine(listed(goals.map(({ title }) => title)))}`),
    ...wrap(summary, widthColumns),
    ...wrap(beginning, widthColumns),
  ];
}

const beginningsShown = 4;

/** Blocks under a heading; nothing where there are none. */
function section(heading: string, blocks: readonly string[][], { style }: Pen): string[][] {
  const [first, ...others] = blocks;
  return first ? [[style.bold(heading), ...first], ...others] : [];
}

function drawKnown(known: readonly KnownCompetency[], { widthColumns, nameOf }: Pen): string[][] {
  const from = (provenance: KnownCompetency['provenance']) =>
    known
      .filter((one) => one.provenance === provenance)
      .map(({ competency }) => nameOf({ kind: 'competency', ...competency }));
  const declared = from('DECLARED');
  const inferred = from('INFERRED');
  const lines = [
    ...(declared.length > 0 ? wrap(`You said so: ${listed(declared)}.`, widthColumns, '  ') : []),
    ...(inferred.length > 0
      ? wrap(`It follows from that: ${listed(inferred)}.`, widthColumns, '  ')
      : []),
  ];
  return lines.length > 0 ? [lines] : [];
}
