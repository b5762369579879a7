import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute, parse } from 'graphql';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { ChangeStreams } from '../../src/actions/change-streams.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { createContext } from '../../src/graphql/context.ts';
import { schema } from '../../src/graphql/schema.ts';
import { openStore } from '../../src/store/open.ts';
import { Sqlite } from '../../src/store/sqlite/driver.ts';
import { newEvidence, newId, newLearner, newMentor } from '../support/learners.ts';
import { contentOf, day, finding } from '../support/random-evidence.ts';
import { seedCurriculum } from '../support/seeds.ts';
import { type Bench, type Line, line } from './bench.ts';
import { median, short, spread, times } from './measure.ts';

/** How near a mentor's morning look comes to the statements that it can't do without. */
export const mentees: Bench = {
  name: 'mentees',
  title: 'The mentees of a mentor',
  method:
    'SQLite. A page of 100 of the mentees of one mentor, as GraphQL answers it, each on the way to become a backend developer on the seed curriculum with 20 pieces of evidence: share done, stalled since, last activity and three next steps with what blocks them. Peer: the same rows by prepared statements of the driver, mentees, roadmaps and evidence, learner by learner, with their JSON read, and nothing made of them. In the order of who is stalled the progress of all is needed; it is kept in memory while nothing changes, and `for the first time` it is not there yet.',
  run,
};

const rounds = 15;

async function run(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  const path = join(folder, 'cairn.db');
  const store = await openStore(`file:${path}`);
  const environment: Environment = {
    store,
    curricula: await Curricula.load(store),
    streams: new ChangeStreams(store),
    now: () => new Date('2026-03-02T12:00:00Z'),
    random: randomBytes,
  };
  try {
    await publishCurriculum(environment, {
      curriculum: await seedCurriculum(),
      publishedBy: 'bench',
      note: null,
    });
    const lines: Line[] = [];
    for (const count of [100, 1000]) {
      const mentor = await fill(environment, count);
      const bare = new Sqlite(path, { readonly: true });
      for (const order of ['NAME', 'STALLED_LONGEST'])
        lines.push(await page(environment, bare, mentor, { count, order }));
      bare.close();
    }
    return lines;
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

async function fill(environment: Environment, count: number): Promise<string> {
  const { store, curricula } = environment;
  const graph = curricula.snapshot().default!.graph;
  const learners = Array.from({ length: count }, (_, index) =>
    newLearner({ name: `Learner ${index}`, hoursPerWeek: 8 }),
  );
  const mentor = newMentor({ name: 'the mentor' });
  const ids = learners.map(({ id }) => id);
  const skills = graph.skillsInTeachingOrder;
  const evidence = learners.flatMap(({ id }, index) =>
    Array.from({ length: 20 }, (_, piece) => {
      const skill = skills[(index * 7 + piece * 3) % skills.length]!;
      const { level } = skill.levels[0]!;
      const competency = { curriculum: graph.curriculum.slug, skill: skill.slug, level };
      return newEvidence(id, contentOf(finding({ externalId: `${piece}`, competency })));
    }),
  );
  await store.write(async (writes) => {
    await writes.learners.create(learners);
    await writes.learners.lock(ids);
    await writes.mentors.create(mentor);
    await writes.mentors.entrust(mentor.id, ids, day(0));
    await writes.evidence.record(evidence, { recordedAt: day(0), recordedBy: 'bench' });
  });
  // Planning takes longest: everybody follows the roadmap of one of the first few.
  const planned = ids.slice(0, 10);
  for (const learner of planned) {
    const adopted = await adoptRoadmap(environment, curricula.snapshot(), operator, {
      learner,
      revision: 1,
      request: { goals: [{ careerPath: 'backend-developer' }] },
    });
    if (adopted.kind !== 'roadmap-adopted') throw new Error(JSON.stringify(adopted));
  }
  const roadmaps = [...(await store.reads.adoptedRoadmaps.followedBy(planned)).values()];
  await store.write(async (writes) => {
    for (const [index, learner] of ids.slice(10).entries())
      await writes.adoptedRoadmaps.adopt(
        { ...roadmaps[index % 10]!, learner, id: newId() },
        'bench',
      );
  });
  return mentor.id;
}

async function page(
  environment: Environment,
  bare: InstanceType<typeof Sqlite>,
  mentor: string,
  { count, order }: { readonly count: number; readonly order: string },
): Promise<Line> {
  const document = parse(
    `{ viewer { mentor { mentees(first: 100, orderBy: ${order}) { nodes { learner { name } shareDone stalledSince lastActivityAt nextSteps { title block { kind text } } } } } } }`,
  );
  const read = async () => {
    const actor = { kind: 'MENTOR', name: mentor, mentor } as const;
    const contextValue = createContext(
      environment,
      { actor, token: null, expiresAt: null },
      'http://localhost',
    );
    const { data, errors } = await execute({ schema, document, contextValue });
    if (errors) throw errors[0];
    // biome-ignore lint/suspicious/noExplicitAny: an answer has whatever shape was asked for.
    return (data as any).viewer.mentor.mentees.nodes.length as number;
  };
  const entrusted = bare.prepare(
    'select * from learners where id in (select learner from mentees where mentor = ?)',
  );
  const followed = bare.prepare(
    'select * from adopted_roadmaps where learner = ? and ended_at is null',
  );
  const shown = bare.prepare('select * from evidence where learner = ? order by number');
  // In order of name nothing need be known of those on other pages.
  const needed = order === 'NAME' ? 100 : count;
  const readBare = () => {
    const learners = entrusted.all(mentor) as { id: string }[];
    return learners.slice(0, needed).filter(({ id }) => {
      const roadmap = followed.get(id) as { plan: string; request: string };
      return JSON.parse(roadmap.plan) && JSON.parse(roadmap.request) && shown.all(id).length === 20;
    }).length;
  };
  const start = performance.now();
  const isFull = (await read()) === 100;
  const first = performance.now() - start;
  const isSame = isFull && readBare() === needed;
  const [ours, peers]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await timed(read));
    peers.push(await timed(async () => readBare()));
  }
  const ratio = median(ours) / median(peers);
  const what = `100 of ${count} mentees in order of ${order}${isSame ? '' : ' (not the same!)'}`;
  return line(
    what,
    `${spread(ours)}, ${times(ratio)}; for the first time ${short(first)} ms`,
    `p50 ${short(median(peers))} ms`,
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
