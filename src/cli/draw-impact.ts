import type { Impact, RoadmapsImpact } from '../planner/impact/impact.ts';
import type { LossCause, RoadmapImpact } from '../planner/impact/roadmap-impact.ts';
import { counted } from '../util/counted.ts';
import { dayText } from '../util/day-text.ts';
import { hoursText } from '../util/hours-text.ts';
import { plainLine } from '../util/plain-line.ts';
import { left, right, widest, wrap } from './layout.ts';
import type { Look } from './terminal.ts';

/** Names of learners by their ids; who has none is left out. */
type Names = ReadonlyMap<string, string>;

/** What a change means for learners who are under way, for a person at a terminal. */
export function drawImpact(impact: Impact, names: Names, look: Look): string {
  const { roadmaps, evidence, examples } = impact;
  const { bold } = look.style;
  const blocks = [
    [
      bold('What that means for learners who are under way'),
      ...wrap(impact.text, look.widthColumns, gap),
    ],
    drawHours(roadmaps, look),
    drawRows('The goals on their roadmaps', goalRows(roadmaps), look),
    drawRows('What would become impossible', lostRows(roadmaps), look),
    drawRows(
      'Done, and no longer counted as done',
      roadmaps.undone.map(({ title, learners }) => [title, people(learners)]),
      look,
    ),
    drawRows(
      'Evidence that would lose its skill',
      evidence.skills.map(({ title, learners }) => [title, people(learners)]),
      look,
    ),
    drawExamples(examples, names, look),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const gap = '  ';

/** A bar for each bucket of hours, the longest of which takes what room there is. */
function drawHours({ hours }: RoadmapsImpact, { style, widthColumns }: Look): string[] {
  const { histogram } = hours;
  if (histogram.length === 0) return [];
  const names = histogram.map(({ from, to }) => rangeText(from, to));
  const counts = histogram.map(({ learners }) => String(learners));
  const [name, count] = [widest(names), widest(counts)];
  const room = Math.min(barColumns, widthColumns - name - count - 3 * gap.length);
  const most = Math.max(...histogram.map(({ learners }) => learners));
  const bars = histogram.map(({ learners, to }, index) => {
    const bar = '█'.repeat(Math.ceil((learners / most) * room));
    const colour = to !== null && to <= 0 ? style.green : style.yellow;
    return `${gap}${right(names[index]!, name)}${gap}${right(counts[index]!, count)}${gap}${colour(bar)}`.trimEnd();
  });
  return [style.bold('Hours gained or lost, by roadmap'), ...bars];
}

const barColumns = 40;

function rangeText(from: number | null, to: number | null): string {
  if (from === null) return to === null ? 'any' : `up to ${signed(to)}`;
  if (to === null) return `more than ${signed(from)}`;
  return `${signed(from)} to ${signed(to)}`;
}

function signed(hours: number): string {
  const sign = hours === 0 ? '' : hours < 0 ? '−' : '+';
  return `${sign}${hoursText(Math.abs(hours))}`;
}

function goalRows({ goals }: RoadmapsImpact): string[][] {
  return goals
    .filter(({ otherWay, impossible }) => otherWay !== 0 || impossible !== 0)
    .map(({ title, learners, otherWay, impossible }) => [
      title,
      people(learners),
      otherWay === 0 ? '' : `${few(otherWay)} by other steps`,
      impossible === 0 ? '' : `${few(impossible)} no more`,
    ]);
}

function lostRows({ lost }: RoadmapsImpact): string[][] {
  return lost.map(({ title, learners, cause }) => [title, people(learners), causes[cause]]);
}

const causes: Readonly<Record<LossCause, string>> = {
  GONE: 'gone from the curriculum',
  RULED_OUT: 'ruled out by what they exclude',
  OTHER: 'the request would be wrong',
};

function people(count: number | null): string {
  return count === null ? 'some learners' : counted(count, 'learner');
}

function few(count: number | null): string {
  return count === null ? 'some' : String(count);
}

/** A table whose first column gives way where there is too little room. */
function drawRows(
  heading: string,
  rows: readonly (readonly string[])[],
  { style, widthColumns }: Look,
): string[] {
  const [first] = rows;
  if (!first) return [];
  const columns = first.map((_, index) => widest(rows.map((row) => row[index]!)));
  const rest = columns.slice(1).reduce((sum, column) => sum + column + gap.length, gap.length);
  const room = Math.max(1, Math.min(columns[0]!, widthColumns - rest));
  const lines = rows.map(([title = '', ...others]) =>
    ['', left(title, room), ...others.map((text, index) => left(text, columns[index + 1]!))]
      .join(gap)
      .trimEnd(),
  );
  return [style.bold(heading), ...lines];
}

function drawExamples(
  examples: readonly RoadmapImpact[],
  names: Names,
  { style, widthColumns }: Look,
): string[] {
  if (examples.length === 0) return [];
  return [
    style.bold('Those whose roadmaps change most'),
    ...examples
      .slice(0, examplesMost)
      .flatMap((example) => [
        `${gap}${style.cyan(plainLine(names.get(example.learner) ?? example.learner))}${gap}${exampleText(example)}`,
        ...wrap(example.says ?? '', widthColumns, gap.repeat(2)),
      ]),
  ];
}

const examplesMost = 5;

/** Of those whom `drawImpact` shows. */
export function shownLearners({ examples }: Impact): string[] {
  return examples.slice(0, examplesMost).map(({ learner }) => learner);
}

function exampleText({
  hoursBefore,
  hoursAfter,
  finishBefore,
  finishAfter,
}: RoadmapImpact): string {
  const hours = `${hoursText(hoursBefore)} → ${hoursText(hoursAfter)}`;
  const isMoved = finishBefore && finishAfter && finishBefore !== finishAfter;
  return isMoved ? `${hours}, ${dayText(finishBefore)} → ${dayText(finishAfter)}` : hours;
}
