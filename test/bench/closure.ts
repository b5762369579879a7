import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DepGraph } from 'dependency-graph';
import { closure } from '../../src/curriculum/closure.ts';
import { components } from '../../src/curriculum/components.ts';
import { compileNodes, type Nodes } from '../../src/curriculum/nodes.ts';
import { ascending } from '../../src/util/ascending.ts';
import { invariant } from '../../src/util/invariant.ts';
import { seeded } from '../support/random.ts';
import { type Bench, type Line, line } from './bench.ts';
import { largeCurriculum } from './large-curriculum.ts';
import { mean, short, timed, times } from './measure.ts';

const skillCount = 100_000;
/** Different goals that every contender is asked for, once. */
const goalCount = 400;
/** Goals for which our loop races the same loop in C++; both are fast enough for more. */
const racedGoals = 2000;

export const closureBench: Bench = {
  name: 'closure',
  title: 'What may be needed for a goal',
  method:
    `Closure at ${skillCount.toLocaleString('en-US')} skills with 3.6 edges each, seed 1, over ${goalCount} different goals, each asked for once after others have warmed the code up, ` +
    'the best of three rounds each. All find the same sets, in no order but where it says so: there each node comes after what it needs, in ours by its place in the order of the whole graph.',
  run: async () => {
    const nodes = compileNodes(largeCurriculum(skillCount));
    const goals = differentGoals(nodes, racedGoals * 2 + goalCount * 2);
    const asked = goals.slice(0, goalCount);
    const warming = goals.slice(goalCount, goalCount * 2);
    const raced = goals.slice(goalCount * 2, goalCount * 2 + racedGoals);
    const racedWarming = goals.slice(-racedGoals);
    const unordered = (goal: number): Int32Array => closure(nodes, [goal]);
    const ordered = inOrder(nodes);
    for (const goal of racedWarming) ordered(goal);
    const size = mean(asked.map((goal) => unordered(goal).length));
    const lines: Line[] = [];
    for (const { what, atLeast, isOrdered, find } of peers(nodes)) {
      const ours = isOrdered ? ordered : unordered;
      for (const goal of asked.slice(0, 40)) check(ours(goal), find(goal).map(nodeNamed), what);
      for (const goal of warming.slice(40, 100)) find(goal);
      let peer = Number.POSITIVE_INFINITY;
      let own = Number.POSITIVE_INFINITY;
      for (const _ of [1, 2, 3]) {
        peer = Math.min(peer, total(asked, find));
        for (const goal of warming) ours(goal);
        own = Math.min(own, total(asked, ours));
      }
      const each = `${short((own / goalCount) * 1000)} µs a goal of ${short(size)} nodes`;
      const goal = { figure: peer / own, atLeast, unit: 'x' };
      lines.push(
        line(
          `beside ${what}`,
          each,
          `${short((peer / goalCount) * 1000)} µs, ${times(peer / own)}`,
          goal,
        ),
      );
    }
    lines.push(raceCompiled(nodes, racedWarming, raced));
    return lines;
  },
};

/** Milliseconds of all goals together. */
function total(goals: readonly number[], find: (goal: number) => unknown): number {
  return timed(() => {
    for (const goal of goals) find(goal);
  });
}

function differentGoals({ firstProject }: Nodes, count: number): number[] {
  const random = seeded(7);
  const goals = new Set<number>();
  while (goals.size < count) goals.add(Math.floor(random() * firstProject));
  return [...goals];
}

function check(ours: ArrayLike<number>, theirs: readonly number[], what: string): void {
  const found = new Set(Array.from(ours));
  const isSame =
    found.size === new Set(theirs).size && theirs.every((node: number) => found.has(node));
  invariant(isSame, `${what} finds the same`);
}

interface Peer {
  readonly what: string;
  readonly atLeast: number;
  /** Whether each node comes after what it needs. */
  readonly isOrdered: boolean;
  /** Names or numbers of nodes, as the peer has them. */
  readonly find: (goal: number) => readonly (string | number)[];
}

