import { listed } from '../../util/listed.ts';
import type { Competency, Requirement } from '../requirement.ts';
import type { RequirementChange, RequirementPart, RequirementPartKind } from './alteration.ts';
import { requirementInBrief } from './requirement-in-brief.ts';
import { type Shape, Shapes } from './requirement-shape.ts';
import { areSameWays, CompetencyCodes, implies, type Steps, waysToMeet } from './ways-to-meet.ts';

/** What comparing requirements of two curricula takes. */
export interface RequirementReading {
  /** Of both curricula, lowest first. */
  readonly levels: readonly string[];
  /** What a competency of the earlier curriculum is in the later one; itself where it is the same or gone. */
  readonly inNewNames: (competency: Competency) => readonly Competency[];
  readonly nameBefore: (competency: Competency) => string;
  readonly nameAfter: (competency: Competency) => string;
}

/** Where a requirement stands. */
export interface RequirementPlace {
  /** Null of projects and career paths. */
  readonly level: string | null;
  /** Begins its sentence: `It`, `Its level Working`. */
  readonly subject: string;
}

/** So many steps are taken for one requirement, and for all of two curricula: some seconds. */
const stepsForOne = 200_000;
const stepsForAll = 50_000_000;

/** Compares requirements of two curricula, one after the other. */
export class RequirementComparison {
  readonly #reading: RequirementReading;
  readonly #codes: CompetencyCodes;
  readonly #shapes = new Shapes();
  #stepsLeft = stepsForAll;

  constructor(reading: RequirementReading) {
    this.#reading = reading;
    this.#codes = new CompetencyCodes(reading.levels);
  }

  /** What changed from one requirement to another; null where both mean the same. */
  change(
    before: Requirement | null,
    after: Requirement | null,
    { level, subject }: RequirementPlace,
  ): RequirementChange | null {
    const { inNewNames } = this.#reading;
    const shapesBefore = this.#highest(this.#shapes.partsOf(before, inNewNames));
    const shapesAfter = this.#highest(this.#shapes.partsOf(after, itself));
    if (areSameSets(shapesBefore, shapesAfter)) return null;
    const meaning = this.#compareMeaning(before, after);
    if (meaning === 'SAME') return null;
    const { nameBefore, nameAfter } = this.#reading;
    const parts = new PartWriter(subject, nameBefore, nameAfter).parts(shapesBefore, shapesAfter);
    return {
      kind: 'requirement',
      aspect: 'REQUIREMENT',
      level,
      before,
      after,
      strictness: meaning,
      comparedBy: meaning === 'UNKNOWN' ? 'SHAPE' : 'MEANING',
      parts,
      says: saysOf(parts, subject),
    };
  }

