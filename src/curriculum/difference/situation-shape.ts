import { invariant } from '../../util/invariant.ts';
import type { Situation } from '../curriculum.ts';
import { type Competency, competencyKey } from '../requirement.ts';

/** What earlier names are to be taken for. */
interface Read {
  readonly slug: (slug: string) => readonly string[];
  readonly competency: (competency: Competency) => readonly Competency[];
}

/** Gives situations that differ in no more than order, nesting and repetition one number. */
export class SituationShapes {
  readonly #ids = new Map<string, number>();

  idOf(situation: Situation, read: Read): number {
    const ids = new Map<Situation, number>();
    const members = new Map<Situation, readonly Situation[]>();
    const open: Situation[] = [situation];
    for (let next = open.at(-1); next; next = open.at(-1)) {
      const parts = members.get(next);
      if (parts === undefined) {
        members.set(next, membersOf(next));
        for (const part of members.get(next)!) if (!ids.has(part)) open.push(part);
        continue;
      }
      const of = [...new Set(parts.map((part) => ids.get(part)!))].sort((one, two) => one - two);
      ids.set(next, this.#id(next, of, read));
      open.pop();
    }
    const id = ids.get(situation);
    invariant(id !== undefined, 'a situation is read from its parts');
    return id;
  }

  #id(situation: Situation, of: readonly number[], read: Read): number {
    switch (situation.kind) {
      case 'all':
      case 'any':
        return of.length === 1 ? of[0]! : this.#idOfKey(`${situation.kind} ${of.join(' ')}`);
      case 'not':
        return this.#idOfKey(`not ${of[0]}`);
      case 'goalArea':
        return this.#idOfKey(`goalArea ${situation.area}`);
      case 'noGoalOfKind':
        return this.#idOfKey(`noGoalOfKind ${situation.goalKind}`);
      case 'knows':
      case 'lacks': {
        const { competency } = situation;
        const names = read.competency(competency).map(competencyKey);
        return this.#idOfKey(`${situation.kind} ${names.join(' ')}`);
      }
      case 'goal':
      case 'excludes':
      case 'roadmapHas':
      case 'roadmapLacks':
        return this.#idOfKey(`${situation.kind} ${read.slug(situation.slug).join(' ')}`);
    }
  }

  #idOfKey(key: string): number {
    const id = this.#ids.get(key) ?? this.#ids.size;
    this.#ids.set(key, id);
    return id;
  }
}

/** What stands in a group, and in those within it that go on with the same. */
function membersOf(situation: Situation): readonly Situation[] {
  if (situation.kind === 'not') return [situation.of];
  if (situation.kind !== 'all' && situation.kind !== 'any') return [];
  const members: Situation[] = [];
  const open = [...situation.of].reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind !== 'all' && next.kind !== 'any') members.push(next);
    else if (next.kind !== situation.kind && next.of.length !== 1) members.push(next);
    else for (let at = next.of.length - 1; at >= 0; at--) open.push(next.of[at]!);
  }
  return members;
}
