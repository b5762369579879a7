import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AndOrBuilder } from '../../src/curriculum/and-or.ts';
import { closure } from '../../src/curriculum/closure.ts';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import type { Nodes } from '../../src/curriculum/nodes.ts';
import { openSnapshot, openUnproven, takeSnapshot } from '../../src/curriculum/snapshot.ts';
import { plan } from '../../src/planner/plan.ts';
import { invariant } from '../../src/util/invariant.ts';
import { runToEnd } from '../support/run-to-end.ts';
import { type Bench, type Line, line } from './bench.ts';
import { largeCurriculum } from './large-curriculum.ts';
import { short, timed, times } from './measure.ts';

const skillCount = 1_000_000;
const plans = 100;
const megabyte = 1e6;

export const million: Bench = {
  name: 'million',
  title: 'A curriculum of a million skills',
  method:
    'A million skills with 3.6 edges each, a tenth of them with alternatives, seed 1; compiled from the values that a store reads, planned on for goals of at most 30 steps, ' +
    'and its arrays written to a file and read back. The peer reads the same edges from rows of SQLite and builds the arrays from them. Processor time where it says so, the clock elsewhere.',
  run: async () => {
    const curriculum = largeCurriculum(skillCount);
    const before = process.memoryUsage().arrayBuffers;
    const start = process.cpuUsage();
    const built = CurriculumGraph.build(curriculum);
    const { user, system } = process.cpuUsage(start);
    invariant(built.kind === 'graph', 'the curriculum is sound');
    const { graph } = built;
    return [
      line('compiling, processor time', `${short((user + system) / 1e6)} s`, '', {
        figure: (user + system) / 1e6,
        atMost: 10,
        unit: ' s',
      }),
      memory(graph, before),
      ...smallPlans(graph),
      ...snapshots(graph),
    ];
  },
};

/** Both directions, effort, and what else a graph holds in arrays; the words of the curriculum come beside. */
function memory({ nodes, depth }: CurriculumGraph, before: number): Line {
  const walked = [
    ...[nodes.groupStart, nodes.need, nodes.owner, nodes.memberStart, nodes.members],
    ...[nodes.userStart, nodes.users, nodes.tenths],
  ].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const all = takeSnapshot({ nodes, depth }).byteLength;
  const heap = process.memoryUsage().heapUsed;
  return line(
    'arrays in memory: both directions, alternatives, effort',
    `${short(walked / megabyte)} MB`,
    `${short(all / megabyte)} MB with depths and the numbers of skills; ${short(heap / megabyte)} MB are the words, ${short(before / megabyte)} MB were there before`,
    { figure: walked / megabyte, atMost: 50, unit: ' MB' },
  );
}

function smallPlans(graph: CurriculumGraph): Line[] {
  const goals: string[] = [];
  for (let at = 0; goals.length < plans * 3; at = (at + 377_123) % skillCount) {
    if (closure(graph.nodes, [at]).length > 30) continue;
    goals.push(graph.curriculum.skills[at]!.slug);
  }
  return [{}, { prefers: [goals[0]!] }].map((wishes) => {
    const ask = (skill: string): unknown =>
      runToEnd(plan(graph, { goals: [{ skill }], ...wishes }));
    for (const goal of goals.slice(plans)) ask(goal);
    const start = process.cpuUsage();
    for (const goal of goals.slice(0, plans)) ask(goal);
    const { user, system } = process.cpuUsage(start);
    const each = (user + system) / 1e3 / plans;
    const what = 'prefers' in wishes ? ', something preferred' : '';
    return line(`a roadmap of at most 30 steps${what}, processor time`, `${short(each)} ms`, '', {
      figure: each,
      atMost: 10,
      unit: ' ms',
    });
  });
}

function snapshots({ nodes, depth }: CurriculumGraph): Line[] {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-'));
  try {
    const file = join(folder, 'snapshot');
    const buffer = takeSnapshot({ nodes, depth });
    writeFileSync(file, new Uint8Array(buffer));
    const load = (): ArrayBufferLike => {
      const bytes = readFileSync(file);
      invariant(bytes.byteOffset === 0, 'a large file has a buffer of its own');
      return bytes.buffer;
    };
    const rounds = [1, 2, 3, 4, 5];
    const loaded = Math.min(...rounds.map(() => timed(load)));
    const bytes = load();
    const opened = Math.min(...rounds.map(() => timed(() => openUnproven(bytes))));
    const proven = timed(() => invariant(openSnapshot(bytes).kind === 'snapshot', 'it is whole'));
    const rows = fromRows(nodes, join(folder, 'rows.db'));
    const total = loaded + opened;
    return [
      line(
        'loading a snapshot',
        `${short(loaded)} ms`,
        `${short(opened)} ms more for checksum and bounds; ${short(proven)} ms for these and a proof that all can be attained`,
        { figure: loaded, atMost: 40, unit: ' ms' },
      ),
      line(
        'loading and checking it, beside rows of SQLite',
        `${short(total)} ms`,
        `${short(rows)} ms, ${times(rows / total)}`,
        { figure: rows / total, atLeast: 20, unit: 'x' },
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds to read all edges, in the order of their groups, and to build the arrays from them. */
function fromRows(nodes: Nodes, path: string): number {
  const database = new Database(path);
  database.pragma('journal_mode = off');
  database.exec(
    'create table edges (owner integer, grouped integer, need integer, member integer)',
  );
  const insert = database.prepare('insert into edges values (?, ?, ?, ?)');
  database.transaction(() => {
    for (let group = 0; group < nodes.need.length; group++) {
      for (let at = nodes.memberStart[group]!; at < nodes.memberStart[group + 1]!; at++) {
        insert.run(nodes.owner[group], group, nodes.need[group], nodes.members[at]);
      }
    }
  })();
  const took = timed(() => {
    const read = database.prepare('select owner, grouped, need, member from edges').raw();
    const builder = new AndOrBuilder();
    let [current, need] = [-1, 0];
    let members: number[] = [];
    const flush = (): void => {
      if (members.length > 0) builder.addGroup(need, members);
      members = [];
    };
    for (const row of read.iterate() as IterableIterator<[number, number, number, number]>) {
      if (row[1] !== current) {
        flush();
        while (builder.nodeCount <= row[0]) builder.startNode();
        [current, need] = [row[1], row[2]];
      }
      members.push(row[3]);
    }
    flush();
    while (builder.nodeCount < nodes.nodeCount) builder.startNode();
    const { members: edges } = builder.build();
    invariant(edges.length === nodes.members.length, 'all rows are read');
  });
  database.close();
  return took;
}
