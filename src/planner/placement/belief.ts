import { nextDraw, shareOf } from './draws.ts';
import { COMPETENCY, EXPRESSION, type Ground, isAvailable } from './ground.ts';
import { areaRateChance, chanceOf, rateCount, secondOptionFactor, supportCount } from './prior.ts';

/** What is certain, by node of the ground: `HELD`, `NOT_HELD`, or 0. */
export type Certain = Uint8Array;
export const HELD = 1;
export const NOT_HELD = 2;

/** How likely it is to be heard from someone who holds the competency, and from someone who does not. */
export interface Likelihood {
  readonly ifHeld: number;
  readonly ifNotHeld: number;
}

/**
 * What may be the case with a learner: some hundreds of states of knowledge, each as likely as the next, and each
 * possible, in that what is held stands on what else is held, through whatever alternative, and on nothing circular.
 *
 * At first half are drawn from below, as `prior.ts` says, and half from above, as what random aims need. An answer, which may be wrong, makes some likelier: they are drawn
 * again by that, and then moved by a round of Gibbs sampling, which keeps their distribution and tells copies apart. An
 * answer that surprises is taken in by parts. (Resample-move, Gilks & Berzuini 2001; by parts as in Del Moral, Doucet &
 * Jasra 2006; states of knowledge with careless errors and lucky guesses, Doignon & Falmagne 1999.)
 */
export class Belief {
  readonly ground: Ground;
  /** A multiple of 32. */
  readonly stateCount: number;
  /** By state, then by node: 1 where the node is held. */
  readonly known: Uint8Array;
  readonly #certain: Certain;
  /** By state, then by area: its rate; after the areas the overall one. */
  readonly #rates: Uint8Array;
  /** By node: how much likelier what was heard about it is where it is held. */
  readonly #ratio: Float64Array;
  #draw: number;

  /** @param seed anything but 0; the same gives the same. */
  constructor(ground: Ground, certain: Certain, stateCount: number, seed: number) {
    const { nodeCount } = ground.andOr;
    this.ground = ground;
    this.stateCount = stateCount;
    this.known = new Uint8Array(stateCount * nodeCount);
    this.#certain = certain;
    this.#rates = new Uint8Array(stateCount * (ground.areaCount + 1));
    this.#ratio = new Float64Array(nodeCount).fill(1);
    this.#draw = drawFromBelow(ground, certain, this.known, this.#rates, nextDraw(seed));
    this.#draw = drawFromAbove(ground, certain, this.known, this.#rates, this.#draw);
  }

  /**
   * Takes in what was heard about a competency. Where hardly any state agrees, some are first made to: then it is the
   * belief that may be wrong, and not the learner.
   *
   * @param leastShare of the states that agree with it before it is weighed.
   */
  hear(node: number, { ifHeld, ifNotHeld }: Likelihood, leastShare = leastShareAgreeing): void {
    const ratio = ifHeld / ifNotHeld;
    this.#makeAgree(node, ratio > 1, leastShare);
    for (let left = 1; left > 0; ) {
      const part = Math.min(left, this.#largestPart(node, ratio));
      left -= part;
      this.#resample(node, ratio ** part);
      this.#ratio[node]! *= ratio ** part;
      this.#move();
    }
  }

  isCertain(node: number): boolean {
    return this.#certain[node] !== 0;
  }

  /** The share of the states in which the node is held. */
  shareHeld(node: number): number {
    const { nodeCount } = this.ground.andOr;
    let held = 0;
    for (let at = node; at < this.known.length; at += nodeCount) held += this.known[at]!;
    return held / this.stateCount;
  }

  /** Changes as little as it takes in states at even distances. */
  #makeAgree(node: number, isHeld: boolean, leastShare: number): void {
    const { ground, known, stateCount } = this;
    const { nodeCount } = ground.andOr;
    const agreeing = isHeld ? this.shareHeld(node) : 1 - this.shareHeld(node);
    const wanted = Math.ceil((leastShare - agreeing) * stateCount);
    if (wanted <= 0) return;
    const different: number[] = [];
    for (let state = 0; state < stateCount; state++) {
      if ((known[state * nodeCount + node] === 1) !== isHeld) different.push(state);
    }
    for (let each = 0; each < wanted; each++) {
      const base = different[Math.floor((each * different.length) / wanted)]! * nodeCount;
      this.#draw = nextDraw(this.#draw);
      if (isHeld) raise(ground, this.#certain, known, base, node, this.#draw);
      else lower(ground, this.#certain, known, base, node);
    }
  }

  #move(): void {
    const { ground, known } = this;
    this.#draw = sweep(ground, this.#certain, this.#ratio, known, this.#rates, this.#draw);
    this.#draw = drawRates(ground, this.#certain, known, this.#rates, this.#draw);
  }

  /** The largest part of an answer that leaves enough different states to go on with. */
  #largestPart(node: number, ratio: number): number {
    const share = this.shareHeld(node);
    let part = 1;
    for (; part > smallestPart; part /= 2) {
      const weight = ratio ** part;
      const mean = share * weight + 1 - share;
      const meanOfSquares = share * weight ** 2 + 1 - share;
      if (mean ** 2 >= leastShareLeft * meanOfSquares) break;
    }
    return part;
  }

