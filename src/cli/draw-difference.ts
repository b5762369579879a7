import type { CurriculaDiff, DiffSide } from '../actions/diff-curricula.ts';
import type {
  Alteration,
  AlterationKind,
  CurriculumDifference,
  Noun,
} from '../curriculum/difference/alteration.ts';
import type { CurriculaComparison } from '../planner/compare-curricula.ts';
import { plainLine } from '../util/plain-line.ts';
import { wrap } from './layout.ts';
import type { Look } from './terminal.ts';

export interface DiffLook extends Look {
  /** Whether the two are the same not only by meaning. */
  readonly isWrittenAlike: boolean;
}

/** What one curriculum has otherwise than another, and what that means, for a person at a terminal. */
export function drawDiff(
  { before, after }: { readonly before: DiffSide; readonly after: DiffSide },
  { difference, effects }: Extract<CurriculaDiff, { readonly kind: 'diff' }>,
  look: DiffLook,
): string {
  const heading = `${nameOf(before)} → ${nameOf(after)}`;
  const blocks = [
    wrap(heading, look.widthColumns).map(look.style.bold),
    wrap(summaryOf(difference, look), look.widthColumns),
    ...drawDifference(difference, look),
    ...(difference.alterations.length === 0 ? [] : drawEffects(effects, look)),
  ];
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

/** A block of lines for each noun of which anything differs. */
export function drawDifference({ alterations }: CurriculumDifference, look: Look): string[][] {
  return Object.entries(headings).flatMap(([noun, heading]) => {
    const ofNoun = alterations.filter((alteration) => alteration.noun === noun);
    if (ofNoun.length === 0) return [];
    return [[look.style.bold(heading), ...ofNoun.flatMap((each) => drawAlteration(each, look))]];
  });
}

const headings: Readonly<Record<Noun, string>> = {
  CURRICULUM: 'The curriculum itself',
  LEVEL: 'Levels',
  SIDE: 'Sides',
  INTEREST: 'Interests',
  AREA: 'Areas',
  SKILL: 'Skills',
  PROJECT: 'Projects',
  CAREER_PATH: 'Career paths',
  ADVICE: 'Advice',
};

/** What it means for whoever begins: the goals that it touches. */
export function drawEffects(effects: CurriculaComparison, look: Look): string[][] {
  const { style, widthColumns } = look;
  const touched = effects.goals.filter(
    ({ fate, skillsClosed, skillsOpened }) =>
      fate !== 'SAME' || skillsClosed.length > 0 || skillsOpened.length > 0,
  );
  const lines = touched.flatMap(({ says }) => marked(style.yellow('~'), says, look));
  return [
    [
      style.bold('What that means'),
      ...wrap(effects.summary, widthColumns, '  '),
      ...(lines.length > 0 ? ['', ...lines] : []),
    ],
  ];
}

const marks: Readonly<
  Record<AlterationKind, readonly [sign: string, colour: 'red' | 'green' | 'yellow' | 'cyan']>
> = {
  REMOVED: ['-', 'red'],
  RENAMED: ['→', 'cyan'],
  SPLIT: ['→', 'cyan'],
  MERGED: ['→', 'cyan'],
  REARRANGED: ['→', 'cyan'],
  ADDED: ['+', 'green'],
  CHANGED: ['~', 'yellow'],
};

function drawAlteration({ kind, says, changes, after }: Alteration, look: Look): string[] {
  const { style, widthColumns } = look;
  const [sign, colour] = marks[kind];
  // What has changed is told by its changes, and another title by the name.
  const head = kind === 'CHANGED' ? plainLine(after[0]!.title) : says;
  const untold = changes.filter(({ aspect }) => kind !== 'RENAMED' || aspect !== 'TITLE');
  return [
    ...marked(style[colour](sign), head, look),
    ...untold.flatMap((change) => wrap(change.says, widthColumns, '      ')),
  ];
}

function marked(sign: string, text: string, { widthColumns }: Look): string[] {
  return wrap(text, widthColumns, '    ').map((line, index) =>
    index === 0 ? `  ${sign} ${line.trimStart()}` : line,
  );
}

function summaryOf({ alterations, summary }: CurriculumDifference, look: DiffLook): string {
  if (alterations.length > 0 || look.isWrittenAlike) return summary;
  return 'Nothing differs but how it is written.';
}

function nameOf({ graph, path, revision }: DiffSide): string {
  if (path !== null) return path;
  return `${graph.curriculum.title}, revision ${revision}`;
}
