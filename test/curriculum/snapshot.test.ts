import { describe, expect, it } from 'vitest';
import { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { type OpenedSnapshot, openSnapshot, takeSnapshot } from '../../src/curriculum/snapshot.ts';
import { planResultJson } from '../../src/exchange/plan-result.ts';
import { plan } from '../../src/planner/plan.ts';
import type { PlanRequest } from '../../src/planner/request.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum, randomRequest } from '../support/random-curricula.ts';
import { runToEnd } from '../support/run-to-end.ts';

function compiled(seed: number): CurriculumGraph {
  const built = CurriculumGraph.build(randomCurriculum(seed, 4 + (seed % 20)));
  if (built.kind !== 'graph') throw new Error(`seed ${seed} is unsound`);
  return built.graph;
}

function planned(graph: CurriculumGraph, request: PlanRequest): string {
  const result = runToEnd(plan(graph, request));
  return JSON.stringify(planResultJson(result, { curriculum: 'a', revision: null }));
}

it('reads back what was written, in place', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const { nodes, depth } = compiled(seed);
    const buffer = takeSnapshot({ nodes, depth });
    const opened = openSnapshot(buffer);
    if (opened.kind === 'corrupt') throw new Error(opened.message);
    const { choices: _, ...arrays } = nodes;
    expect(opened.snapshot, `seed ${seed}`).toEqual({ nodes: arrays, depth });
    expect(opened.snapshot.nodes.members.buffer).toBe(buffer);
  }
});

it('plans the same where it is attached', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const own = compiled(seed);
    const attached = CurriculumGraph.attach(structuredClone(own.share()));
    const request = randomRequest(seed, own.curriculum);
    expect(planned(attached, request), `seed ${seed}`).toBe(planned(own, request));
  }
});

it('finds choices among the very requirements of the curriculum it is attached to', () => {
  let found = 0;
  for (let seed = 1; seed <= 120; seed++) {
    const own = compiled(seed);
    const attached = CurriculumGraph.attach({
      curriculum: own.curriculum,
      snapshot: own.share().snapshot,
    });
    expect([...attached.nodes.choices.keys()], `seed ${seed}`).toEqual([
      ...own.nodes.choices.keys(),
    ]);
    for (const [group, { kind, of }] of attached.nodes.choices) {
      const { memberStart, need } = own.nodes;
      expect(own.nodes.choices.get(group)?.of).toBe(of);
      expect(memberStart[group + 1]! - memberStart[group]!).toBe(of.length);
      if (kind === 'any-of') expect(need[group]).toBe(1);
      found += 1;
    }
  }
  expect(found).toBeGreaterThan(100);
});

describe('what is no snapshot', () => {
  const good = takeSnapshot(compiled(3));

  function check(change: (words: Int32Array) => ArrayBufferLike | undefined, expected: RegExp) {
    const words = new Int32Array(good.slice(0));
    const opened = openSnapshot(change(words) ?? words.buffer);
    expect(opened.kind === 'corrupt' ? opened.message : 'opened').toMatch(expected);
  }

  function set(words: Int32Array, at: number, value: number): undefined {
    words[at] = value;
  }

  it('is empty or cut off', () => {
    check(() => new ArrayBuffer(0), /too short/);
    check(() => new ArrayBuffer(66), /too short/);
    check((words) => words.buffer.slice(0, -4), /length/);
  });

  it('begins otherwise, or is of another version', () => {
    check((words) => set(words, 0, 7), /begin/);
    check((words) => set(words, 1, 99), /of version 99/);
  });

  it('has counts that make no sense', () => {
    for (let count = 3; count < 10; count++) {
      check((words) => set(words, count, -1), /length/);
      check((words) => set(words, count, 2 ** 31 - 1), /length/);
    }
  });

  it('was altered anywhere', () => {
    const { between } = dice(5);
    for (let round = 0; round < 300; round++) {
      check((words) => {
        words[between(0, words.length - 1)]! ^= 1 << between(0, 31);
        return undefined;
      }, /This is no snapshot/);
    }
  });

  it('points nowhere, or holds what can never be attained, though its checksum fits', () => {
    const { nodes, depth } = compiled(3);
    const changed = (name: 'members' | 'groupStart' | 'need', value: number): OpenedSnapshot => {
      const array = nodes[name].slice();
      array[array.length >> 1] = value;
      return openSnapshot(takeSnapshot({ nodes: { ...nodes, [name]: array }, depth }));
    };
    expect(changed('members', nodes.nodeCount)).toMatchObject({ kind: 'corrupt' });
    expect(changed('members', -1)).toMatchObject({ kind: 'corrupt' });
    expect(changed('groupStart', 2 ** 30)).toMatchObject({ kind: 'corrupt' });
    expect(changed('need', 0)).toMatchObject({ kind: 'corrupt' });
    expect(changed('need', nodes.members.length)).toMatchObject({
      kind: 'corrupt',
      message: 'This is no snapshot of a curriculum: something in it can never be attained.',
    });
  });
});
