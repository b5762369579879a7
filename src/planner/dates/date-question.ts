import type { Knowledge } from '../infer.ts';
import { hasTastes, pricesPerHour } from '../pose.ts';
import { type Core, repriced } from '../select/core.ts';
import { proofOf, type Solution, solve } from '../solve.ts';
import type { WishedGoal, Wishes } from '../wishes.ts';
import type { Work } from '../work.ts';
import { hundredthsNeeded } from './calendar.ts';
import type { Dues } from './dues.ts';
import { chooseGoals, type GoalAnswer } from './goal-search.ts';
import { DatedGround } from './ground.ts';
import {
  ascending,
  cutIntoStages,
  fitsIn,
  keepsDates,
  type Stages,
  stagesAndThen,
  stagesFor,
} from './stages.ts';

/** A selection that keeps what dates it can. */
export interface Kept {
  /** Without the goals that are left out, and without tastes where they gave way. */
  readonly wishes: Wishes;
  readonly solution: Solution;
  /** What is planned for each date, and last for none; nodes of the graph. */
  readonly layers: readonly (readonly number[])[];
  /** Goals whose date is not kept, in the order of the request. */
  readonly late: readonly LateGoal[];
  /** No other goals worth more could keep their dates. */
  readonly isProven: boolean;
  /** Every date is kept, by all goals and pins. */
  readonly fits: boolean;
  /** What is preferred and avoided had to give way. */
  readonly tastesGaveWay: boolean;
  /** By node of a goal on the roadmap: the tenths of an hour up to its date, and up to when it can be reached at the latest. */
  readonly room: ReadonlyMap<number, Room>;
  /** The tenths of an hour up to the day to finish by; null where there is none. */
  readonly finishRoom: number | null;
  /** The same where it can be kept. */
  readonly finish: number | null;
}

export interface Room {
  readonly tenths: number;
  /** More than `tenths` where the date is not kept. */
  readonly reachable: number;
}

/** A goal that is late, in tenths of an hour. */
export interface LateGoal {
  readonly goal: WishedGoal;
  /** Its date, as the number of a day. */
  readonly by: number;
  /** Up to its date. */
  readonly room: number;
  /** What it takes by itself. */
  readonly alone: number;
  /** What it takes after all that keeps its date; on the roadmap, when it is reached. */
  readonly afterOthers: number;
  /** What is missing beside what keeps its date: by its own, or else by the first later one that breaks; 0 if not known. */
  readonly missing: number;
}

/** Search nodes for selections: to find the hours a week that would do, to choose goals, to say what those left out lack. */
const nodesForHours = 4_000;
const nodesForGoals = 12_000;
const nodesForLateness = 4_000;

/** The most hours that a week has, in hundredths. */
const hundredthsMax = 16_800;

/** What dates do to one request: which goals keep theirs, and what would do for all. */
export class DateQuestion {
  readonly #wishes: Wishes;
  readonly #knowledge: Knowledge;
  readonly #usual: Solution;
  readonly #ground: DatedGround;
  /** By goal: its number on the ground; null where nothing is left to do for it. */
  readonly #numberOf: readonly (number | null)[];
  readonly #pins: readonly number[];

  /**
   * @param usual what would be selected without dates.
   * @param core what that was selected from.
   */
  constructor(wishes: Wishes, knowledge: Knowledge, usual: Solution, core: Core) {
    this.#wishes = wishes;
    this.#knowledge = knowledge;
    this.#usual = usual;
    const { tenths, firstCareerPath } = wishes.graph.nodes;
    this.#ground = new DatedGround(repriced(core, tenths), firstCareerPath);
    this.#numberOf = wishes.goals.map(({ node }) => this.#ground.numbersOf([node])[0] ?? null);
    this.#pins = this.#ground.numbersOf(wishes.pins.flatMap(({ nodes }) => nodes));
  }

  /** The fewest tenths of an hour that all goals and pins take. */
  *fewestTenths(): Work<number> {
    if (!hasTastes(this.#wishes)) return this.#usual.tenths;
    return (yield* this.#ground.shortest(this.#targets(this.#all))).cost;
  }

  /**
   * The fewest hundredths of an hour a week with which every date is kept, as far as planning goes: with these hours it
   * finds that all fit, and with fewer it doesn't. Null where no week has enough.
   */
  *hundredthsNeeded(dues: Dues): Work<number | null> {
    const enough = (tenths: readonly number[]): number =>
      Math.max(
        ...dues.workingDays.map(
          (days, date) => hundredthsNeeded(tenths[date]!, days) ?? Number.POSITIVE_INFINITY,
        ),
      );
    this.#ground.allow(nodesForHours);
    const atLeast = enough(yield* this.#leastByDate(dues, this.#all));
    let least = Number.POSITIVE_INFINITY;
    yield* this.#stages(dues, this.#all, true, this.#usual, ({ tenths }) => {
      least = Math.min(least, enough(tenths));
      return least <= atLeast;
    });
    return least <= hundredthsMax ? least : null;
  }

  /** @param room by date, the tenths of an hour up to it. */
  *keep(dues: Dues, room: readonly number[]): Work<Kept> {
    const all = yield* this.#keepGoals(dues, room, this.#all, true, true);
    if (all !== null) return all;
    this.#ground.allow(nodesForGoals);
    const pinsFit = yield* this.#pinsFit(dues, room);
    const { kept, isProven } = yield* this.#choose(dues, room, pinsFit);
    if (kept.length > 0) {
      const others = this.#all.filter((goal) => !this.#isOpen(dues, goal));
      const goals = ascending([...kept, ...others]);
      const some = yield* this.#keepGoals(dues, room, goals, pinsFit, isProven);
      if (some !== null) return some;
    }
    return yield* this.#keepNone(dues, room, isProven);
  }

  get #all(): readonly number[] {
    return this.#wishes.goals.map((_, goal) => goal);
  }

  /** Whether the goal has a date and something to do for it. */
  #isOpen(dues: Dues, goal: number): boolean {
    return dues.ofGoal[goal] !== null && this.#numberOf[goal] !== null;
  }