function peers(nodes: Nodes): Peer[] {
  const needs = namedNeeds(nodes);
  const maps = 'a walk over `Map` and `Set`';
  return [
    { what: maps, atLeast: 20, isOrdered: false, find: walkOfMaps(needs) },
    { what: `${maps}, in order`, atLeast: 20, isOrdered: true, find: orderedWalkOfMaps(needs) },
    {
      what: '`dependency-graph`, in order',
      atLeast: 20,
      isOrdered: true,
      find: dependencyGraph(nodes),
    },
    {
      what: 'a recursive CTE in SQLite, in memory',
      atLeast: 50,
      isOrdered: false,
      find: recursiveQuery(nodes),
    },
  ];
}

const nameOf = (node: number): string => `node-${node}`;
const nodeNamed = (name: string | number): number =>
  typeof name === 'number' ? name : Number(name.slice(5));

/** What is needed for a goal, each node after what it needs. */
function inOrder(nodes: Nodes): (goal: number) => Int32Array {
  const { order } = components(nodes);
  const placeOf = new Int32Array(nodes.nodeCount);
  order.forEach((node, place) => {
    placeOf[node] = place;
  });
  return (goal) => {
    const places = closure(nodes, [goal]);
    for (let at = 0; at < places.length; at++) places[at] = placeOf[places[at]!]!;
    const sorted = ascending(places, nodes.nodeCount);
    for (let at = 0; at < sorted.length; at++) sorted[at] = order[sorted[at]!]!;
    return sorted;
  };
}

type NeedsByName = ReadonlyMap<string, readonly string[]>;

function namedNeeds(nodes: Nodes): NeedsByName {
  const names = Array.from({ length: nodes.nodeCount }, (_, node) => nameOf(node));
  return new Map(
    names.map((name, node) => [name, neededBy(nodes, node).map((each) => names[each]!)]),
  );
}

/** Breadth first: a set is walked while it grows. */
function walkOfMaps(needs: NeedsByName): Peer['find'] {
  return (goal) => {
    const seen = new Set([nameOf(goal)]);
    for (const name of seen) for (const needed of needs.get(name)!) seen.add(needed);
    return [...seen];
  };
}

/** Depth first, without recursion: a name is done once all that it needs is. */
function orderedWalkOfMaps(needs: NeedsByName): Peer['find'] {
  return (goal) => {
    const seen = new Set([nameOf(goal)]);
    const done: string[] = [];
    const path = [{ name: nameOf(goal), needed: needs.get(nameOf(goal))!, next: 0 }];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { needed } = step;
      while (step.next < needed.length && seen.has(needed[step.next]!)) step.next += 1;
      if (step.next === needed.length) {
        done.push(step.name);
        path.pop();
        continue;
      }
      const name = needed[step.next++]!;
      seen.add(name);
      path.push({ name, needed: needs.get(name)!, next: 0 });
    }
    return done;
  };
}

function dependencyGraph(nodes: Nodes): Peer['find'] {
  const peer = new DepGraph<null>();
  for (let node = 0; node < nodes.nodeCount; node++) peer.addNode(nameOf(node), null);
  for (let node = 0; node < nodes.nodeCount; node++) {
    for (const needed of neededBy(nodes, node)) peer.addDependency(nameOf(node), nameOf(needed));
  }
  return (goal) => [...peer.dependenciesOf(nameOf(goal)), goal];
}

function recursiveQuery(nodes: Nodes): Peer['find'] {
  const database = new Database(':memory:');
  database.exec(
    'create table edges (skill integer, needed integer, primary key (skill, needed)) without rowid',
  );
  const insert = database.prepare('insert or ignore into edges values (?, ?)');
  database.transaction(() => {
    for (let node = 0; node < nodes.nodeCount; node++) {
      for (const needed of neededBy(nodes, node)) insert.run(node, needed);
    }
  })();
  const query = database
    .prepare(
      'with recursive found (node) as (select ? union select needed from edges join found on skill = node) select node from found',
    )
    .pluck();
  return (goal) => query.all(goal) as number[];
}

