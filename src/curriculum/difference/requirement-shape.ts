import type { Competency, Requirement } from '../requirement.ts';

/** A requirement in one of the many shapes that mean the same: groups within like groups are opened, and each part stands once. */
export type Shape =
  | {
      readonly kind: 'competency';
      readonly id: number;
      readonly competency: Competency;
      readonly requirement: Requirement;
    }
  | {
      readonly kind: 'group';
      readonly id: number;
      /** As many must hold as are in it: all of them. */
      readonly count: number;
      /** In the author's order. */
      readonly of: readonly Shape[];
      /** As it is written. */
      readonly requirement: Requirement;
    };

/** Gives shapes that are the same one id, whichever of two curricula they are from. */
export class Shapes {
  readonly #ids = new Map<string, number>();

  /**
   * What a requirement asks for one by one: all of it must hold.
   *
   * @param read what a competency is to be taken for: itself, or all that it became.
   */
  partsOf(
    requirement: Requirement | null,
    read: (competency: Competency) => readonly Competency[],
  ): readonly Shape[] {
    if (requirement === null) return [];
    const shapes = new Map<Requirement, readonly Shape[]>();
    const members = new Map<Requirement, readonly Requirement[]>();
    const open: Requirement[] = [requirement];
    for (let next = open.at(-1); next; next = open.at(-1)) {
      if (next.kind === 'competency') {
        const written = next;
        shapes.set(
          next,
          read(next).map((competency) => this.#competency(competency, written)),
        );
      } else if (!members.has(next)) {
        members.set(next, membersOf(next));
        for (const member of members.get(next)!) if (!shapes.has(member)) open.push(member);
        continue;
      } else {
        shapes.set(next, this.#group(next, members.get(next)!, shapes));
      }
      open.pop();
    }
    return shapes.get(requirement)!;
  }

  #competency(competency: Competency, requirement: Requirement): Shape {
    const id = this.#idOf(`${competency.skill}@${competency.level}`);
    return { kind: 'competency', id, competency, requirement };
  }

  /** What a group asks for one by one, by what its members do. */
  #group(
    group: Group,
    members: readonly Requirement[],
    shapes: ReadonlyMap<Requirement, readonly Shape[]>,
  ): readonly Shape[] {
    if (isAll(group)) return eachOnce(members.flatMap((member) => shapes.get(member)!));
    const options = members.map((member) => {
      const parts = shapes.get(member)!;
      return parts.length === 1 ? parts[0]! : this.#all(parts, member);
    });
    const count = countOf(group);
    if (count > 1) return [this.#choice(count, options, group)];
    const inner = eachOnce(options.flatMap(optionsOf));
    return inner.length === 1 ? inner : [this.#choice(1, inner, group)];
  }

  #all(of: readonly Shape[], requirement: Requirement): Shape {
    return { kind: 'group', id: this.#idOfGroup(of.length, of), count: of.length, of, requirement };
  }

  #choice(count: number, of: readonly Shape[], requirement: Requirement): Shape {
    return { kind: 'group', id: this.#idOfGroup(count, of), count, of, requirement };
  }

  #idOfGroup(count: number, of: readonly Shape[]): number {
    const ids = of.map(({ id }) => id).sort((left, right) => left - right);
    return this.#idOf(`${count} of ${ids.join(' ')}`);
  }

  #idOf(key: string): number {
    const id = this.#ids.get(key) ?? this.#ids.size;
    this.#ids.set(key, id);
    return id;
  }
}

type Group = Exclude<Requirement, { kind: 'competency' }>;

/** What stands in a group, and in those within it that go on with the same. */
function membersOf(group: Group): readonly Requirement[] {
  const members: Requirement[] = [];
  const open = [...group.of].reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'competency' || !goesOn(group, next)) members.push(next);
    else for (let at = next.of.length - 1; at >= 0; at--) open.push(next.of[at]!);
  }
  return members;
}

function goesOn(group: Group, inner: Group): boolean {
  return inner.of.length === 1 || (isAll(group) ? isAll(inner) : isAny(group) && isAny(inner));
}

function countOf(group: Group): number {
  if (group.kind === 'at-least') return group.count;
  return group.kind === 'any-of' ? 1 : group.of.length;
}

function isAll(group: Group): boolean {
  return countOf(group) === group.of.length;
}

function isAny(group: Group): boolean {
  return countOf(group) === 1 && group.of.length > 1;
}

/** The options of what is a choice of one itself; else the shape alone. */
function optionsOf(shape: Shape): readonly Shape[] {
  return shape.kind === 'group' && shape.count === 1 && shape.of.length > 1 ? shape.of : [shape];
}

function eachOnce(shapes: readonly Shape[]): readonly Shape[] {
  const seen = new Set<number>();
  return shapes.filter(({ id }) => !seen.has(id) && seen.add(id));
}
