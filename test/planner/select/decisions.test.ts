import { describe, expect, it } from 'vitest';
import { type Core, extractCore } from '../../../src/planner/select/core.ts';
import { Decisions } from '../../../src/planner/select/decisions.ts';
import { IN, OUT, UNDECIDED } from '../../../src/planner/select/state.ts';
import { dice } from '../../support/random.ts';
import {
  drawnProblem,
  groupsOf,
  randomProblem,
  reachesTargets,
} from '../../support/selection-problems.ts';

const signs = { [UNDECIDED]: '?', [IN]: '+', [OUT]: '-' } as Record<number, string>;

/** What follows from wanting `z` and from the decisions, by name: `+` in, `-` out, `?` open; null for a contradiction. */
function check(
  drawing: string,
  { take = [], leave = [] }: { take?: string[]; leave?: string[] },
  expected: string | null,
) {
  const { problem, nameOf } = drawnProblem(drawing, { targets: ['z'] });
  const core = extractCore(problem)!;
  const decisions = new Decisions(core);
  const names = [...core.nodes].map(nameOf);
  const agrees =
    decisions.set(core.goal, IN) &&
    take.every((name) => decisions.set(names.indexOf(name), IN)) &&
    leave.every((name) => decisions.set(names.indexOf(name), OUT)) &&
    decisions.propagate();
  const state = names.map((name, node) => `${name}${signs[decisions.state[node]!]}`).join(' ');
  expect(agrees ? state : null).toBe(expected);
}

describe('what follows from decisions', () => {
  it('is that hard needs are in', () => check('a; b: a; z: b', {}, 'a+ b+ z+'));

  it('is nothing where there is a choice', () => check('a; b; z: a | b', {}, 'a? b? z+'));

  it('is that the last alternative is in', () =>
    check('a; b; c; z: 2 of (a, b, c)', { leave: ['b'] }, 'a+ b- c+ z+'));

  it('is that what lacks a need is out, and the alternative in', () =>
    check('a; b: a; c: b; d; z: c | d', { leave: ['a'] }, 'a- b- c- d+ z+'));

  it('is that what only circles lead to is out', () =>
    check('x; a: b | x; b: a | x; c; z: b | c', { leave: ['x'] }, 'a- b- c+ x- z+'));

  it('is a contradiction where too little is left', () => {
    check('a; b; z: a | b', { leave: ['a', 'b'] }, null);
    check('a; b: a; z: a | b', { take: ['b'], leave: ['a'] }, null);
    check('x; a: b | x; b: a | x; c; z: b | c', { take: ['b'], leave: ['x'] }, null);
  });

  it('is drawn anew after going back', () => {
    const drawing = 'w; x; a: b | x; b: a | x; c; z: b | c | w';
    const { problem, nameOf } = drawnProblem(drawing, { targets: ['z'] });
    const core = extractCore(problem)!;
    const numberOf = (name: string) => [...core.nodes].findIndex((node) => nameOf(node) === name);
    const decisions = new Decisions(core);
    decisions.set(core.goal, IN);
    decisions.propagate();
    const { mark } = decisions;
    decisions.set(numberOf('w'), OUT);
    decisions.propagate();
    decisions.undo(mark);
    decisions.set(numberOf('x'), OUT);
    decisions.propagate();
    expect(decisions.state[numberOf('a')]).toBe(OUT);
  });

  it('keeps to what was decided before', () => {
    const core = extractCore(drawnProblem('a; z: a', { targets: ['z'] }).problem)!;
    const decisions = new Decisions(core);
    expect([decisions.set(0, OUT), decisions.set(0, OUT), decisions.set(0, IN)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('on random cores', () => {
  it('what is in is in every plan, and what is out in none', () => {
    let decided = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const core = smallCore(seed);
      if (core === null) continue;
      const decisions = new Decisions(core);
      expect(decisions.set(core.goal, IN) && decisions.propagate(), `seed ${seed}`).toBe(true);
      const plans = plansOf(core);
      for (const [node, state] of decisions.state.entries()) {
        if (state === UNDECIDED) continue;
        decided += 1;
        const having = plans.filter((plan) => plan.has(node)).length;
        expect(having, `seed ${seed}, node ${node}`).toBe(state === IN ? plans.length : 0);
      }
    }
    expect(decided).toBeGreaterThan(1_000);
  });

  it('counts agree with states, and going back restores both', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const core = smallCore(seed);
      if (core === null) continue;
      const { between, chance } = dice(seed);
      const decisions = new Decisions(core);
      const marks: { mark: number; seen: unknown }[] = [];
      for (let move = 0; move < 20; move++) {
        const back = chance(0.4) ? marks.pop() : undefined;
        if (back !== undefined) {
          decisions.undo(back.mark);
          expect(snapshot(decisions), `seed ${seed}`).toEqual(back.seen);
          continue;
        }
        const before = { mark: decisions.mark, seen: snapshot(decisions) };
        const agrees = decisions.set(between(0, core.goal), chance(0.5) ? IN : OUT);
        if (agrees && decisions.propagate()) marks.push(before);
        else decisions.undo(before.mark);
        expect(snapshot(decisions), `seed ${seed}`).toEqual(recount(core, decisions.state));
      }
    }
  });
});

function smallCore(seed: number): Core | null {
  return extractCore(
    randomProblem(seed, { nodes: 4 + (seed % 7), choices: 0.6, cyclic: seed % 2 === 0 }),
  );
}

/** Every set of nodes by which the goal holds and that holds as a whole. */
function plansOf(core: Core): ReadonlySet<number>[] {
  const plans: Set<number>[] = [];
  const all = [...core.costs.keys()];
  for (let subset = 0; subset < 1 << core.goal; subset++) {
    const plan = all.filter((node) => node === core.goal || (subset >> node) & 1);
    const known = new Uint8Array(all.length);
    const problem = { ...core, targets: plan, known, excluded: known };
    if (reachesTargets(problem, plan)) plans.push(new Set(plan));
  }
  return plans;
}

function snapshot({ state, live, held, paid }: Decisions) {
  return { state: [...state], live: [...live], held: [...held], paid };
}

function recount({ andOr, costs }: Core, state: Uint8Array): ReturnType<typeof snapshot> {
  const groups = [...costs.keys()].flatMap((node) => groupsOf(andOr, node));
  const count = (members: number[], counts: (value: number) => boolean) =>
    members.filter((member) => counts(state[member]!)).length;
  return {
    state: [...state],
    live: groups.map(({ members }) => count(members, (value) => value !== OUT)),
    held: groups.map(({ members }) => count(members, (value) => value === IN)),
    paid: costs.reduce((sum, cost, node) => sum + (state[node] === IN ? cost : 0), 0),
  };
}