  /** Draws the states again, those that hold the node `ratio` times as often as others (systematic resampling). */
  #resample(node: number, ratio: number): void {
    const { stateCount, known } = this;
    const { nodeCount } = this.ground.andOr;
    const weights = Float64Array.from({ length: stateCount }, (_, state) =>
      known[state * nodeCount + node] === 1 ? ratio : 1,
    );
    this.#draw = nextDraw(this.#draw);
    const { gone, doubled } = redrawn(weights, shareOf(this.#draw));
    const rateCountOfState = this.ground.areaCount + 1;
    gone.forEach((to, at) => {
      copyRow(known, nodeCount, doubled[at]!, to);
      copyRow(this.#rates, rateCountOfState, doubled[at]!, to);
    });
  }
}

/** What remains different after redrawing, as a share of all states (the effective sample size). */
const leastShareLeft = 0.4;
const smallestPart = 1 / 8;
const leastShareAgreeing = 0.03;

/** Which places are drawn no more, and for each another that is drawn once too often. */
function redrawn(weights: Float64Array, share: number) {
  const step = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const gone: number[] = [];
  const doubled: number[] = [];
  let sum = 0;
  let drawn = 0;
  for (let at = 0; at < weights.length; at++) {
    sum += weights[at]!;
    const before = drawn;
    while (drawn < weights.length && (drawn + share) * step < sum) drawn += 1;
    if (drawn === before) gone.push(at);
    for (let copy = before + 1; copy < drawn; copy++) doubled.push(at);
  }
  // Rounding may leave the last draws beyond the sum.
  return { gone: gone.slice(0, doubled.length), doubled };
}

function copyRow(values: Uint8Array, length: number, from: number, to: number): void {
  values.copyWithin(to * length, from * length, (from + 1) * length);
}

/** Fills the states with what learners may hold of whom only what is certain is known. Gives the next draw. */
function drawFromBelow(
  ground: Ground,
  certain: Certain,
  known: Uint8Array,
  rates: Uint8Array,
  firstDraw: number,
): number {
  const { andOr, kind, areaOf, areaCount, support, circleEnd } = ground;
  const { nodeCount } = andOr;
  const stateCount = known.length / nodeCount;
  /** By node: the odds below which it is held where available; expressions always are. */
  const odds = new Float64Array(nodeCount);
  let draw = firstDraw;
  for (let state = 0; state < stateCount; state++) {
    const base = state * nodeCount;
    const rateBase = state * (areaCount + 1);
    const overall = Math.floor((state * rateCount) / stateCount);
    rates[rateBase + areaCount] = overall;
    for (let area = 0; area < areaCount; area++) {
      draw = nextDraw(draw);
      rates[rateBase + area] = placeOf(
        shareOf(draw),
        areaRateChance,
        overall * rateCount,
        rateCount,
      );
    }
    for (let node = 0; node < nodeCount; node++) {
      known[base + node] = certain[node] === HELD ? 1 : 0;
      odds[node] = kind[node] === EXPRESSION ? Number.POSITIVE_INFINITY : 0;
      if (kind[node] !== COMPETENCY || certain[node] !== 0) continue;
      draw = nextDraw(draw);
      const chance = chanceOf[rates[rateBase + areaOf[node]!]! * supportCount + support[node]!]!;
      odds[node] = (chance / (1 - chance)) * (1 / (shareOf(draw) + 1e-12) - 1);
    }
    for (let node = 0; node < nodeCount; ) {
      const end = circleEnd[node] === 0 ? node + 1 : circleEnd[node]!;
      derive(ground, odds, known, base, node, end);
      node = end;
    }
  }
  return draw;
}

/**
 * Fills every other state anew, with what random aims need, mostly of the areas whose rates are high: many a learner
 * comes to hold things for the sake of others. Gives the next draw.
 */
function drawFromAbove(
  ground: Ground,
  certain: Certain,
  known: Uint8Array,
  rates: Uint8Array,
  firstDraw: number,
): number {
  const { kind, areaOf, areaCount } = ground;
  const { nodeCount } = ground.andOr;
  const all = [...kind.keys()].filter((node) => kind[node] === COMPETENCY && certain[node] === 0);
  let draw = firstDraw;
  for (let state = 1; all.length > 0 && state < known.length / nodeCount; state += 2) {
    const base = state * nodeCount;
    for (let node = 0; node < nodeCount; node++) {
      known[base + node] = certain[node] === HELD ? 1 : 0;
    }
    keepWhatStands(ground, certain, known, base, 0, nodeCount);
    draw = nextDraw(draw);
    let wanted = Math.floor(shareOf(draw) * all.length);
    for (let turn = 0; turn < 2 * all.length && wanted > 0; turn++) {
      draw = nextDraw(draw);
      const aim = all[Math.floor(shareOf(draw) * all.length)]!;
      const rate = rates[state * (areaCount + 1) + areaOf[aim]!]!;
      draw = nextDraw(draw);
      if (known[base + aim] === 1 || shareOf(draw) * rateCount > rate + 0.2) continue;
      wanted -= raise(ground, certain, known, base, aim, draw);
    }
  }
  return draw;
}

/** Of nodes side by side, lets those be held that are available and whose odds are above 1, until no more are. */
function derive(
  ground: Ground,
  odds: Float64Array,
  known: Uint8Array,
  base: number,
  start: number,
  end: number,
): void {
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let node = start; node < end; node++) {
      if (known[base + node] === 1 || odds[node] === 0) continue;
      if (!isAvailable(ground.andOr, known, base, node)) continue;
      if (odds[node]! * secondOptions(ground, known, base, node) <= 1) {
        odds[node] = 0;
        continue;
      }
      known[base + node] = 1;
      isChanged = end - start > 1;
    }
  }
}

