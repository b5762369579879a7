import type { Competency, Requirement } from '../../../curriculum/requirement.ts';
import type { GroupMode } from './package.ts';

/** A group of a requirement. */
export interface Group {
  readonly identifier: string;
  readonly mode: GroupMode;
  /** Of which so many are needed; null where the mode says it. */
  readonly count: number | null;
  /** The group that it stands in; null where all of the requirement is meant. */
  readonly parent: string | null;
  /** Its place there, from 1. */
  readonly position: number;
}

/** A competency where a requirement names it. */
export interface Placed {
  readonly competency: Competency;
  readonly group: Group | null;
  readonly position: number;
}

/**
 * A requirement laid flat: its groups and what they name, however deep they are nested. `identify` gives a group its
 * identifier by the group that it stands in and its place there.
 */
export function placesIn(
  requirement: Requirement | null,
  identify: (parent: string | null, position: number) => string,
): { readonly groups: readonly Group[]; readonly members: readonly Placed[] } {
  const groups: Group[] = [];
  const members: Placed[] = [];
  const all = requirement?.kind === 'all-of' ? requirement.of : requirement ? [requirement] : [];
  const open: { readonly group: Group | null; readonly of: readonly Requirement[] }[] = [
    { group: null, of: all },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { group } = next;
    for (const [index, member] of next.of.entries()) {
      const position = index + 1;
      if (member.kind === 'competency') {
        const competency = { skill: member.skill, level: member.level };
        members.push({ competency, group, position });
        continue;
      }
      const parent = group?.identifier ?? null;
      const identifier = identify(parent, position);
      const count = member.kind === 'at-least' ? member.count : null;
      const inner = { identifier, mode: modes[member.kind], count, parent, position };
      groups.push(inner);
      open.push({ group: inner, of: member.of });
    }
  }
  return { groups, members };
}

const modes = { 'all-of': 'allOf', 'any-of': 'anyOf', 'at-least': 'atLeast' } as const;
