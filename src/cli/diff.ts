import type { CurriculaSeen } from '../actions/curricula.ts';
import { curriculumDigest } from '../actions/curriculum-digest.ts';
import {
  type DiffQuestion,
  type DiffSide,
  diffCurricula,
  diffJson,
} from '../actions/diff-curricula.ts';
import type { Environment } from '../actions/environment.ts';
import { supposePublished } from '../actions/suppose-published.ts';
import { command, type ExitCode, type Surroundings } from './command.ts';
import { drawDiff } from './draw-difference.ts';
import { drawImpact, shownLearners } from './draw-impact.ts';
import { drawProblems, drawRefusal } from './draw-refusal.ts';
import { findImpact, namesOf, type SupposedPublishing } from './find-impact.ts';
import { shareText } from './progress.ts';
import { isWholeNumber } from './publish.ts';
import { readOrTell, type SoundReading } from './read-or-tell.ts';
import { goalOf } from './request-of.ts';
import { findHead } from './revisions.ts';
import { tellHistoryOf } from './tell-warnings.ts';
import type { Terminal } from './terminal.ts';

export const diff = command({
  name: 'diff',
  summary:
    'Compare curricula: what is different by meaning, and what that means for whoever begins.',
  operands: '[path] [newer path]',
  operandCount: [0, 2],
  options: {
    curriculum: {
      value: '<id>',
      says: 'The published curriculum to compare with; the one of the same id where left out, and without a path the one that was published first.',
    },
    from: {
      value: '<number>',
      says: 'The revision to start from; the newest where left out, and without a path the one before `--to`.',
    },
    to: {
      value: '<number>',
      says: 'Without a path: the revision to look at; the newest where left out.',
    },
    goal: {
      value: '<goal>',
      isList: true,
      says: 'A goal to plan on both, besides all career paths and projects: a skill, perhaps at a level.',
    },
    learners: {
      says: 'With one path: also what it would mean, if it were published now, for the learners who follow a roadmap.',
    },
    'exit-code': { says: 'Exit with 1 where anything differs.' },
    json: { says: 'Print the difference as JSON.' },
  },
  about: [
    'Each path is a file, or a folder of files, in YAML or JSON. One path is compared with what is published in the database that DATABASE_URL names; two are compared with one another, and no database is needed; without any, two revisions are. Nothing is stored.',
    'What is only written in another order, or nested otherwise, is no difference. Skills are followed through their names by `replaces`. Every career path and project is planned on both, from nothing on and as the authors prefer; 200 goals at the most.',
    'Exit codes: 0 where it is told what differs, if anything; 1 where a curriculum or the database is at fault, or with `--exit-code` where anything differs; 2 where the command line is.',
  ],
  examples: [
    'cairn diff my-curriculum.yaml',
    'cairn diff my-curriculum.yaml --learners',
    'cairn diff old.yaml new.yaml --exit-code',
    'cairn diff --from 3 --to 5 --goal sql@working',
  ],
  run: async ({ values, operands }, surroundings) => {
    const { terminal } = surroundings;
    const sides = await findSides(values, operands, surroundings);
    if (typeof sides === 'number') return sides;
    const goals = (values.goal ?? []).map((name) => {
      const isNew = sides.after.graph.nodeOf(name.split('@')[0]!) !== undefined;
      return goalOf(name, { ...(isNew ? sides.after : sides.before), revision: null });
    });
    const question: DiffQuestion = {
      ...sides,
      goals,
      onProgress: (done, total) =>
        terminal.progress(`${shareText(done / total)} of ${total} goals planned`),
    };
    const found = await diffCurricula(question).finally(() => terminal.progress(''));
    if (found.kind !== 'diff') {
      terminal.tell(drawRefusal(found, terminal.tellLook));
      return 2;
    }
    const learners = sides.publishing && (await findImpact(sides.publishing, terminal));
    if (learners === 1) return learners;
    const told = { ...diffJson(sides, found), ...(learners && { learners }) };
    await terminal.print(
      values.json
        ? JSON.stringify(told, null, 2)
        : drawDiff(sides, found, { isWrittenAlike: isWrittenAlike(sides), ...terminal.look }),
    );
    if (learners && sides.publishing && !values.json) {
      const names = await namesOf(shownLearners(learners), sides.publishing.environment);
      await terminal.print(`\n${drawImpact(learners, names, terminal.look)}`);
    }
    const differs = found.difference.alterations.length > 0;
    return values['exit-code'] && differs ? 1 : 0;
  },
});

interface Sides extends Pick<DiffQuestion, 'before' | 'after' | 'history'> {
  /** What would be published, where it is asked what that would mean for learners. */
  readonly publishing?: SupposedPublishing;
}

interface Values {
  readonly curriculum?: string;
  readonly from?: string;
  readonly to?: string;
  readonly learners?: true;
}

