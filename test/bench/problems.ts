import { AndOrBuilder } from '../../src/curriculum/and-or.ts';
import type { SelectionProblem } from '../../src/planner/select/problem.ts';
import { type Dice, dice } from '../support/random.ts';

/** What needs what while it is drawn: of each node its groups, and its price. */
interface Drawing {
  readonly groups: { need: number; members: number[] }[][];
  readonly costs: number[];
}

/**
 * A learner's request on a curriculum as people write them: 100 to 200 skills that may be needed, 10 to 30 choices among two to
 * four of them at goals and along the way, prices in twentieths of an hour with some skills preferred and avoided.
 *
 * @param isCyclic some choices also offer a skill that may itself need the one that chooses.
 */
export function realisticProblem(seed: number, isCyclic = false): SelectionProblem {
  const { between } = dice(seed);
  return curriculumProblem(seed, {
    skills: between(130, 230),
    choices: between(12, 40),
    goals: between(1, 4),
    atGoals: 0.5,
    reach: 60,
    isCyclic,
  });
}

/** The same with about 60 choices that are open at once: more than branch and bound closes quickly. */
export function sixtyChoicesProblem(seed: number, isCyclic = false): SelectionProblem {
  return curriculumProblem(seed, {
    skills: 300,
    choices: 110,
    goals: 8,
    atGoals: 0.3,
    reach: 60,
    isCyclic,
  });
}

/**
 * A curriculum as large as ESCO, of 13,900 skills and 500 choices, and so many different requests on it, of which each may need
 * some 2,000 skills.
 */
export function escoSizeProblems(seed: number, count: number): SelectionProblem[] {
  const shape = { skills: 13_900, choices: 500, goals: 800, atGoals: 0.1 };
  return curriculumProblems(seed, shape, count);
}

interface CurriculumShape {
  readonly skills: number;
  readonly choices: number;
  readonly goals: number;
  /** The share of choices that the goals make themselves. */
  readonly atGoals: number;
  /** How far back a skill's needs lie at the most; where it isn't said they tend to be the first skills of all, which many share. */
  readonly reach?: number;
  readonly isCyclic?: boolean;
}

/** What skills take in hours, as authors estimate it. */
const hours = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20];

/** Skills need earlier ones; a few at the end are goals, and the goals as a whole have choices and electives too. */
function curriculumProblems(
  seed: number,
  shape: CurriculumShape,
  count: number,
): SelectionProblem[] {
  const { skills, choices, goals, atGoals, reach, isCyclic = false } = shape;
  const random = dice(seed);
  const { between, chance, pick } = random;
  const drawing: Drawing = { groups: [], costs: [] };
  for (let skill = 0; skill < skills; skill++) {
    const needs = chance(0.15) ? [] : needsOf(random, skill, chance(0.3) ? 2 : 1, reach);
    drawing.groups.push(needs.length > 0 ? [{ need: needs.length, members: needs }] : []);
    const taste = chance(0.1) ? 2 : chance(0.1) ? 0.5 : 1;
    drawing.costs.push(hours[between(0, hours.length - 1)]! * 20 * taste);
  }
  const late = range(Math.max(8, skills - (reach ?? skills)), skills);
  const goalChoices = Math.round(choices * atGoals);
  for (const owner of pick(range(8, skills), choices - goalChoices)) {
    const members = needsOf(random, owner, between(2, 4), reach);
    // What comes soon after often needs what chooses.
    if (isCyclic) members.push(...pick(range(owner + 1, Math.min(skills, owner + 12)), 2));
    // A choice stands in the place of the skill's other need, so that most needs lead to one.
    drawing.groups[owner] = [{ need: 1, members }];
  }
  for (let request = 0; request < count; request++) {
    const wanted = [{ need: goals, members: pick(late, goals) }];
    for (let group = 1; group < goalChoices; group++) {
      wanted.push({ need: 1, members: pick(late, between(2, 4)) });
    }
    if (chance(0.5)) wanted.push({ need: 2, members: pick(late, between(4, 6)) });
    drawing.groups.push(wanted);
    drawing.costs.push(0);
  }
  return problemsOf(drawing, seed, count);
}

function curriculumProblem(seed: number, shape: CurriculumShape): SelectionProblem {
  return curriculumProblems(seed, shape, 1)[0]!;
}

/** Different skills before the given one. */
function needsOf({ between }: Dice, skill: number, count: number, reach?: number): number[] {
  const needs = new Set<number>();
  for (let tries = 0; tries < count && skill > 0; tries++) {
    const first = reach === undefined ? 0 : Math.max(0, skill - reach);
    const last = reach === undefined ? between(0, skill - 1) : skill - 1;
    needs.add(between(first, last));
  }
  return [...needs];
}