  /** The numbers of goals and of all pins. */
  #targets(goals: readonly number[]): number[] {
    return ascending([...this.#numbers(goals), ...this.#pins]);
  }

  #numbers(goals: readonly number[]): number[] {
    return goals.map((goal) => this.#numberOf[goal]!).filter((number) => number !== null);
  }

  /** What has to hold by each date, and last what has none. */
  #wanted(dues: Dues, goals: readonly number[], pinsAreDue: boolean): number[][] {
    const wanted: number[][] = [...dues.days, null].map(() => []);
    for (const goal of goals) {
      const number = this.#numberOf[goal]!;
      if (number !== null) wanted[dues.ofGoal[goal] ?? dues.days.length]!.push(number);
    }
    const pinDate = pinsAreDue ? (dues.finish ?? dues.days.length) : dues.days.length;
    wanted[pinDate]!.push(...this.#pins);
    return wanted;
  }

  /** By date, the fewest tenths of an hour that all that is due by then takes: as far as is proven. */
  *#leastByDate(dues: Dues, goals: readonly number[]): Work<number[]> {
    const wanted = this.#wanted(dues, goals, true);
    const least: number[] = [];
    for (const [date] of dues.days.entries()) {
      const targets = ascending(wanted.slice(0, date + 1).flat());
      const isKnown = !this.#ground.isSpent;
      least.push(isKnown ? (yield* this.#ground.shortest(targets)).lowerBound : 0);
    }
    return least;
  }

  /**
   * Goes through selections in stages, those first that one would rather have, until one is enough: the usual one where it
   * is given, then the shortest. What is planned for no date may look ahead of what is; last it is left out of account.
   */
  *#stages(
    dues: Dues,
    goals: readonly number[],
    pinsAreDue: boolean,
    usual: Solution | null,
    isEnough: (stages: Stages) => boolean,
  ): Work<{ readonly stages: Stages; readonly usual: Solution | null } | null> {
    const wanted = this.#wanted(dues, goals, pinsAreDue);
    if (usual !== null) {
      const plan = this.#ground.numbersWithin(usual.planned);
      const stages = yield* cutIntoStages(this.#ground, wanted, plan);
      if (isEnough(stages)) return { stages, usual };
    }
    const stages = yield* stagesFor(this.#ground, wanted, isEnough);
    if (stages !== null) return { stages, usual: null };
    const undated = wanted.at(-1)!;
    if (undated.length === 0) return null;
    const dated = yield* stagesFor(this.#ground, [...wanted.slice(0, -1), []], isEnough);
    if (dated === null) return null;
    return { stages: yield* stagesAndThen(this.#ground, dated, undated), usual: null };
  }

  /** Null where the goals can't all keep their dates. */
  *#keepGoals(
    dues: Dues,
    room: readonly number[],
    goals: readonly number[],
    pinsAreDue: boolean,
    isProven: boolean,
  ): Work<Kept | null> {
    const isAll = goals.length === this.#all.length;
    const wishes = isAll ? this.#wishes : this.#wishesFor(goals);
    const wished = isAll ? this.#usual : yield* solve(wishes, this.#knowledge);
    const found = yield* this.#stages(dues, goals, pinsAreDue, wished, fitsIn(room));
    if (found === null) return null;
    const { stages, usual } = found;
    this.#ground.allow(nodesForLateness);
    const late: LateGoal[] = [];
    for (const goal of this.#all) {
      if (!goals.includes(goal)) late.push(yield* this.#lateGoal(dues, room, goal, goals, stages));
    }
    const finishRoom = dues.finish === null ? null : room[dues.finish]!;
    const isFinished = finishRoom === null || pinsAreDue;
    return {
      ...(usual === null
        ? yield* this.#byHours(wishes, goals, stages)
        : { wishes, solution: usual }),
      layers: stages.layers.map((layer) => this.#ground.stepsOf(layer)),
      late,
      isProven,
      fits: late.length === 0 && isFinished,
      tastesGaveWay: usual === null && hasTastes(wishes),
      room: this.#roomOf(dues, goals, room, stages),
      finishRoom,
      finish: isFinished ? finishRoom : null,
    };
  }

  /** Everything in the fewest hours, for goals none of which can keep its date. */
  *#keepNone(dues: Dues, room: readonly number[], isProven: boolean): Work<Kept> {
    const wanted = this.#wanted(dues, this.#all, true);
    const { nodes } = yield* this.#ground.shortest(ascending(wanted.flat()));
    const stages = yield* cutIntoStages(this.#ground, wanted, nodes);
    this.#ground.allow(nodesForLateness);
    const late: LateGoal[] = [];
    for (const goal of this.#all) {
      if (!this.#isOpen(dues, goal)) continue;
      late.push(yield* this.#lateGoal(dues, room, goal, [], stages));
    }
    return {
      ...(yield* this.#byHours(this.#wishes, this.#all, stages)),
      layers: stages.layers.map((layer) => this.#ground.stepsOf(layer)),
      late,
      isProven,
      fits: false,
      tastesGaveWay: hasTastes(this.#wishes),
      room: this.#roomOf(dues, this.#all, room, stages),
      finishRoom: dues.finish === null ? null : room[dues.finish]!,
      finish: null,
    };
  }

  #wishesFor(goals: readonly number[]): Wishes {
    return { ...this.#wishes, goals: goals.map((goal) => this.#wishes.goals[goal]!) };
  }

  /** What is selected by hours alone, and how sure it is that nothing is shorter. */
  *#byHours(
    wishes: Wishes,
    goals: readonly number[],
    { layers, tenths }: Stages,
  ): Work<Pick<Kept, 'wishes' | 'solution'>> {
    const pricesPerTenth = pricesPerHour / 10;
    const { lowerBound } = yield* this.#ground.shortest(this.#targets(goals));
    const solution: Solution = {
      planned: ascending(this.#ground.stepsOf(layers.flat())),
      tenths: tenths.at(-1)!,
      proof: proofOf(tenths.at(-1)! * pricesPerTenth, lowerBound * pricesPerTenth),
    };
    return { wishes: { ...wishes, ignoresTastes: true }, solution };
  }

  #roomOf(
    dues: Dues,
    goals: readonly number[],
    room: readonly number[],
    { tenths }: Stages,
  ): ReadonlyMap<number, Room> {
    const rooms = new Map<number, Room>();
    for (const goal of goals) {
      const date = dues.ofGoal[goal]!;
      if (date === null) continue;
      const reachable = Math.max(room[date]!, tenths[date]!);
      rooms.set(this.#wishes.goals[goal]!.node, { tenths: room[date]!, reachable });
    }
    return rooms;
  }

  *#pinsFit({ finish }: Dues, room: readonly number[]): Work<boolean> {
    if (finish === null) return true;
    return (yield* this.#ground.shortest(ascending(this.#pins))).cost <= room[finish]!;
  }

  /** The goals that keep their dates, by their places in the request; nothing of it for those without a date. */
  *#choose(dues: Dues, room: readonly number[], pinsFit: boolean): Work<GoalAnswer> {
    const open = this.#all.filter((goal) => this.#isOpen(dues, goal));
    const { finish } = dues;
    const pins = pinsFit && finish !== null ? this.#pins : [];
    const question = {
      ground: this.#ground,
      goals: [
        ...open.map((goal) => ({
          node: this.#numberOf[goal]!,
          importance: this.#wishes.goals[goal]!.goal.importance,
          date: dues.ofGoal[goal]!,
        })),
        ...pins.map((node) => ({ node, importance: null, date: finish! })),
      ],
      room,
    };
    const { kept, isProven } = yield* chooseGoals(question, (indices) =>
      keepsDates(
        this.#ground,
        indices.map((index) => question.goals[index]!),
        room,
      ),
    );
    return {
      kept: kept.filter((index) => index < open.length).map((index) => open[index]!),
      isProven,
    };
  }

  *#lateGoal(
    dues: Dues,
    room: readonly number[],
    goal: number,
    kept: readonly number[],
    { layers, tenths }: Stages,
  ): Work<LateGoal> {
    const date = dues.ofGoal[goal]!;
    const number = this.#numberOf[goal]!;
    const alone = (yield* this.#ground.shortest([number])).cost;
    const beside = kept.filter((other) => this.#isOpen(dues, other));
    let missing = 0;
    for (let at = date; at < room.length && missing === 0 && !this.#ground.isSpent; at++) {
      const due = beside.filter((other) => dues.ofGoal[other]! <= at);
      const { cost } = yield* this.#ground.shortest(ascending(this.#numbers([...due, goal])));
      missing = Math.max(0, cost - room[at]!);
    }
    const given = layers.slice(0, -1).flat();
    const { cost } = yield* this.#ground.cheapest([number], { given });
    const afterOthers = kept.length === 0 ? tenths[date]! : tenths.at(-2)! + cost;
    return {
      goal: this.#wishes.goals[goal]!,
      by: dues.days[date]!,
      room: room[date]!,
      alone,
      afterOthers,
      missing,
    };
  }
}
