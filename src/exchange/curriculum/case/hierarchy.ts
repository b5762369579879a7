import type { ReadAssociation, ReadItem, ReadPackage } from './read-package.ts';

/** What an item is to a curriculum. */
export type ItemRole = 'skill' | 'group' | 'level' | 'careerPath' | 'retired';

/** How the items of a package stand under one another. */
export interface Hierarchy {
  readonly items: ReadonlyMap<string, ReadItem>;
  readonly roles: ReadonlyMap<string, ItemRole>;
  /** By item: what is directly under it, in order of identifier. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** By item: the item that it is under; of several the one where it stands first. */
  readonly parents: ReadonlyMap<string, ReadAssociation>;
}

/** What is under itself: the circle, from an item down to itself. */
export interface HierarchyCircle {
  readonly kind: 'circle';
  readonly circle: readonly ReadItem[];
}

/** Finds out what the items of a package are, by their types and by what is associated with what. */
export function hierarchyOf(
  read: ReadPackage,
): ({ readonly kind: 'hierarchy' } & Hierarchy) | HierarchyCircle {
  const items = new Map(read.items.map((item) => [item.identifier, item]));
  const isItem = ({ identifier }: { readonly identifier: string }) => items.has(identifier);
  const inside = read.associations.filter(
    (each) => isItem(each.origin) && isItem(each.destination),
  );
  const upward = inside.filter(
    ({ type, origin, destination }) =>
      type === 'isChildOf' && origin.identifier !== destination.identifier,
  );
  const children = new Map<string, string[]>();
  for (const { origin, destination } of upward) {
    const list = children.get(destination.identifier) ?? [];
    children.set(destination.identifier, list);
    list.push(origin.identifier);
  }
  for (const list of children.values()) list.sort();
  const circle = circleIn(children);
  if (circle) return { kind: 'circle', circle: circle.map((identifier) => items.get(identifier)!) };
  const parents = new Map<string, ReadAssociation>();
  for (const association of upward) {
    const kept = parents.get(association.origin.identifier);
    if (!kept || isBefore(association, kept))
      parents.set(association.origin.identifier, association);
  }
  const roles = rolesOf(read, inside, children);
  return { kind: 'hierarchy', items, roles, children, parents };
}

function isBefore(one: ReadAssociation, other: ReadAssociation): boolean {
  const difference = (one.sequence ?? Infinity) - (other.sequence ?? Infinity) || 0;
  return (
    difference < 0 ||
    (difference === 0 && one.destination.identifier < other.destination.identifier)
  );
}

function rolesOf(
  read: ReadPackage,
  inside: readonly ReadAssociation[],
  children: ReadonlyMap<string, readonly string[]>,
): Map<string, ItemRole> {
  const roles = new Map<string, ItemRole>();
  for (const item of read.items)
    roles.set(item.identifier, children.has(item.identifier) ? 'group' : 'skill');
  for (const { type, destination } of inside)
    if (type === 'hasSkillLevel') roles.set(destination.identifier, 'level');
  for (const identifier of replacedIn(inside, roles)) roles.set(identifier, 'retired');
  for (const item of read.items)
    if (isCareerPath(item) && roles.get(item.identifier) === 'skill')
      roles.set(item.identifier, 'careerPath');
  return roles;
}

/** The skills that others stand for now: those from which `replacedBy` leads, sooner or later, to a skill that stays. */
function replacedIn(
  inside: readonly ReadAssociation[],
  roles: ReadonlyMap<string, ItemRole>,
): ReadonlySet<string> {
  const predecessors = new Map<string, string[]>();
  const leaving = new Set<string>();
  for (const { type, origin, destination } of inside) {
    const isOther = origin.identifier !== destination.identifier;
    if (type !== 'replacedBy' || !isOther || roles.get(origin.identifier) !== 'skill') continue;
    leaving.add(origin.identifier);
    const list = predecessors.get(destination.identifier) ?? [];
    predecessors.set(destination.identifier, list);
    list.push(origin.identifier);
  }
  const stays = (identifier: string) =>
    roles.get(identifier) === 'skill' && !leaving.has(identifier);
  const replaced = new Set<string>();
  const open = [...predecessors.keys()].filter(stays);
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const earlier of predecessors.get(next) ?? []) {
      if (replaced.has(earlier)) continue;
      replaced.add(earlier);
      open.push(earlier);
    }
  return replaced;
}

/** By its type alone: `isPartOf` is used for much else. */
function isCareerPath({ node }: ReadItem): boolean {
  const type = node.members.find(({ key }) => key === 'CFItemType')?.value;
  return (
    type?.kind === 'scalar' &&
    /^\s*(career|learning)?[ -]?(path|pathway|occupation|job role|job|role)\s*$/i.test(
      String(type.value),
    ) &&
    String(type.value).trim() !== ''
  );
}

/** A circle in a graph, along its arrows; null where there is none. Linear, and in an order that is always the same. */
export function circleIn(arrows: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const starts = [...arrows.keys()].sort();
  for (const start of starts) {
    if (done.has(start)) continue;
    const trail: { readonly at: string; next: number }[] = [{ at: start, next: 0 }];
    const onTrail = new Map([[start, 0]]);
    for (let top = trail.at(-1); top; top = trail.at(-1)) {
      const to = arrows.get(top.at)?.[top.next++];
      if (to === undefined) {
        trail.pop();
        onTrail.delete(top.at);
        done.add(top.at);
      } else if (onTrail.has(to)) {
        return [...trail.slice(onTrail.get(to)).map(({ at }) => at), to];
      } else if (!done.has(to)) {
        onTrail.set(to, trail.length);
        trail.push({ at: to, next: 0 });
      }
    }
  }
  return null;
}

/**
 * Finds the skills that stand for an item: itself, or all that is under it, in order of identifier. Refuses, with null,
 * once all that was asked for is too much.
 */
export function leafFinder({
  children,
  roles,
}: Hierarchy): (identifier: string) => readonly string[] | null {
  const found = new Map<string, readonly string[]>();
  let left = leavesMax;
  return (identifier) => {
    const kept = found.get(identifier);
    if (kept) return kept;
    const leaves = new Set<string>();
    const seen = new Set([identifier]);
    const open = [identifier];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (roles.get(next) === 'skill') leaves.add(next);
      for (const child of children.get(next) ?? []) {
        if (seen.has(child)) continue;
        seen.add(child);
        open.push(child);
      }
    }
    left -= seen.size;
    if (left < 0) return null;
    const sorted = [...leaves].sort();
    found.set(identifier, sorted);
    return sorted;
  };
}

/** So many items may be looked at under all groups that associations name. */
const leavesMax = 2_000_000;
