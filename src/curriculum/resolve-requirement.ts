import type { RequirementDocument } from './document.ts';
import type { DocumentNames } from './document-names.ts';
import { competencyKey, type Requirement } from './requirement.ts';
import { resolveReference } from './resolve-reference.ts';
import { type Trail, trailOf } from './trail.ts';

/** Resolves the names in a list of requirements, which stands for all of them; null for an empty list. */
export function resolveRequirements(
  list: readonly RequirementDocument[],
  names: DocumentNames,
  trail: Trail,
): Requirement | null {
  const root = openGroup({ allOf: list as RequirementDocument[] }, trail, trail);
  const open = [root];
  for (let frame = open.at(-1); frame; frame = open.at(-1)) {
    const index = frame.members.length + frame.unresolved + frame.repeated;
    const member = frame.list[index];
    if (member === undefined) {
      open.pop();
      checkCount(frame, names);
    } else if (typeof member === 'string') {
      resolveMember(frame, member, trailOf(frame.listTrail, index), names);
    } else {
      const groupTrail = trailOf(frame.listTrail, index);
      const inner = openGroup(member, groupTrail, trailOf(groupTrail, keyOfList(member)));
      frame.members.push(inner.requirement);
      open.push(inner);
    }
  }
  return list.length === 0 ? null : root.requirement;
}

type GroupDocument = Exclude<RequirementDocument, string>;

/** A group that is being resolved. */
interface Frame {
  readonly group: GroupDocument;
  readonly list: readonly RequirementDocument[];
  readonly trail: Trail;
  readonly listTrail: Trail;
  readonly requirement: Requirement;
  readonly members: Requirement[];
  /** Keys of the competencies among the members. */
  readonly seen: Set<string>;
  /** Members that name nothing. */
  unresolved: number;
  /** Members that name what an earlier one names; they are left out. */
  repeated: number;
}

function openGroup(group: GroupDocument, trail: Trail, listTrail: Trail): Frame {
  const of: Requirement[] = [];
  const frame = { group, trail, listTrail, members: of, seen: new Set<string>() };
  const counts = { unresolved: 0, repeated: 0 };
  if ('anyOf' in group) {
    return { ...frame, ...counts, list: group.anyOf, requirement: { kind: 'any-of', of } };
  }
  if ('allOf' in group) {
    return { ...frame, ...counts, list: group.allOf, requirement: { kind: 'all-of', of } };
  }
  const requirement = { kind: 'at-least', count: group.atLeast, of } as const;
  return { ...frame, ...counts, list: group.of, requirement };
}

function keyOfList(group: GroupDocument): 'anyOf' | 'allOf' | 'of' {
  return 'anyOf' in group ? 'anyOf' : 'allOf' in group ? 'allOf' : 'of';
}

function resolveMember(frame: Frame, reference: string, trail: Trail, names: DocumentNames): void {
  const competency = resolveReference(reference, names, trail);
  if (competency === null) {
    frame.unresolved += 1;
    return;
  }
  const key = competencyKey(competency);
  if (frame.seen.has(key)) {
    frame.repeated += 1;
    const message = `\`${key}\` stands in this group already. Take one out.`;
    names.warnings.add('duplicate-member', trail, message);
    return;
  }
  frame.members.push({ kind: 'competency', ...competency });
  frame.seen.add(key);
}

function checkCount(frame: Frame, { defects }: DocumentNames): void {
  const { group, list, trail, listTrail, repeated } = frame;
  if ('anyOf' in group && list.length === 0) {
    const message = 'An empty `anyOf` can never be met. Name what would do, or take it out.';
    defects.add('empty-group', listTrail, message);
  }
  if (!('atLeast' in group)) return;
  const members = list.length - repeated;
  if (group.atLeast >= 1 && group.atLeast <= members) return;
  const message =
    members === 0
      ? 'An empty group can never be met. Name what would do, or take it out.'
      : `\`atLeast\` must be at least 1 and at most ${members}, the number of members, not ${group.atLeast}.`;
  defects.add('impossible-count', trailOf(trail, 'atLeast'), message);
}
