import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { findStatements } from '../../src/actions/find-statements.ts';
import { linkActor } from '../../src/actions/link-actor.ts';
import { mapActivities, unmapActivity } from '../../src/actions/map-activities.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { readSomeStatements } from '../../src/actions/read-statements.ts';
import { receiveStatements } from '../../src/actions/receive-statements.ts';
import { updateLearner } from '../../src/actions/update-learner.ts';
import { lastWords } from '../../src/curriculum/last-words.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newEnvironment } from '../support/environment.ts';
import { newLearner } from '../support/learners.ts';
import { dice } from '../support/random.ts';
import { shuffled } from '../support/random-evidence.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';
import { verbs } from '../support/statements.ts';

// Whatever order statements, mappings and links come in, what is shown in the end is the same, and what a plain reading of
// all of them at once says.

const people = ['ada', 'ben'];
const things = ['quiz', 'module', 'course'];
const skills = ['html', 'css'];

interface Told {
  readonly id: string;
  readonly person: string;
  readonly verb: keyof typeof verbs;
  readonly thing: string;
  readonly whole: string | null;
  readonly day: number;
  /** The statement that is taken back. */
  readonly target: string | null;
}

type Mapped = Readonly<Record<string, { skills: readonly string[]; partsCount: boolean } | null>>;

/** A history of a platform: what it tells, and what is said of it, the last of each counting. */
function randomHistory(seed: number) {
  const random = dice(seed);
  const pick = (sides: number) => random.between(0, sides - 1);
  const told: Told[] = [];
  for (let count = 4 + pick(12); count > 0; count -= 1) {
    const isVoiding = told.length > 0 && pick(5) === 0;
    const verb = (['passed', 'failed', 'uncompleted', 'answered', 'passed'] as const)[pick(5)]!;
    told.push({
      id: randomUUID(),
      person: people[pick(2)]!,
      verb: isVoiding ? 'voided' : verb,
      thing: things[pick(3)]!,
      whole: pick(2) === 0 ? things[pick(3)]! : null,
      day: 1 + pick(6),
      target: isVoiding ? told[pick(told.length)]!.id : null,
    });
  }
  const mappings = things.map((thing) =>
    Array.from({ length: pick(3) }, () => ({
      thing,
      to:
        pick(4) === 0 ? null : { skills: skills.slice(0, 1 + pick(2)), partsCount: pick(2) === 0 },
    })),
  );
  const links = people.map((person) =>
    Array.from({ length: 1 + pick(2) }, () => ({ person, learner: pick(2) })),
  );
  return { told, mappings, links };
}

type History = ReturnType<typeof randomHistory>;

/** What each learner has shown in the end, told plainly from all of it at once. */
function oracle({ told, mappings, links }: History): string[] {
  const mapped: Mapped = Object.fromEntries(
    things.map((thing, index) => [thing, mappings[index]!.at(-1)?.to ?? null]),
  );
  const voided = new Set(told.flatMap(({ target }) => target ?? []));
  const isVoided = (one: Told) => voided.has(one.id) && one.verb !== 'voided';
  const mappingOf = ({ thing, whole }: Told) => {
    if (mapped[thing]) return mapped[thing];
    return whole && whole !== thing && mapped[whole]?.partsCount ? mapped[whole] : null;
  };
  const isUndone = (one: Told) =>
    told.some(
      (other) =>
        other.verb === 'uncompleted' &&
        mappingOf(other) &&
        !isVoided(other) &&
        other.person === one.person &&
        other.thing === one.thing &&
        other.day >= one.day,
    );
  return told
    .filter((one) => ['passed', 'failed'].includes(one.verb) && !isVoided(one) && !isUndone(one))
    .flatMap((one) => {
      const learner = links[people.indexOf(one.person)]!.at(-1)!.learner;
      const outcome = one.verb === 'passed' ? 'HELD' : 'NOT_HELD';
      return (mappingOf(one)?.skills ?? []).map((skill, place) =>
        [learner, place === 0 ? one.id : `${one.id}#${place + 1}`, skill, outcome].join(' '),
      );
    })
    .sort();
}

