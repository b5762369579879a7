import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { CompileThread } from '../../src/actions/compile-thread.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { type Bench, type Line, line } from './bench.ts';
import { largeCurriculum } from './large-curriculum.ts';
import { short, times } from './measure.ts';

const sizes = [1_000, 10_000, 100_000];

export const headBench: Bench = {
  name: 'head',
  title: 'A new revision reaches a server',
  method:
    'SQLite. How long the event loop stands still at the most, told by a timer of a millisecond, while a server takes up a revision that was published elsewhere: with ten skills changed, with all of them changed, and for the first time. From 2,000 skills on the server has it read and compiled on a thread, which it starts where there is none. Peer: the same revisions read and compiled in place. `Until it is there` is the whole time, to which up to half a second comes until the server looks.',
  async run() {
    const lines: Line[] = [];
    for (const size of sizes) {
      const folder = await mkdtemp(join(tmpdir(), 'cairn-head-'));
      const store = await openStore(`file:${join(folder, 'cairn.db')}`);
      lines.push(...(await measureSize(store, size)));
      await store.close();
      await rm(folder, { recursive: true, force: true });
    }
    return lines;
  },
};

async function measureSize(store: Store, size: number): Promise<Line[]> {
  const curriculum = largeCurriculum(size);
  await publish(store, curriculum, 1);
  const thread = new CompileThread();
  const first = await stallOf(() => Curricula.load(store, { thread }));
  const firstHere = await stallOf(() => Curricula.load(store, inPlace));
  const lines = [lineOf(`${size} skills, for the first time`, size >= 2_000, first, firstHere)];
  const changes = [
    ['ten of them changed', Math.ceil(size / 10)],
    ['all of them changed', 1],
  ] as const;
  for (const [index, [what, every]] of changes.entries()) {
    const skills = curriculum.skills.map((skill, at) =>
      at % every === 0 ? { ...skill, title: `${skill.title}, ${what}` } : skill,
    );
    await publish(store, { ...curriculum, skills }, index + 2);
    const moved = await stallOf(() => first.result.refresh());
    const movedHere = await stallOf(() => firstHere.result.refresh());
    lines.push(lineOf(`${size} skills, ${what}`, size >= 2_000, moved, movedHere));
  }
  await thread.close();
  return lines;
}

const inPlace = { largeSkills: 1_000_000 };

interface Stall<Result> {
  readonly result: Result;
  readonly longestMs: number;
  readonly wholeMs: number;
}

async function stallOf<Result>(work: () => Promise<Result>): Promise<Stall<Result>> {
  globalThis.gc?.();
  await setTimeout(20);
  let longestMs = 0;
  let last = performance.now();
  const start = last;
  const look = () => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  const result = await work();
  const wholeMs = performance.now() - start;
  await setImmediate();
  look();
  clearInterval(timer);
  return { result, longestMs, wholeMs };
}

function lineOf(
  what: string,
  isOnThread: boolean,
  here: Stall<unknown>,
  peer: Stall<unknown>,
): Line {
  const told = ({ longestMs, wholeMs }: Stall<unknown>) =>
    `${short(longestMs)} ms of ${short(wholeMs)} ms until it is there`;
  const ratio = here.longestMs / peer.longestMs;
  const measured = `${told(here)}, ${times(ratio)}`;
  return line(
    what,
    measured,
    told(peer),
    isOnThread ? { figure: ratio, atMost: 0.5, unit: 'x' } : undefined,
  );
}

async function publish(store: Store, curriculum: Curriculum, number: number): Promise<void> {
  const { slug } = curriculum;
  const publishedAt = new Date(Date.UTC(2026, 0, number));
  await store.write(async ({ curricula }) => {
    if (number === 1) await curricula.reserve(slug, publishedAt);
    await curricula.lockHead(slug);
    await curricula.publish(curriculum, {
      ...{ curriculum: slug, number, digest: `revision ${number}`, publishedAt },
      ...{ publishedBy: 'bench', note: null },
    });
  });
}
