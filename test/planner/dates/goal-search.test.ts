import { describe, expect, it } from 'vitest';
import { forwardChain } from '../../../src/curriculum/forward-chain.ts';
import { chooseGoals, type Verdict } from '../../../src/planner/dates/goal-search.ts';
import { extractCore } from '../../../src/planner/select/core.ts';
import type { SelectionProblem } from '../../../src/planner/select/problem.ts';
import { select } from '../../../src/planner/select/select.ts';
import type { Work } from '../../../src/planner/work.ts';
import { bestGoals, canKeep, type GoalByDate } from '../../support/dated-goals.ts';
import { dice } from '../../support/random.ts';
import { runToEnd } from '../../support/run-to-end.ts';
import { bruteForce, randomProblem } from '../../support/selection-problems.ts';

interface Question {
  readonly problem: SelectionProblem;
  readonly goals: readonly GoalByDate[];
  readonly room: readonly number[];
}

/** Goals with few different importances, so that many sets are worth as much, and room for a part of them. */
function randomQuestion(seed: number, dates: number): Question {
  const { between, pick } = dice(seed);
  const shape = { nodes: between(6, 11), choices: 0.5, cyclic: seed % 3 === 0, excluded: 0 };
  const drawn = randomProblem(seed, shape);
  const blocked = new Uint8Array(drawn.andOr.nodeCount);
  const { round } = forwardChain(drawn.andOr, blocked);
  const attainable = [...round.keys()].filter((node) => round[node] !== -1);
  const nodes = pick(attainable, between(1, 5));
  const problem = {
    ...drawn,
    targets: nodes,
    known: new Uint8Array(drawn.known.length),
    excluded: blocked,
  };
  const full = bruteForce(problem)!.cost;
  const room = Array.from({ length: dates }, () => between(0, full));
  return {
    problem,
    goals: nodes.map((node) => ({
      node,
      importance: between(1, 3),
      date: between(0, dates - 1),
    })),
    room: room.sort((left, right) => left - right),
  };
}

function answerOf({ problem, goals, room }: Question, stepBudget?: number) {
  const core = extractCore(problem)!;
  const numberOf = new Map(Array.from(core.nodes, (node, number) => [node, number]));
  const attempt = function* (kept: readonly number[]): Work<Verdict> {
    yield;
    const fits = canKeep(
      problem,
      kept.map((goal) => goals[goal]!),
      room,
    );
    return fits ? 'KEPT' : 'LATE';
  };
  const own = goals.map((goal) => ({ ...goal, node: numberOf.get(goal.node)! }));
  return runToEnd(chooseGoals({ ground: core, goals: own, room }, attempt, stepBudget));
}

describe('the goals that are kept', () => {
  it('are those that enumeration finds, for one date', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const question = randomQuestion(seed, 1);
      const { kept } = bestGoals(question.problem, question.goals, question.room);
      expect(answerOf(question), `seed ${seed}`).toEqual({ kept, isProven: true });
    }
  });

  it('are those that enumeration finds, for several dates', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const question = randomQuestion(seed, 2 + (seed % 3));
      const { kept } = bestGoals(question.problem, question.goals, question.room);
      expect(answerOf(question), `seed ${seed}`).toEqual({ kept, isProven: true });
    }
  });

  it('can be kept where the search had no time, and are not said to be the best', () => {
    let unproven = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const question = randomQuestion(seed, 1);
      const best = bestGoals(question.problem, question.goals, question.room);
      const { kept, isProven } = answerOf(question, 0);
      const worth = kept.reduce((sum, goal) => sum + question.goals[goal]!.importance, 0);
      expect(worth, `seed ${seed}`).toBeLessThanOrEqual(best.worth);
      if (worth < best.worth) expect(isProven, `seed ${seed}`).toBe(false);
      if (!isProven) unproven += 1;
    }
    expect(unproven).toBeGreaterThan(0);
  });
});

it('uses the selection of the planner as enumeration does', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const { problem, goals, room } = randomQuestion(seed, 1);
    const { cost } = runToEnd(select(problem))!;
    expect(cost <= room[0]!, `seed ${seed}`).toBe(canKeep(problem, goals, room));
  }
});