/** By how much the odds of an option change since choices are met without it. */
function secondOptions(
  { andOr, choices }: Ground,
  known: Uint8Array,
  base: number,
  node: number,
): number {
  const { need, memberStart, members } = andOr;
  const groups = choices[node]!;
  let factor = 1;
  for (let each = 0; each < groups.length; each++) {
    const group = groups[each]!;
    let held = -known[base + node]!;
    for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
      held += known[base + members[at]!]!;
    }
    if (held >= need[group]!) factor *= secondOptionFactor;
  }
  return factor;
}

/**
 * One round of Gibbs sampling: each competency of each state is drawn again, given all others, where these leave it open.
 * Gives the next draw.
 */
function sweep(
  ground: Ground,
  certain: Certain,
  ratio: Float64Array,
  known: Uint8Array,
  rates: Uint8Array,
  firstDraw: number,
): number {
  const { andOr, kind, areaOf, areaCount, support, dependants, choices, isInExpression } = ground;
  const { nodeCount } = andOr;
  const stateCount = known.length / nodeCount;
  const wasAvailable = new Uint8Array(nodeCount);
  let draw = firstDraw;
  for (let state = 0; state < stateCount; state++) {
    const base = state * nodeCount;
    const rateBase = state * (areaCount + 1);
    for (let turn = 0; turn < nodeCount; turn++) {
      // Every other state is gone through from above, where what nothing stands on can go first.
      const node = (state & 1) === 0 ? turn : nodeCount - 1 - turn;
      if (kind[node] !== COMPETENCY || certain[node] !== 0) continue;
      if (known[base + node] === 1) {
        if (!takeAway(ground, certain, known, base, node)) continue;
      } else if (!isAvailable(andOr, known, base, node)) continue;

      const above = dependants[node]!;
      const isOption = choices[node]!.length > 0 || isInExpression[node] === 1;
      for (let at = 0; at < above.length && !isOption; at++) {
        wasAvailable[above[at]!] = isAvailable(andOr, known, base, above[at]!) ? 1 : 0;
      }
      const chance = chanceOf[rates[rateBase + areaOf[node]!]! * supportCount + support[node]!]!;
      let odds = (ratio[node]! * chance) / (1 - chance);
      odds *= secondOptions(ground, known, base, node);
      put(ground, known, base, node, 1);
      // What becomes available by it and is not held all the same speaks against it; not so for an option, which opens
      // ways that whoever goes another has no use for.
      for (let at = 0; at < above.length && !isOption; at++) {
        const other = above[at]!;
        if (wasAvailable[other] === 1 || certain[other] !== 0) continue;
        if (!isAvailable(andOr, known, base, other)) continue;
        odds *= 1 - chanceOf[rates[rateBase + areaOf[other]!]! * supportCount + support[other]!]!;
      }
      draw = nextDraw(draw);
      if (shareOf(draw) * (1 + odds) >= odds) put(ground, known, base, node, 0);
    }
  }
  return draw;
}