  /** Without levels below one that must hold besides. */
  #highest(shapes: readonly Shape[]): readonly Shape[] {
    const highest = new Map<string, number>();
    const rankOf = ({ level }: Competency) => this.#reading.levels.indexOf(level);
    for (const shape of shapes) {
      if (shape.kind !== 'competency') continue;
      const { skill } = shape.competency;
      highest.set(skill, Math.max(rankOf(shape.competency), highest.get(skill) ?? -1));
    }
    return shapes.filter(
      (shape) =>
        shape.kind === 'group' || rankOf(shape.competency) === highest.get(shape.competency.skill),
    );
  }

  #compareMeaning(
    before: Requirement | null,
    after: Requirement | null,
  ): RequirementChange['strictness'] | 'SAME' {
    const steps: Steps = { left: Math.min(stepsForOne, this.#stepsLeft) };
    const given = steps.left;
    const codesBefore = (competency: Competency) =>
      this.#reading.inNewNames(competency).map((each) => this.#codes.of(each));
    const left = waysToMeet(before, codesBefore, this.#codes, steps);
    const right =
      left && waysToMeet(after, (competency) => [this.#codes.of(competency)], this.#codes, steps);
    const met =
      left && right
        ? {
            areSame: areSameWays(left, right),
            isStricter: implies(right, left, this.#codes, steps),
            isLooser: implies(left, right, this.#codes, steps),
          }
        : null;
    this.#stepsLeft = Math.max(0, this.#stepsLeft - (given - steps.left));
    if (met === null) return 'UNKNOWN';
    if (met.areSame) return 'SAME';
    return met.isStricter ? 'STRICTER' : met.isLooser ? 'LOOSER' : 'OTHER';
  }
}

function itself(competency: Competency): readonly Competency[] {
  return [competency];
}

function areSameSets(left: readonly Shape[], right: readonly Shape[]): boolean {
  const ids = new Set(left.map(({ id }) => id));
  return left.length === right.length && right.every(({ id }) => ids.has(id));
}

/** Parts that a sentence tells; of more it says how many there are. */
const partsTold = 3;
/** Options of a choice that a sentence names. */
const optionsTold = 8;

function saysOf(parts: readonly RequirementPart[], subject: string): string {
  const told = parts.slice(0, partsTold).map(({ says }) => says);
  const more = parts.length - told.length;
  if (more > 0)
    told.push(
      `${more} more ${more === 1 ? 'thing is' : 'things are'} different in what ${uncapitalized(subject)} needs.`,
    );
  return told.join(' ');
}

function uncapitalized(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

type Plain = Extract<Shape, { kind: 'competency' }>;
type Grouped = Extract<Shape, { kind: 'group' }>;

/** Puts what is left of two requirements, when what they share is taken away, into single differences. */
class PartWriter {
  readonly #subject: string;
  readonly #nameBefore: (competency: Competency) => string;
  readonly #nameAfter: (competency: Competency) => string;
  readonly #parts: RequirementPart[] = [];

  constructor(
    subject: string,
    nameBefore: (competency: Competency) => string,
    nameAfter: (competency: Competency) => string,
  ) {
    this.#subject = subject;
    this.#nameBefore = nameBefore;
    this.#nameAfter = nameAfter;
  }

  parts(before: readonly Shape[], after: readonly Shape[]): readonly RequirementPart[] {
    const [idsBefore, idsAfter] = [before, after].map((list) => new Set(list.map(({ id }) => id)));
    const gone = before.filter(({ id }) => !idsAfter!.has(id));
    const come = after.filter(({ id }) => !idsBefore!.has(id));
    const [plainGone, choicesGone] = divided(gone, needed(before));
    const [plainCome, choicesCome] = divided(come, needed(after));
    const settled = new Set<Shape>();
    this.#levels(plainGone, plainCome, settled);
    this.#becameAlternatives(plainGone, choicesCome, settled);
    this.#becameRequired(choicesGone, plainCome, settled);
    this.#choices(choicesGone, choicesCome, settled);
    const isOpen = (shape: Shape) => !settled.has(shape);
    for (const shape of plainGone.filter(isOpen))
      this.#add('PREREQUISITE_REMOVED', shape, null, `no longer needs ${this.#was(shape)}`);
    for (const shape of choicesGone.filter(isOpen))
      this.#add('CHOICE_REMOVED', shape, null, `no longer needs ${this.#was(shape)}`);
    for (const shape of plainCome.filter(isOpen))
      this.#add('PREREQUISITE_ADDED', null, shape, `needs ${this.#is(shape)} now`);
    for (const shape of choicesCome.filter(isOpen))
      this.#add('CHOICE_ADDED', null, shape, `needs ${this.#is(shape)} now`);
    if (this.#parts.length === 0) {
      const says = 'needs the same in another combination';
      this.#parts.push({
        kind: 'REWRITTEN',
        before: null,
        after: null,
        says: this.#sentence(says),
      });
    }
    return this.#parts;
  }

  #levels(gone: readonly Plain[], come: readonly Plain[], settled: Set<Shape>): void {
    const bySkill = new Map(gone.map((shape) => [shape.competency.skill, shape]));
    for (const now of come) {
      const was = bySkill.get(now.competency.skill);
      if (was === undefined) continue;
      settled.add(was).add(now);
      const says = `needs ${this.#is(now)} now rather than ${this.#was(was)}`;
      this.#add('LEVEL_CHANGED', was, now, says);
    }
  }

  #becameAlternatives(gone: readonly Plain[], come: readonly Grouped[], settled: Set<Shape>): void {
    const bySkill = bySkillsOf(come);
    for (const was of gone) {
      const choice = settled.has(was) ? undefined : bySkill.get(was.competency.skill);
      if (choice === undefined) continue;
      settled.add(was).add(choice);
      const says = `no longer needs ${this.#was(was)} as such: ${this.#is(choice)} will do`;
      this.#add('BECAME_ALTERNATIVE', was, choice, says);
    }
  }

  #becameRequired(gone: readonly Grouped[], come: readonly Plain[], settled: Set<Shape>): void {
    const bySkill = bySkillsOf(gone);
    for (const now of come) {
      const choice = settled.has(now) ? undefined : bySkill.get(now.competency.skill);
      if (choice === undefined) continue;
      settled.add(now).add(choice);
      const says = `needs ${this.#is(now)} now, where ${this.#was(choice)} was enough`;
      this.#add('BECAME_REQUIRED', choice, now, says);
    }
  }

  #choices(gone: readonly Grouped[], come: readonly Grouped[], settled: Set<Shape>): void {
    const open = gone.filter((shape) => !settled.has(shape));
    const byOption = new Map<number, Grouped[]>();
    for (const shape of open) {
      for (const { id } of shape.of) {
        const sharing = byOption.get(id) ?? [];
        sharing.push(shape);
        byOption.set(id, sharing);
      }
    }
    for (const now of come) {
      if (settled.has(now)) continue;
      const was = mostShared(now, byOption, settled);
      if (was === null) continue;
      settled.add(was).add(now);
      this.#choice(was, now);
    }
  }

  #choice(was: Grouped, now: Grouped): void {
    const [idsBefore, idsAfter] = [was, now].map(({ of }) => new Set(of.map(({ id }) => id)));
    const more = now.of.filter(({ id }) => !idsBefore!.has(id));
    const less = was.of.filter(({ id }) => !idsAfter!.has(id));
    if (more.length > 0) {
      const names = listed(more.map(this.#is), 'and', partsTold);
      const says = `accepts ${names} as well, so that ${this.#is(now)} will do`;
      this.#add('ALTERNATIVES_ADDED', was, now, says);
    }
    if (less.length > 0) {
      const names = listed(less.map(this.#was), 'and', partsTold);
      const says = `no longer accepts ${names}: it takes ${this.#is(now)}`;
      this.#add('ALTERNATIVES_REMOVED', was, now, says);
    }
    if (was.count !== now.count) {
      const options = listed(now.of.map(this.#is), 'and', optionsTold);
      const says = `needs ${now.count} now, rather than ${was.count}, of ${options}`;
      this.#add('COUNT_CHANGED', was, now, says);
    }
  }

  readonly #was = (shape: Shape): string => requirementInBrief(shape.requirement, this.#nameBefore);
  readonly #is = (shape: Shape): string => requirementInBrief(shape.requirement, this.#nameAfter);

  #add(kind: RequirementPartKind, before: Shape | null, after: Shape | null, says: string): void {
    this.#parts.push({
      kind,
      before: before?.requirement ?? null,
      after: after?.requirement ?? null,
      says: this.#sentence(says),
    });
  }

  #sentence(says: string): string {
    return `${this.#subject} ${says}.`;
  }
}

/** The skills that a list of what must hold asks for outright. */
function needed(shapes: readonly Shape[]): ReadonlySet<string> {
  const skills = shapes.flatMap((shape) =>
    shape.kind === 'competency' ? [shape.competency.skill] : [],
  );
  return new Set(skills);
}

/** Competencies, and groups but those that what is needed outright decides already. */
function divided(
  shapes: readonly Shape[],
  isNeeded: ReadonlySet<string>,
): [plain: Plain[], groups: Grouped[]] {
  const plain = shapes.filter((shape) => shape.kind === 'competency');
  const groups = shapes.filter((shape) => shape.kind === 'group');
  const isDecided = ({ count, of }: Grouped): boolean =>
    of.filter((option) => option.kind === 'competency' && isNeeded.has(option.competency.skill))
      .length >= count;
  return [plain, groups.filter((group) => !isDecided(group))];
}

/** By skill, the first choice that has it as an option. */
function bySkillsOf(groups: readonly Grouped[]): ReadonlyMap<string, Grouped> {
  const found = new Map<string, Grouped>();
  for (const group of groups) {
    for (const option of group.of) {
      if (option.kind !== 'competency' || found.has(option.competency.skill)) continue;
      found.set(option.competency.skill, group);
    }
  }
  return found;
}

/** The earlier choice with the most options of a later one; of equals the first; null where none has any. */
function mostShared(
  now: Grouped,
  byOption: ReadonlyMap<number, readonly Grouped[]>,
  settled: ReadonlySet<Shape>,
): Grouped | null {
  const counts = new Map<Grouped, number>();
  for (const { id } of now.of) {
    for (const was of byOption.get(id) ?? []) {
      if (!settled.has(was)) counts.set(was, (counts.get(was) ?? 0) + 1);
    }
  }
  let best: Grouped | null = null;
  for (const [was, count] of counts) if (count > (best ? counts.get(best)! : 0)) best = was;
  return best;
}