/** Lets it happen in some order, in which only what is said anew of the same thing keeps its own. */
async function happen(environment: Environment, history: History, seed: number) {
  const source = `platform-${randomUUID()}`;
  const page = `https://${source}.example`;
  const iri = (thing: string) => `${page}/${thing}`;
  const learners = [newLearner(), newLearner()];
  await environment.store.write((writes) => writes.learners.create(learners));
  const statement = (one: Told) => ({
    id: one.id,
    actor: { account: { homePage: page, name: one.person } },
    verb: { id: verbs[one.verb] },
    object:
      one.target === null ? { id: iri(one.thing) } : { objectType: 'StatementRef', id: one.target },
    ...(one.whole && { context: { contextActivities: { parent: [{ id: iri(one.whole) }] } } }),
    timestamp: `2025-03-0${one.day}T00:00:00Z`,
  });
  const send = async (one: Told) => {
    const text = JSON.stringify([statement(one)]);
    const delivery = { source, version: '1.0.3', text, id: null, address: page } as const;
    const result = await receiveStatements(environment, operator, delivery);
    expect(result.kind).toBe('statements-received');
  };
  const map = async ({ thing, to }: History['mappings'][number][number]) => {
    if (to === null) await unmapActivity(environment, operator, iri(thing));
    else
      await mapActivities(environment, operator, [
        {
          activity: iri(thing),
          competencies: to.skills.map((skill) => ({ skill })),
          partsCount: to.partsCount,
        },
      ]);
  };
  const link = async ({ person, learner }: History['links'][number][number]) => {
    const name = { system: page, externalId: person };
    const other = learners[1 - learner]!.id;
    const held = await environment.store.reads.learners.externalIds([other]);
    const externalIds = (held.get(other) ?? []).filter(({ externalId }) => externalId !== person);
    await updateLearner(environment, operator, { id: other }, { externalIds });
    const linked = await linkActor(environment, operator, { learner: learners[learner]!.id, name });
    expect(linked.kind).toBe('actor-linked');
  };
  const series = [
    ...history.told.map((one) => [() => send(one)]),
    ...history.mappings.map((list) => list.map((one) => () => map(one))),
    ...history.links.map((list) => list.map((one) => () => link(one))),
  ];
  const turns = shuffled(
    seed,
    series.flatMap((list, index) => list.map(() => index)),
  );
  for (const index of turns) await series[index]!.shift()!();
  while (await readSomeStatements(environment));
  const evidence = await environment.store.reads.evidence.ofLearners(learners.map(({ id }) => id));
  return learners
    .flatMap(({ id }, index) =>
      lastWords(evidence.get(id)!).map(({ externalId, competency, outcome }) =>
        [index, externalId, competency.skill, outcome].join(' '),
      ),
    )
    .sort();
}

describe.each([
  { kind: sqlite(), histories: 12 },
  { kind: postgres(), histories: 3 },
])('statements on $kind.name', ({ kind, histories }) => {
  it('show the same in the end, in whatever order all of it came', {
    timeout: 60_000,
  }, async () => {
    const environment = await newEnvironment(await kind.newAddress());
    const curriculum = smallCurriculum();
    await publishCurriculum(environment, { curriculum, publishedBy: 'test', note: null });
    let shown = 0;
    for (let seed = 1; seed <= histories; seed += 1) {
      const history = randomHistory(seed);
      const expected = oracle(history);
      shown += expected.length;
      for (const order of [1, 2]) {
        const found = await happen(environment, history, seed * 10 + order);
        expect(found, `history ${seed}, order ${order}`).toEqual(expected);
      }
    }
    expect(shown).toBeGreaterThan(histories / 2);
  });

  it('are kept and found alike', async () => {
    const environment = await newEnvironment(await kind.newAddress());
    const page = 'https://a.example';
    const id = randomUUID();
    const said = (more: object) => ({
      actor: { account: { homePage: page, name: 'ada' } },
      verb: { id: verbs.passed },
      object: { id: `${page}/${'ü'.repeat(3_000)}` },
      timestamp: '2025-03-01T00:00:00Z',
      ...more,
    });
    const send = (statements: unknown) =>
      receiveStatements(environment, operator, {
        source: 'a',
        version: '2.0.0',
        text: JSON.stringify(statements),
        id: null,
        address: page,
      });
    const about = { object: { objectType: 'StatementRef', id } };
    const [one, two] = await Promise.all([
      send([said({ id }), said({ result: { response: '\u{1f600}' } })]),
      send([said({ ...about, verb: { id: verbs.answered } }), said({ id })]),
    ]);
    expect([one.kind, two.kind]).toEqual(['statements-received', 'statements-received']);
    expect((await send([said({ id, result: { success: false } })])).kind).toBe(
      'statement-conflict',
    );
    const find = async (query: Record<string, string>) => {
      const found = await findStatements(
        environment,
        operator,
        'a',
        new Map(Object.entries(query)),
        [],
      );
      return found.kind === 'statement-page'
        ? found.texts.map((text) => JSON.parse(text).verb.id)
        : found.kind;
    };
    expect((await find({ verb: verbs.passed })).length).toBe(3);
    expect(await find({ verb: verbs.answered, ascending: 'true' })).toEqual([verbs.answered]);
    await send([said({ ...about, verb: { id: verbs.voided } })]);
    expect(await find({ statementId: id })).toBe('no-statement');
    expect((await find({})).length).toBe(3);
  });
});