/** Makes a held competency not held, unless something held stands on it; whether it was done. */
function takeAway(
  ground: Ground,
  certain: Certain,
  known: Uint8Array,
  base: number,
  node: number,
): boolean {
  const above = ground.dependants[node]!;
  put(ground, known, base, node, 0);
  let stands = true;
  let checkedCircle = -1;
  for (let at = 0; at < above.length && stands; at++) {
    const other = above[at]!;
    if (known[base + other] === 0 || certain[other] !== 0) continue;
    stands = isAvailable(ground.andOr, known, base, other);
    if (!stands || ground.circleEnd[other] === 0) continue;
    // In a circle it may be available by what stands on itself only.
    if (ground.circleStart[other] === checkedCircle) continue;
    checkedCircle = ground.circleStart[other]!;
    stands = circleStands(ground, certain, known, base, other);
  }
  if (!stands) put(ground, known, base, node, 1);
  return stands;
}

/** Makes a competency held or not, and the expressions around it as they follow. */
function put(
  { andOr, kind, isInExpression }: Ground,
  known: Uint8Array,
  base: number,
  changed: number,
  value: 0 | 1,
): void {
  known[base + changed] = value;
  if (isInExpression[changed] === 0) return;
  const { userStart, users, owner } = andOr;
  const open = [changed];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (let at = userStart[node]!; at < userStart[node + 1]!; at++) {
      const user = owner[users[at]!]!;
      if (kind[user] !== EXPRESSION) continue;
      const holds = isAvailable(andOr, known, base, user) ? 1 : 0;
      if (holds === known[base + user]) continue;
      known[base + user] = holds;
      open.push(user);
    }
  }
}

/** Whether what is held in the circle of a node stands on what is held outside, and not on itself. */
function circleStands(
  ground: Ground,
  certain: Certain,
  known: Uint8Array,
  base: number,
  node: number,
): boolean {
  const [start, end] = [ground.circleStart[node]!, ground.circleEnd[node]!];
  const held = known.slice(base + start, base + end);
  keepWhatStands(ground, certain, known, base, start, end);
  const stands = held.every((value, each) => known[base + start + each] === value);
  known.set(held, base + start);
  return stands;
}

/** Of held nodes side by side, keeps those that stand on one another and on what is held before them. */
function keepWhatStands(
  { andOr, kind }: Ground,
  certain: Certain,
  known: Uint8Array,
  base: number,
  start: number,
  end: number,
): void {
  const held = known.slice(base + start, base + end);
  for (let node = start; node < end; node++) known[base + node] = certain[node] === HELD ? 1 : 0;
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let node = start; node < end; node++) {
      if (known[base + node] === 1) continue;
      if (held[node - start] === 0 && kind[node] !== EXPRESSION) continue;
      if (!isAvailable(andOr, known, base, node)) continue;
      known[base + node] = 1;
      isChanged = true;
    }
  }
}

/** Makes a competency not held, and whatever does not stand without it. */
function lower(
  ground: Ground,
  certain: Certain,
  known: Uint8Array,
  base: number,
  node: number,
): void {
  known[base + node] = 0;
  keepWhatStands(ground, certain, known, base, 0, ground.andOr.nodeCount);
}

/**
 * Makes a competency held, with enough of what it needs, by one way of many; not where certainty is in the way. Gives how
 * many nodes are held by it that were not.
 */