/** What to compare; or what to exit with, after telling why. */
async function findSides(
  values: Values,
  paths: readonly string[],
  surroundings: Surroundings,
): Promise<Sides | ExitCode> {
  const problems = problemsOf(values, paths);
  if (problems.length > 0) return refuse(problems, surroundings.terminal);
  const [first, second] = paths;
  if (first === undefined) return findRevisions(values, surroundings);
  const read = await readSide(first, surroundings.terminal);
  if (typeof read === 'number') return read;
  if (second === undefined) return besidePublished(read, values, surroundings);
  const newer = await readSide(second, surroundings.terminal);
  return typeof newer === 'number' ? newer : { before: read, after: newer, history: null };
}

function problemsOf(
  { curriculum, from, to, learners }: Values,
  paths: readonly string[],
): string[] {
  const numbers = { from, to };
  const problems = Object.entries(numbers)
    .filter(([, value]) => value !== undefined && !isWholeNumber(value))
    .map(([name, value]) => `\`--${name} ${value}\` is not the number of a revision.`);
  const published = Object.entries({ curriculum, from, to }).filter(([, value]) => value);
  const [wrong] = paths.length === 2 ? published : published.filter(([name]) => name === 'to');
  const compared = paths.length === 2 ? 'two paths are' : 'a path is';
  if (wrong && paths.length > 0)
    problems.push(`\`--${wrong[0]}\` has no meaning where ${compared} compared.`);
  if (learners && (paths.length !== 1 || from))
    problems.push(
      '`--learners` tells what publishing would mean: it takes one path, and compares it with what is published now.',
    );
  return problems;
}

type ReadSide = DiffSide & Pick<SoundReading, 'locate'>;

async function readSide(path: string, terminal: Terminal): Promise<ReadSide | ExitCode> {
  terminal.progress('Reading …');
  const reading = await readOrTell(path, terminal);
  if (typeof reading === 'number') return reading;
  const { graph, locate } = reading;
  return { graph, locate, path, revision: null };
}

async function findRevisions(
  { curriculum, from, to }: Values,
  { terminal, open }: Surroundings,
): Promise<Sides | ExitCode> {
  const { curricula, ...environment } = await open();
  const head = findHead({ curricula, ...environment }, curriculum, terminal);
  if (!head) return 2;
  const [slug, newest] = [head.curriculum, head.number];
  const later = to === undefined ? newest : Number(to);
  const earlier = from === undefined ? Math.max(1, later - 1) : Number(from);
  const [before, after] = [
    await publishedSide(curricula, slug, earlier),
    await publishedSide(curricula, slug, later),
  ];
  if (!before || !after) {
    const missing = after ? earlier : later;
    const problem = `\`${slug}\` has no revision ${missing}; its newest is ${newest}.`;
    return refuse([problem], terminal);
  }
  const { lineage } = curricula.snapshot().heads.get(slug)!;
  return { before, after, history: lineage ? { lineage, from: earlier, to: later } : null };
}

/** A curriculum that was read, after the one that is published. */
async function besidePublished(
  after: ReadSide,
  { curriculum, from, learners }: Values,
  { terminal, open }: Surroundings,
): Promise<Sides | ExitCode> {
  terminal.progress('Opening the database …');
  const environment: Environment = await open();
  const snapshot = environment.curricula.snapshot();
  const slug = curriculum ?? after.graph.curriculum.slug;
  if (!snapshot.heads.has(slug) && curriculum === undefined) {
    const problem = `No curriculum \`${slug}\` is published yet: name another by \`--curriculum\`, or a second path.`;
    return refuse([problem], terminal);
  }
  const head = findHead(environment, slug, terminal);
  if (!head) return 2;
  const number = from === undefined ? head.number : Number(from);
  const before = await publishedSide(environment.curricula, slug, number);
  if (!before) {
    const problem = `\`${slug}\` has no revision ${number}; its newest is ${head.number}.`;
    return refuse([problem], terminal);
  }
  if (slug !== after.graph.curriculum.slug) {
    const problem = `\`--learners\` needs a curriculum with the id that is published, \`${slug}\`.`;
    return learners ? refuse([problem], terminal) : { before, after, history: null };
  }
  const supposed = supposePublished(environment, snapshot, {
    graph: after.graph,
    digest: curriculumDigest(after.graph.curriculum),
    publishedBy: 'command-line',
    note: null,
  });
  tellHistoryOf(supposed, after.locate, terminal);
  const { lineage, revision } = supposed;
  const history = lineage ? { lineage, from: number, to: revision.number } : null;
  const publishing = { environment, snapshot, supposed };
  return { before, after, history, ...(learners && { publishing }) };
}

async function publishedSide(
  curricula: CurriculaSeen,
  slug: string,
  number: number,
): Promise<DiffSide | null> {
  const published = await curricula.at(slug, number);
  return published && { graph: published.graph, path: null, revision: number };
}

function isWrittenAlike({ before, after }: Sides): boolean {
  return curriculumDigest(before.graph.curriculum) === curriculumDigest(after.graph.curriculum);
}

function refuse(problems: readonly string[], { progress, tell, tellLook }: Terminal): ExitCode {
  progress('');
  tell(drawProblems(problems, tellLook));
  return 2;
}
