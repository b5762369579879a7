import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { curriculum } from './curricula.ts';
import { type Dice, dice } from './random.ts';

/** A name of a skill that somebody showed to hold while a revision was the newest. */
export interface Shown {
  readonly skill: string;
  readonly revision: number;
}

export interface RandomEdits {
  /** The revisions, the first one first. */
  readonly curricula: readonly Curriculum[];
  /** Every name in every revision. */
  readonly shown: readonly Shown[];
  /** What somebody knows in a revision who showed this alone, by following what the authors meant. */
  readonly expected: (
    shown: Shown,
    revision: number,
  ) => { readonly held: readonly string[]; readonly retired: readonly string[] };
}

/** What authors mean: skills as they are, whatever they are called. */
interface World {
  /** By name. */
  readonly skills: ReadonlyMap<string, number>;
  /** By skill that is gone, which took its place. */
  readonly heirs: ReadonlyMap<number, readonly number[]>;
  readonly replaces: ReadonlyMap<string, readonly string[]>;
}

/**
 * A history that authors may give a curriculum: skills come and go, are renamed, split, merged, and names are reused; older
 * revisions are restored. Beside each revision it keeps who is who by what was done, not by what the text says.
 */
export function randomEdits(seed: number, revisions: number): RandomEdits {
  const random = dice(seed);
  const worlds: World[] = [firstWorld()];
  let count = 3;
  /** Of each skill, those that became it together. */
  const madeOf = new Map<number, Set<number>>();
  while (worlds.length < revisions) {
    const before = worlds.at(-1)!;
    const world = random.chance(0.2)
      ? restored(random, worlds)
      : edited(random, before, worlds, () => count++, madeOf);
    if (world && textOf(world) !== textOf(before)) worlds.push(sameAsEarlier(world, worlds));
  }
  return {
    curricula: worlds.map(curriculumOf),
    shown: worlds.flatMap(({ skills }, index) =>
      [...skills.keys()].map((skill) => ({ skill, revision: index + 1 })),
    ),
    expected: (shown, revision) => expectedOf(worlds, madeOf, shown, revision),
  };
}

function firstWorld(): World {
  const skills = new Map(['a', 'b', 'c'].map((name, skill) => [name, skill]));
  return { skills, heirs: new Map(), replaces: new Map() };
}

function restored(random: Dice, worlds: readonly World[]): World {
  const before = worlds.at(-1)!;
  const [world] = random.pick(worlds, 1);
  return takenBack(world!, before);
}

/** Who says by chance what was said before restores it, too. */
function sameAsEarlier(world: World, worlds: readonly World[]): World {
  const same = worlds.find((each) => textOf(each) === textOf(world));
  return same ? takenBack(same, worlds.at(-1)!) : world;
}