function neededBy({ groupStart, memberStart, members }: Nodes, node: number): number[] {
  return [...members.subarray(memberStart[groupStart[node]!], memberStart[groupStart[node + 1]!])];
}

/** Our loop beside the same in C++, each over its best of five rounds; a note where there is no compiler. */
function raceCompiled(nodes: Nodes, warming: readonly number[], goals: readonly number[]): Line {
  const what = 'beside the same loop in C++ -O2';
  const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-'));
  try {
    writeFileSync(join(folder, 'closure.cpp'), compiledLoop);
    try {
      execFileSync('g++', ['-O2', '-march=native', '-o', 'closure', 'closure.cpp'], {
        cwd: folder,
        stdio: 'ignore',
      });
    } catch {
      return line(what, '', 'no compiler at hand');
    }
    const { groupStart, memberStart, members } = nodes;
    const memberStarts = groupStart.map((group) => memberStart[group]!);
    const arrays = [memberStarts, members, ...[warming, goals].map(toInts)];
    writeFileSync(
      join(folder, 'input'),
      Buffer.concat(arrays.flatMap((array) => [bytes(toInts([array.length])), bytes(array)])),
    );
    let own = Number.POSITIVE_INFINITY;
    let peer = Number.POSITIVE_INFINITY;
    let found = 0;
    for (let round = 0; round < 5; round++) {
      const answer = execFileSync('./closure', { cwd: folder, encoding: 'utf8' }).split(' ');
      for (const goal of warming) closure(nodes, [goal]);
      found = 0;
      const took = timed(() => {
        for (const goal of goals) found += closure(nodes, [goal]).length;
      });
      invariant(Number(answer[1]) === found, 'C++ finds the same');
      own = Math.min(own, took);
      peer = Math.min(peer, Number(answer[0]));
    }
    const each = (milliseconds: number): string =>
      `${short((milliseconds / goals.length) * 1000)} µs a goal`;
    return line(what, each(own), `${each(peer)}, we take ${times(own / peer)} as long`, {
      figure: own / peer,
      atMost: 1.5,
      unit: 'x',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function toInts(values: readonly number[]): Int32Array {
  return Int32Array.from(values);
}

function bytes(array: Int32Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

/** Reads arrays, each after its length, and prints the milliseconds for all goals and how many nodes were found. */
const compiledLoop = `
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <vector>
using namespace std;
using Ints = vector<int32_t>;
static Ints read(FILE *file) {
  int32_t length = 0;
  if (fread(&length, 4, 1, file) != 1) return {};
  Ints values(length);
  if (fread(values.data(), 4, length, file) != (size_t)length) return {};
  return values;
}
static Ints memberStarts, members, found;
static vector<uint8_t> marks;
static Ints closure(int32_t root) {
  const int32_t *start = memberStarts.data(), *needed = members.data();
  uint8_t *mark = marks.data();
  int32_t *queue = found.data();
  int32_t count = 1;
  queue[0] = root;
  mark[root] = 1;
  for (int32_t next = 0; next < count; next++) {
    const int32_t node = queue[next], end = start[node + 1];
    for (int32_t at = start[node]; at < end; at++) {
      const int32_t member = needed[at];
      queue[count] = member;
      count += 1 - mark[member];
      mark[member] = 1;
    }
  }
  for (int32_t at = 0; at < count; at++) mark[queue[at]] = 0;
  return Ints(queue, queue + count);
}
int main() {
  FILE *file = fopen("input", "rb");
  memberStarts = read(file);
  members = read(file);
  const Ints warming = read(file), goals = read(file);
  const size_t nodeCount = memberStarts.size() - 1;
  marks.assign(nodeCount, 0);
  found.assign(nodeCount + 1, 0);
  size_t sum = 0;
  for (int32_t goal : warming) sum += closure(goal).size();
  sum = 0;
  const auto start = chrono::steady_clock::now();
  for (int32_t goal : goals) sum += closure(goal).size();
  const chrono::duration<double, milli> took = chrono::steady_clock::now() - start;
  printf("%f %zu", took.count(), sum);
}
`;
