import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/actions/actor.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { listRevisions } from '../../src/actions/list-revisions.ts';
import { publishText } from '../../src/actions/publish-text.ts';
import { restoreRevision } from '../../src/actions/restore-revision.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { nativeJson, nativeYaml } from '../../src/exchange/curriculum/native/write-native.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newEnvironment } from '../support/environment.ts';
import { randomCurriculum } from '../support/random-curricula.ts';
import { summarized } from '../support/summarized.ts';

const author: Actor = { kind: 'AUTHOR', name: 'an author' };

/** One thing that an author does to the newest revision, or to an old one. */
type Edit =
  | { readonly kind: 'take'; readonly seed: number; readonly share: number }
  | { readonly kind: 'retitle'; readonly at: number; readonly title: string }
  | { readonly kind: 'restore'; readonly at: number }
  | { readonly kind: 'nothing' };

const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('take' as const),
      seed: fc.integer({ min: 1, max: 6 }),
      share: fc.constantFrom(0.2, 0.5, 1),
    }),
    fc.record({
      kind: fc.constant('retitle' as const),
      at: fc.nat(20),
      title: fc.constantFrom('Loops', 'Schleifen für 日本 🪨 "\\', "'x: #'"),
    }),
    fc.record({ kind: fc.constant('restore' as const), at: fc.nat(20) }),
    fc.constant({ kind: 'nothing' as const }),
  ),
  { minLength: 1, maxLength: 7 },
);

const skillCount = 12;

describe.each([sqlite(), postgres()])('on $name', (kind) => {
  it(
    'every revision reads as it was published, whatever was published or brought back since',
    () =>
      fc.assert(
        fc.asyncProperty(edits, async (sequence) => {
          const environment = await newEnvironment(await kind.newAddress());
          const history = [await publishFirst(environment)];
          for (const edit of sequence) await apply(environment, edit, history);
          for (const [index, text] of history.entries())
            expect(await textAt(environment, index + 1)).toBe(text);
          const { count } = listRevisions(environment, slug);
          expect(await count()).toBe(history.length);
          const head = environment.curricula.snapshot().heads.get(slug)!;
          expect(nativeYaml(head.graph.curriculum)).toBe(history.at(-1));
        }),
        { numRuns: 12 },
      ),
    120_000,
  );
});

const slug = 'random';

async function publishFirst(environment: Environment): Promise<string> {
  const curriculum = drawnBy(1);
  await publish(environment, nativeJson(curriculum), 1);
  return nativeYaml(curriculum);
}

/** Does it, and writes down what the newest revision says then: the texts are the oracle, one a revision. */
async function apply(environment: Environment, edit: Edit, history: string[]): Promise<void> {
  const newest = history.at(-1)!;
  const number = history.length;
  if (edit.kind === 'restore') {
    const at = edit.at % number;
    const result = await restoreRevision(environment, author, {
      curriculum: slug,
      revision: at + 1,
      expectedRevision: number,
    });
    const isSame = history[at] === newest;
    expect(result.kind).toBe(isSame ? 'unchanged' : 'published');
    if (!isSame) history.push(history[at]!);
    return;
  }
  const { curriculum } = (await environment.curricula.at(slug, number))!.graph;
  const edited = editedBy(edit, curriculum);
  if (CurriculumGraph.build(edited).kind !== 'graph') return;
  const text = nativeYaml(edited);
  await publish(environment, text, text === newest ? number : number + 1);
  if (text !== newest) history.push(text);
}

function editedBy(edit: Exclude<Edit, { kind: 'restore' }>, curriculum: Curriculum): Curriculum {
  if (edit.kind === 'nothing') return curriculum;
  if (edit.kind === 'retitle') {
    const skills = curriculum.skills.map((skill, index) =>
      index === edit.at % skillCount ? { ...skill, title: edit.title } : skill,
    );
    return { ...curriculum, skills };
  }
  const other = drawnBy(edit.seed);
  if (edit.share === 1) return other;
  // Titles and resources of another, with the requirements as they are.
  const taken = Math.round(edit.share * skillCount);
  const skills = curriculum.skills.map((skill, index) => {
    const there = other.skills.find((one) => one.slug === skill.slug);
    return index < taken && there
      ? { ...skill, title: there.title, resources: there.resources }
      : skill;
  });
  return { ...curriculum, skills, advice: [], title: `Taken ${edit.seed}` };
}

function drawnBy(seed: number): Curriculum {
  return { ...summarized(randomCurriculum(seed, skillCount)), slug };
}

async function publish(environment: Environment, text: string, number: number): Promise<void> {
  const result = await publishText(environment, author, { text });
  if (!('revision' in result)) throw new Error(JSON.stringify(result));
  expect(result.revision.number).toBe(number);
}

async function textAt(environment: Environment, number: number): Promise<string> {
  const curriculum = await environment.store.reads.curricula.at(slug, number);
  return nativeYaml(curriculum!);
}

describe('what revisions hold', () => {
  it('is counted for each of them, as reading them does', async () => {
    const environment = await newEnvironment();
    for (const [index, seed] of [1, 2, 3, 1].entries()) {
      const curriculum = drawnBy(seed);
      const fewer = { ...curriculum, advice: curriculum.advice.slice(index) };
      await publishText(environment, author, { text: nativeYaml(fewer) });
    }
    const sizeOf = await environment.store.reads.curricula.sizes(slug);
    for (const number of [1, 2, 3, 4]) {
      const { areas, skills, projects, careerPaths, advice } =
        (await environment.store.reads.curricula.at(slug, number))!;
      expect(sizeOf(number)).toEqual({
        areas: areas.length,
        skills: skills.length,
        projects: projects.length,
        careerPaths: careerPaths.length,
        advice: advice.length,
      });
    }
    expect(sizeOf(0).skills).toBe(0);
  });
});
