import { HoursSum, told } from './hours-impact.ts';
import type { GoalImpact, Impact, LostImpact, Sample, SkillLost, UndoneImpact } from './impact.ts';
import { impactText } from './impact-text.ts';
import { marginOf } from './margin.ts';
import { type LossCause, type RoadmapImpact, roadmapOutcomes } from './roadmap-impact.ts';

/** How many there are, and how many of them were looked at. */
export interface Looked {
  readonly examined: number;
  readonly of: number;
}

/** Who is shown by name, as far as the roadmaps change most. */
const examplesMost = 20;

/** Of each list those rows that are of most people. */
const rowsMost = 100;

/**
 * Adds up what a revision means for each of many learners, in an amount of memory that does not go by how many they are. The
 * order in which they come doesn't matter.
 */
export class ImpactSum {
  readonly #outcomes = new Map(roadmapOutcomes.map((outcome) => [outcome, 0]));
  readonly #hours = new HoursSum();
  readonly #goals = new Map<string, GoalTally>();
  readonly #lost = new Map<string, LostTally>();
  readonly #undone = new Map<string, Tally>();
  readonly #skills = new Map<string, Tally>();
  #dueAnyway = 0;
  #examples: RoadmapImpact[] = [];

  addRoadmap(impact: RoadmapImpact): void {
    const { outcome, hoursBefore, hoursAfter, isDueAnyway } = impact;
    this.#outcomes.set(outcome, this.#outcomes.get(outcome)! + 1);
    this.#hours.add(hoursBefore, hoursAfter);
    if (outcome !== 'SAME' && isDueAnyway) this.#dueAnyway += 1;
    this.#addGoals(impact);
    const lost = new Map(impact.lost.map((each) => [`${each.cause} ${each.name}`, each]));
    for (const [key, each] of lost) count(this.#lost, key, each);
    for (const { key, title } of impact.undone) count(this.#undone, key, { name: key, title });
    if (outcome !== 'SAME') this.#addExample(impact);
  }

  /** The skills that the evidence of one learner would lose, each once. */
  addSkillsLost(skills: readonly { readonly skill: string; readonly title: string }[]): void {
    for (const { skill, title } of skills) count(this.#skills, skill, { name: skill, title });
  }

  /**
   * @param least of fewer people than so many no figure is told, nor who they are; 1 tells everything.
   */
  sum(roadmaps: Looked, evidence: Looked, least: number): Impact {
    const of = (outcome: RoadmapImpact['outcome']) => this.#outcomes.get(outcome)!;
    const count = (number: number) => told(number, least);
    const rows = new Rows(least);
    const figures = {
      roadmaps: {
        ...sampleOf(roadmaps, least),
        changed: count(of('CHANGED') + of('IMPOSSIBLE') + of('POSSIBLE_AGAIN')),
        impossible: count(of('IMPOSSIBLE')),
        stillImpossible: count(of('STILL_IMPOSSIBLE')),
        possibleAgain: count(of('POSSIBLE_AGAIN')),
        dueAnyway: count(this.#dueAnyway),
        hours: this.#hours.sum(least),
        goals: rows.of(this.#goals.values(), goalImpact(least)),
        lost: rows.of(this.#lost.values(), lostImpact),
        undone: rows.of(this.#undone.values(), undoneImpact),
      },
      evidence: { ...sampleOf(evidence, least), skills: rows.of(this.#skills.values(), skillLost) },
    };
    const shown = { ...figures, rowsWithheld: rows.withheld };
    return { ...shown, examples: least > 1 ? [] : this.#examples, text: impactText(shown) };
  }

  #addGoals({ goals, lost }: RoadmapImpact): void {
    const names = new Map(goals.map((goal) => [goal.name, goal]));
    for (const { name, title, isOtherWay } of names.values()) {
      const tally = count(this.#goals, name, { name, title, otherWay: 0, impossible: 0 });
      if (isOtherWay) tally.otherWay += 1;
      const isLost = lost.some((each) => name === each.name || name.startsWith(`${each.name}@`));
      if (isLost) tally.impossible += 1;
    }
  }

  #addExample(impact: RoadmapImpact): void {
    const last = this.#examples.at(-1);
    if (this.#examples.length === examplesMost && last && byWeight(last, impact) <= 0) return;
    this.#examples = [...this.#examples, impact].sort(byWeight).slice(0, examplesMost);
  }
}

interface Tally {
  readonly name: string;
  title: string;
  learners: number;
}

interface GoalTally extends Tally {
  otherWay: number;
  impossible: number;
}

interface LostTally extends Tally {
  readonly cause: LossCause;
}

/** Counts one more, from nothing on. Of several titles, as people were told them, the least stands for all. */
function count<One extends Tally>(
  tallies: Map<string, One>,
  key: string,
  first: Omit<One, 'learners'>,
): One {
  const tally = tallies.get(key) ?? ({ ...first, learners: 0 } as One);
  tallies.set(key, tally);
  tally.learners += 1;
  if (first.title < tally.title) tally.title = first.title;
  return tally;
}

/** Those that become impossible first, then those whose hours change most; then by id, so that it is always the same. */
function byWeight(one: RoadmapImpact, other: RoadmapImpact): number {
  const weight = ({ hoursBefore, hoursAfter }: RoadmapImpact) => Math.abs(hoursAfter - hoursBefore);
  const isImpossible = ({ outcome }: RoadmapImpact) => Number(outcome === 'IMPOSSIBLE');
  return (
    isImpossible(other) - isImpossible(one) ||
    weight(other) - weight(one) ||
    (one.learner < other.learner ? -1 : 1)
  );
}

function sampleOf({ examined, of }: Looked, least: number): Sample {
  return { examined: told(examined, least), of: told(of, least), margin: marginOf(examined, of) };
}

/** Lists without the rows that speak of too few people, which are counted, most people first. */
class Rows {
  withheld = 0;
  readonly #least: number;

  constructor(least: number) {
    this.#least = least;
  }

  of<One extends Tally, Row>(tallies: Iterable<One>, rowOf: (tally: One) => Row): Row[] {
    const all = [...tallies];
    const shown = all.filter(({ learners }) => learners >= this.#least);
    this.withheld += all.length - shown.length;
    return shown.sort(byCount).slice(0, rowsMost).map(rowOf);
  }
}

function byCount(one: Tally, other: Tally): number {
  return other.learners - one.learners || (one.name < other.name ? -1 : 1);
}

function goalImpact(least: number) {
  return ({ name, title, learners, otherWay, impossible }: GoalTally): GoalImpact => ({
    ...{ name, title, learners },
    otherWay: told(otherWay, least),
    impossible: told(impossible, least),
  });
}

function lostImpact({ name, title, cause, learners }: LostTally): LostImpact {
  return { name, title, cause, learners };
}

function undoneImpact({ name, title, learners }: Tally): UndoneImpact {
  return { key: name, title, learners };
}

function skillLost({ name, title, learners }: Tally): SkillLost {
  return { skill: name, title, learners };
}