/** `elements` choices, each of `options` among `sets` that all cost the same. */
export function setCoverProblem(
  seed: number,
  { elements, sets, options }: { elements: number; sets: number; options: number },
): SelectionProblem {
  const { pick } = dice(seed);
  return coverOf(
    sets,
    Array.from({ length: elements }, () => pick(range(0, sets), options)),
  );
}

/**
 * Layers of nodes of which each has some choices in the layer below, or in any where needs may run in circles.
 *
 * @param shape.needMax how many of the options of a choice may be needed at the most; 1 where left out.
 */
export function layeredProblem(
  seed: number,
  shape: { layers: number; width: number; groups?: number; isCyclic?: boolean; needMax?: number },
): SelectionProblem {
  const { layers, width, groups = 2, isCyclic = false, needMax = 1 } = shape;
  const { between, chance, pick } = dice(seed);
  const drawing: Drawing = { groups: [], costs: [] };
  const layer = (at: number): number[] => range(at * width, (at + 1) * width);
  const choiceAmong = (options: readonly number[]) => {
    const need = needMax === 1 ? 1 : between(1, needMax);
    return { need, members: pick(options, need + 2) };
  };
  for (let node = 0; node < layers * width; node++) {
    const below = Math.floor(node / width) - 1;
    drawing.costs.push(between(1, 20) * 20);
    drawing.groups.push(
      Array.from({ length: below < 0 ? 0 : groups }, () =>
        choiceAmong(isCyclic && chance(0.3) ? range(width, layers * width) : layer(below)),
      ),
    );
  }
  drawing.groups.push(Array.from({ length: groups * 2 }, () => choiceAmong(layer(layers - 1))));
  drawing.costs.push(0);
  return problemOf(drawing, seed);
}

/** The covering problem of a Steiner triple system of 27 points, well known to be hard for its size; its optimum is 18. */
export function steinerProblem(): SelectionProblem {
  const nine = tripled([[0, 1, 2]], 3);
  return coverOf(27, tripled(nine, 9));
}

/** The triple system of three times as many points (Fulkerson, Nemhauser & Trotter 1974). */
function tripled(triples: readonly (readonly number[])[], points: number): number[][] {
  const orders = [...[0, 1, 2], ...[0, 2, 1], ...[1, 0, 2], ...[1, 2, 0], ...[2, 0, 1], 2, 1, 0];
  const all = range(0, points).map((point) => [point, point + points, point + 2 * points]);
  for (const [a, b, c] of triples) {
    for (let copy = 0; copy < 3; copy++) all.push([a!, b!, c!].map((each) => each + copy * points));
    for (let at = 0; at < orders.length; at += 3) {
      const [i, j, k] = orders.slice(at, at + 3);
      all.push([a! + i! * points, b! + j! * points, c! + k! * points]);
    }
  }
  return all;
}

function coverOf(sets: number, choices: readonly number[][]): SelectionProblem {
  const groups: Drawing['groups'] = range(0, sets).map(() => []);
  groups.push(choices.map((members) => ({ need: 1, members })));
  return problemOf({ groups, costs: [...range(0, sets).map(() => 20), 0] }, 1);
}

/** The last node is wanted. */
function problemOf(drawing: Drawing, seed: number): SelectionProblem {
  return problemsOf(drawing, seed, 1)[0]!;
}

/** The last nodes are wanted, one in each problem. Numbers are dealt anew, so that they tell nothing about what comes first. */
function problemsOf({ groups, costs }: Drawing, seed: number, goals: number): SelectionProblem[] {
  const count = costs.length;
  const skills = count - goals;
  const drawn = dice(seed + 1_000_000).pick(range(0, skills), skills);
  drawn.push(...range(skills, count));
  const numberOf = new Int32Array(count);
  drawn.forEach((node, number) => {
    numberOf[node] = number;
  });
  const builder = new AndOrBuilder();
  for (const node of drawn) {
    builder.startNode();
    for (const { need, members } of groups[node]!) {
      builder.addGroup(
        need,
        members.map((member) => numberOf[member]!),
      );
    }
  }
  const problem = {
    andOr: builder.build(),
    known: new Uint8Array(count),
    excluded: new Uint8Array(count),
    costs: Int32Array.from(drawn, (node) => costs[node]!),
  };
  return range(skills, count).map((goal) => ({ ...problem, targets: [goal] }));
}

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
}
