import type { Area } from '../../../curriculum/curriculum.ts';
import { requirementTitle } from '../../../curriculum/requirement-title.ts';
import type { Roadmap } from '../../../planner/roadmap.ts';
import type { Work } from '../../../planner/work.ts';
import { counted } from '../../../util/counted.ts';
import { hoursText } from '../../../util/hours-text.ts';
import type { RoadmapContext } from '../format.ts';
import { titleOf } from '../heading.ts';
import { drawGoals, drawStart, knownTitles } from './draw-ends.ts';
import { drawHeader } from './draw-header.ts';
import { areaOf, drawLane } from './draw-lane.ts';
import { arrowSample, cardSample, colourSample, drawLegend, type Sign } from './draw-legend.ts';
import { element, escaped } from './element.ts';
import type { MilestoneLayout } from './lay-out-milestone.ts';
import { laneGap, pageWidth, spineLeft } from './page.ts';
import { areaColours, styleSheet } from './style.ts';
import { wrapped } from './text.ts';

/** The whole drawing, from above: what it leads to, the legend, what is known, a lane for each milestone, the goals. */
export function* drawPage(
  roadmap: Roadmap,
  layouts: readonly MilestoneLayout[],
  { graph }: RoadmapContext,
): Work<string> {
  const used = new Set(roadmap.steps.map(areaOf));
  const areas = graph.curriculum.areas.filter(({ slug }) => used.has(slug));
  const colours = new Map(areas.map(({ slug }, index) => [slug, index % areaColours.length]));
  const colourOf = (slug: string | null) => (slug === null ? null : colours.get(slug)) ?? 0;
  const header = drawHeader(roadmap);
  const legend = drawLegend(
    signsOf(roadmap, layouts, areaSigns(roadmap, areas)),
    header.bottom + 14,
  );
  const known = knownTitles(roadmap, (one) =>
    requirementTitle(graph, { kind: 'competency', ...one }),
  );
  const start = drawStart(known, legend.bottom + 14);
  const lanes: string[] = [];
  let top = start.bottom + laneGap;
  for (const [index, milestone] of roadmap.milestones.entries()) {
    const layout = layouts[index]!;
    const lane = drawLane({ milestone, layout, number: index + 1, top, colourOf });
    lanes.push(lane.drawing);
    top = lane.bottom + laneGap;
    yield;
  }
  const end = drawGoals(roadmap, top);
  const spine = { class: 'spine', d: `M${spineLeft} ${start.middle}V${end.middle}` };
  const parts = [
    element('path', spine),
    header.drawing,
    legend.drawing,
    start.drawing,
    ...lanes,
    end.drawing,
  ];
  return wholeDrawing(roadmap, parts, Math.ceil(end.bottom + 24));
}

/** What the drawing has none of it does not explain. */
function signsOf(
  { steps }: Roadmap,
  layouts: readonly MilestoneLayout[],
  mixed: readonly Sign[],
): Sign[] {
  const signs: (Sign | false)[] = [
    steps.some(({ subject }) => subject.kind === 'competency') && {
      sample: cardSample('a10'),
      says: 'Something to learn',
    },
    steps.some(({ subject }) => subject.kind === 'project') && {
      sample: cardSample('project', true),
      says: 'A project to build',
    },
    steps.some(({ timing }) => timing?.isCritical) && {
      sample: cardSample('critical'),
      says: 'No slack: if it slips, so does a date',
    },
    layouts.some(({ arrows }) => arrows.length > 0) && {
      sample: arrowSample,
      says: 'Comes before',
    },
    layouts.some(({ cards }) => cards.some(({ told }) => told.length > 0)) && {
      sample: '',
      says: '“after 3”: number 3 comes before',
    },
  ];
  return [...signs.filter((sign) => sign !== false), ...mixed];
}

/** Colours are explained where lanes and their titles don't do so. */
function areaSigns({ milestones }: Roadmap, areas: readonly Area[]): Sign[] {
  const isMixed = milestones.some(({ area, steps }) =>
    steps.some((step) => (areaOf(step) ?? area) !== area),
  );
  return isMixed
    ? areas.map(({ title }, index) => ({
        sample: colourSample(index % areaColours.length),
        says: shortened(title),
      }))
    : [];
}

function shortened(title: string): string {
  return wrapped(title, { sizePixels: 1, widthPixels: 30, linesMax: 1 })[0]!;
}

function wholeDrawing(roadmap: Roadmap, parts: readonly string[], height: number): string {
  const size = { width: pageWidth, height };
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'cairn-roadmap',
    role: 'img',
    ...size,
    viewBox: `0 0 ${pageWidth} ${height}`,
  };
  const drawing = element('svg', attributes, [
    element('title', {}, [escaped(titleOf(roadmap))]),
    element('desc', {}, [escaped(descriptionOf(roadmap))]),
    element('style', {}, [styleSheet]),
    element('rect', { class: 'paper', ...size }),
    ...parts,
  ]);
  return `${drawing}\n`;
}

/** For those who hear it. */
function descriptionOf({ summary, milestones }: Roadmap): string {
  const stations = milestones.map(
    ({ title, steps, hours }, index) =>
      `${index + 1}. ${title}: ${counted(steps.length, 'step')}, ${hoursText(hours)}.`,
  );
  return [summary, ...stations].join(' ');
}