function raise(
  ground: Ground,
  certain: Certain,
  known: Uint8Array,
  base: number,
  raised: number,
  draw: number,
): number {
  const { andOr, kind, depth } = ground;
  const { groupStart, need, memberStart, members } = andOr;
  const added = [raised];
  known[base + raised] = 1;
  for (let next = 0; next < added.length; next++) {
    const node = added[next]!;
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
      const [start, end] = [memberStart[group]!, memberStart[group + 1]!];
      // What can be had sooner than the node does not need it.
      let missing = need[group]!;
      for (let at = start; at < end; at++) {
        if (depth[members[at]!]! < depth[node]!) missing -= known[base + members[at]!]!;
      }
      let at = start + ((draw >>> 0) % (end - start));
      for (let tried = start; tried < end && missing > 0; tried++) {
        const member = members[at]!;
        at = at + 1 === end ? start : at + 1;
        if (known[base + member] === 1 || certain[member] === NOT_HELD) continue;
        if (depth[member]! >= depth[node]!) continue;
        known[base + member] = 1;
        added.push(member);
        missing -= 1;
      }
      if (missing <= 0) continue;
      for (const each of added) known[base + each] = 0;
      return 0;
    }
  }
  for (const node of added) if (kind[node] === COMPETENCY) put(ground, known, base, node, 1);
  return added.length;
}

/** Draws the rates of each state again, given what is held in it. Gives the next draw. */
function drawRates(
  ground: Ground,
  certain: Certain,
  known: Uint8Array,
  rates: Uint8Array,
  firstDraw: number,
): number {
  const { andOr, kind, areaOf, areaCount, support } = ground;
  const { nodeCount } = andOr;
  const stateCount = known.length / nodeCount;
  /** By area and rate: how likely what is held there is, as a logarithm. */
  const logs = new Float64Array(areaCount * rateCount);
  const ofOne = new Float64Array(rateCount);
  let draw = firstDraw;
  for (let state = 0; state < stateCount; state++) {
    const base = state * nodeCount;
    const rateBase = state * (areaCount + 1);
    const overall = rates[rateBase + areaCount]!;
    for (let at = 0; at < logs.length; at++) {
      logs[at] = logAreaRateChance[overall * rateCount + (at % rateCount)]!;
    }
    for (let node = 0; node < nodeCount; node++) {
      if (kind[node] !== COMPETENCY || certain[node] !== 0) continue;
      const isHeld = known[base + node] === 1;
      if (!isHeld && !isAvailable(andOr, known, base, node)) continue;
      const from = isHeld ? logChance : logChanceNot;
      for (let rate = 0; rate < rateCount; rate++) {
        logs[areaOf[node]! * rateCount + rate]! += from[rate * supportCount + support[node]!]!;
      }
    }
    for (let area = 0; area < areaCount; area++) {
      draw = nextDraw(draw);
      ofOne.set(logs.subarray(area * rateCount, (area + 1) * rateCount));
      rates[rateBase + area] = placeByLog(shareOf(draw), ofOne);
    }
    ofOne.fill(0);
    for (let area = 0; area < areaCount; area++) {
      for (let rate = 0; rate < rateCount; rate++) {
        ofOne[rate]! += logAreaRateChance[rate * rateCount + rates[rateBase + area]!]!;
      }
    }
    draw = nextDraw(draw);
    rates[rateBase + areaCount] = placeByLog(shareOf(draw), ofOne);
  }
  return draw;
}

const logChance = chanceOf.map(Math.log);
const logChanceNot = chanceOf.map((chance) => Math.log(1 - chance));
const logAreaRateChance = areaRateChance.map(Math.log);

/** Where a share falls among weights that are given as logarithms; these are overwritten. */
function placeByLog(share: number, logs: Float64Array): number {
  let greatest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < logs.length; at++) greatest = Math.max(greatest, logs[at]!);
  let sum = 0;
  for (let at = 0; at < logs.length; at++) {
    logs[at] = Math.exp(logs[at]! - greatest);
    sum += logs[at]!;
  }
  return placeOf(share * sum, logs, 0, logs.length);
}

/** Where a share falls among chances that stand in a row. */
function placeOf(share: number, chances: Float64Array, from: number, count: number): number {
  let left = share;
  for (let at = 0; at < count - 1; at++) {
    left -= chances[from + at]!;
    if (left < 0) return at;
  }
  return count - 1;
}
