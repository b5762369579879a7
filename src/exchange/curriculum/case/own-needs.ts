import { memberOf } from '../../text/members.ts';
import type { ListNode, MappingNode, TextNode } from '../../text/text-node.ts';
import { listAt, numberOf, textAt, textOf } from './nodes.ts';
import { groupExtension, itemExtension } from './package.ts';
import type { ReadAssociation, ReadGrouping } from './read-package.ts';
import type { Remarks } from './remarks.ts';

/** What a requirement is put together from. */
export interface NeedSources {
  readonly groupings: readonly ReadGrouping[];
  /** In the order of their places. */
  readonly associations: readonly ReadAssociation[];
  /** What an item is; null where there is no such item. */
  readonly kindOf: (identifier: string) => string | null;
  /** What stands for an item in a requirement; null where nothing does. */
  readonly referenceTo: (identifier: string) => string | null;
}

/**
 * The requirements that we laid flat, by the identifier of what needs them: groups within groups, and in each its members
 * in their places. What leads nowhere is remarked and left out.
 */
export function ownNeeds(
  { groupings, associations, kindOf, referenceTo }: NeedSources,
  remarks: Remarks,
): ReadonlyMap<string, TextNode[]> {
  const groups = groupsIn(groupings, remarks);
  const roots = new Map<string, OwnMember[]>();
  const membersOf = (group: string | null, owner: string): OwnMember[] => {
    const found = group === null ? undefined : groups.get(group);
    if (found) return found.members;
    const list = roots.get(owner) ?? [];
    roots.set(owner, list);
    return list;
  };
  for (const { parent, owner, position, node } of groups.values())
    membersOf(parent, owner).push({ position, node });
  for (const association of associations) {
    const { type, origin, destination, sequence, grouping, node } = association;
    const kind = kindOf(destination.identifier);
    if (!isNeed(type, kind) || isLevelBelow(node)) continue;
    const reference = referenceTo(origin.identifier);
    if (reference === null || kind === null) {
      tellUnread(
        association,
        kindOf(kind === null ? destination.identifier : origin.identifier),
        remarks,
      );
      continue;
    }
    const member = { position: sequence ?? Infinity, node: textAt(reference, node.offset) };
    membersOf(grouping, destination.identifier).push(member);
  }
  for (const { list, members } of groups.values())
    for (const member of inPlace(members)) list.items.push(member);
  return new Map([...roots].map(([owner, members]) => [owner, inPlace(members)]));
}

/** What is written into a list of requirements. */
interface OwnMember {
  readonly position: number;
  readonly node: TextNode;
}

interface OwnGroup extends OwnMember {
  readonly parent: string | null;
  readonly owner: string;
  readonly members: OwnMember[];
  readonly list: ListNode;
}

/** By identifier: the groups that stand in a requirement, or in one that does. */
function groupsIn(groupings: readonly ReadGrouping[], remarks: Remarks): Map<string, OwnGroup> {
  const groups = new Map<string, OwnGroup>();
  for (const { identifier, node } of groupings) {
    const own = memberOf(memberOf(node, 'extensions'), groupExtension);
    if (own) groups.set(identifier, ownGroup(own));
  }
  const inCircles = circling(groups);
  for (const identifier of inCircles) {
    const { node } = groups.get(identifier)!;
    const message =
      'This group stands in itself, through others, so it is left out with all in it.';
    remarks.add(
      'DROPPED',
      'groups in circles',
      'CFDefinitions.CFAssociationGroupings',
      message,
      node.offset,
    );
  }
  return new Map([...groups].filter(([identifier]) => !inCircles.has(identifier)));
}

/** Those whose groups around them have no end. */
function circling(groups: ReadonlyMap<string, OwnGroup>): ReadonlySet<string> {
  const ends = new Map<string, boolean>();
  for (const start of groups.keys()) {
    const trail = new Set<string>();
    let at: string | null = start;
    while (at !== null && groups.has(at) && !trail.has(at) && !ends.has(at)) {
      trail.add(at);
      at = groups.get(at)!.parent;
    }
    const isEnding = at === null || !groups.has(at) || (ends.get(at) ?? false);
    for (const each of trail) ends.set(each, isEnding);
  }
  return new Set([...ends].filter(([, isEnding]) => !isEnding).map(([identifier]) => identifier));
}

function ownGroup(own: TextNode): OwnGroup {
  const list = listAt([], own.offset);
  const mode = textOf(own, 'mode');
  const group =
    mode === 'atLeast'
      ? { atLeast: memberOf(own, 'count'), of: list }
      : { [mode === 'anyOf' ? 'anyOf' : 'allOf']: list };
  const node: MappingNode = { kind: 'mapping', offset: own.offset, members: [] };
  // A group of nothing is kept, so that what is wrong with it is told.
  for (const [key, value] of Object.entries(group))
    if (value) node.members.push({ key, offset: value.offset, value });
  return {
    ...{ node, list, members: [] },
    parent: textOf(own, 'parent')?.toLowerCase() ?? null,
    owner: textOf(own, 'owner')?.toLowerCase() ?? '',
    position: numberOf(own, 'position') ?? Infinity,
  };
}

function isNeed(type: string, kindOfDestination: string | null): boolean {
  return kindOfDestination === 'careerPath' ? type === 'isPartOf' : type === 'precedes';
}

/** That a level comes after the one below it goes without saying. */
function isLevelBelow(node: TextNode): boolean {
  const flag = memberOf(memberOf(memberOf(node, 'extensions'), itemExtension), 'levelBelow');
  return flag?.kind === 'scalar' && flag.value === true;
}

function inPlace(members: readonly OwnMember[]): TextNode[] {
  return [...members].sort((one, two) => one.position - two.position || 0).map(({ node }) => node);
}

function tellUnread(
  { subject, node, type }: ReadAssociation,
  kind: string | null,
  remarks: Remarks,
): void {
  const message =
    kind === null
      ? 'This has an end that is not in the package, and is left out.'
      : `A curriculum has no \`${type}\` from what is no skill, so this is left out.`;
  remarks.add(
    kind === null ? 'EXTERNAL' : 'DROPPED',
    'needs of what is no skill here',
    subject,
    message,
    node.offset,
  );
}