/** As it was; what was gone then without heirs may have come by some since. */
function takenBack(world: World, before: World): World {
  const heirs = new Map([...before.heirs, ...world.heirs]);
  for (const skill of world.skills.values()) heirs.delete(skill);
  return { ...world, heirs };
}

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function edited(
  random: Dice,
  before: World,
  worlds: readonly World[],
  next: () => number,
  madeOf: Map<number, Set<number>>,
): World | null {
  const skills = new Map(before.skills);
  const heirs = new Map(before.heirs);
  // Authors forget what they said before.
  const replaces = new Map([...before.replaces].filter(() => random.chance(0.7)));
  const [one = '', other = ''] = random.pick([...skills.keys()], 2);
  const [free = '', another = ''] = random.pick(
    names.filter((name) => !skills.has(name)),
    2,
  );
  const gone = (name: string) => {
    const skill = skills.get(name)!;
    skills.delete(name);
    replaces.delete(name);
    return skill;
  };
  /** Who has a name that comes up: who had it last, unless that one is there or somebody took its place; else a new one. */
  const newcomer = (
    name: string,
    { renamed = null, split = null }: { renamed?: number | null; split?: number | null } = {},
  ): number => {
    const last = worlds.findLast((world) => world.skills.has(name))?.skills.get(name);
    const isFree =
      last !== undefined &&
      last !== renamed &&
      last !== split &&
      living({ skills, heirs, replaces }, last).length === 0;
    const skill = isFree ? last : (renamed ?? next());
    skills.set(name, skill);
    heirs.delete(skill);
    for (const [each, list] of replaces)
      replaces.set(
        each,
        list.filter((old) => old !== name),
      );
    return skill;
  };
  const say = (name: string, old: readonly string[]) =>
    replaces.set(name, [...new Set([...(replaces.get(name) ?? []), ...old])].sort());
  const bearers = [free, another].map((name) =>
    worlds.findLast((world) => world.skills.has(name))?.skills.get(name),
  );
  // Which of two old names of one skill is the skill when both come back is nobody's to tell.
  if (another === '' || other === '' || (bearers[0] !== undefined && bearers[0] === bearers[1]))
    return null;
  const deeds = {
    add: () => {
      newcomer(free);
    },
    remove: () => {
      gone(one);
    },
    rename: () => {
      const skill = gone(one);
      const heir = newcomer(free, { renamed: skill });
      if (heir !== skill) heirs.set(skill, [heir]);
      say(free, [one]);
    },
    split: () => {
      const skill = gone(one);
      const parts = [newcomer(free, { split: skill }), newcomer(another, { split: skill })];
      heirs.set(skill, parts);
      say(free, [one]);
      say(another, [one]);
    },
    merge: () => {
      const parts = [gone(one), gone(other)];
      const whole = newcomer(free);
      const isNew = !worlds.some((world) => [...world.skills.values()].includes(whole));
      for (const part of parts) if (part !== whole) heirs.set(part, [whole]);
      if (isNew) madeOf.set(whole, new Set(parts));
      say(free, [one, other]);
    },
    mergeInto: () => {
      heirs.set(gone(one), [skills.get(other)!]);
      say(other, [one]);
    },
  };
  const [deed] = random.pick(Object.values(deeds), 1);
  deed!();
  return skills.size === 0 ? null : { skills, heirs, replaces };
}

/** The living who stand for a skill: itself, else its heirs. */
function living({ skills, heirs }: World, skill: number): number[] {
  const there = new Set(skills.values());
  const open = [skill];
  const found = new Set<number>();
  const seen = new Set<number>();
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    if (there.has(each)) found.add(each);
    else open.push(...(heirs.get(each) ?? []));
  }
  return [...found];
}

function expectedOf(
  worlds: readonly World[],
  madeOf: ReadonlyMap<number, ReadonlySet<number>>,
  shown: Shown,
  revision: number,
) {
  const world = worlds[revision - 1]!;
  const skill = worlds[shown.revision - 1]!.skills.get(shown.skill)!;
  const nameOf = new Map([...world.skills].map(([name, each]) => [each, name]));
  const standing = (each: number): number[] => {
    const found = living(world, each);
    return found.length > 0 ? found : whatItWas(world, madeOf, each);
  };
  const held = standing(skill).map((each) => nameOf.get(each)!);
  const retired: string[] = [];
  const open = [skill];
  const seen = new Set<number>();
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    if (nameOf.has(each)) continue;
    const heirs = world.heirs.get(each) ?? [];
    if (heirs.length > 0) open.push(...heirs);
    else if (held.length === 0 || standing(each).length === 0) {
      const last = worlds
        .slice(0, revision)
        .findLastIndex((one) => [...one.skills.values()].includes(each));
      // It comes only later.
      if (last === -1) continue;
      const name = [...worlds[last]!.skills].find(([, bearer]) => bearer === each)![0];
      retired.push(`${name} ${last + 1}`);
    }
  }
  return { held: held.sort(), retired: retired.sort() };
}

/** The living of whom a skill that is gone was made. */
function whatItWas(
  { skills }: World,
  madeOf: ReadonlyMap<number, ReadonlySet<number>>,
  skill: number,
): number[] {
  const there = new Set(skills.values());
  const open = [skill];
  const found = new Set<number>();
  const seen = new Set<number>();
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    for (const part of madeOf.get(each) ?? [])
      if (there.has(part)) found.add(part);
      else open.push(part);
  }
  return [...found];
}

function curriculumOf({ skills, replaces }: World): Curriculum {
  const { skills: drawn, ...rest } = curriculum([...skills.keys()].sort().join('; '));
  return {
    ...rest,
    skills: drawn.map((skill) => ({ ...skill, replaces: replaces.get(skill.slug) ?? [] })),
  };
}

function textOf(world: World): string {
  return JSON.stringify(curriculumOf(world));
}
