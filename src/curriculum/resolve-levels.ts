import { listed } from '../util/listed.ts';
import type { SkillLevel } from './curriculum.ts';
import type { SkillDocument } from './document.ts';
import type { DocumentNames } from './document-names.ts';
import type { Requirement } from './requirement.ts';
import { checkLevel } from './resolve-reference.ts';
import { resolveRequirements } from './resolve-requirement.ts';
import { toTenths } from './to-tenths.ts';
import { type Trail, trailOf } from './trail.ts';

/** Spells out a skill's levels, lowest first, with what each needs. */
export function resolveLevels(
  document: SkillDocument,
  names: DocumentNames,
  trail: Trail,
): SkillLevel[] {
  const { id, hours, criteria = {}, requires = [], requiresAt = {} } = document;
  const levels = names.skills.get(id) ?? [];
  checkHours(document, names, trailOf(trail, 'hours'));
  for (const level of Object.keys(criteria))
    checkLevel(id, level, names, trailOf(trail, 'criteria', level));
  const needs = new Map<string, Requirement | null>();
  const lowest = resolveRequirements(requires, names, trailOf(trail, 'requires'));
  if (levels[0] !== undefined) needs.set(levels[0], lowest);
  for (const [level, list] of Object.entries(requiresAt)) {
    const levelTrail = trailOf(trail, 'requiresAt', level);
    const isOwn = checkLevel(id, level, names, levelTrail);
    const needed = resolveRequirements(list, names, levelTrail);
    if (level === levels[0]) {
      const message = `\`${level}\` is the lowest level of \`${id}\`. Write what it needs under \`requires\`.`;
      names.defects.add('lowest-level', levelTrail, message);
    } else if (isOwn) needs.set(level, needed);
  }
  return levels.map((level) => ({
    level,
    hours: toTenths(typeof hours === 'number' ? hours : (own(hours, level) ?? 0)),
    criteria: (own(criteria, level) ?? []).map((criterion) => criterion.trim()),
    requires: needs.get(level) ?? null,
  }));
}

/** Tells of levels that are not on the scale, and of gaps between those that are. */
function checkHours({ id, hours }: SkillDocument, names: DocumentNames, trail: Trail): void {
  if (typeof hours === 'number') return;
  const { levels, defects } = names;
  const ranks = new Set<number>();
  const scaleText = listed([...levels.keys()].map((level) => `\`${level}\``));
  for (const level of Object.keys(hours)) {
    const rank = levels.get(level);
    if (rank !== undefined) ranks.add(rank);
    else {
      const message = `\`${level}\` is none of the levels, which are ${scaleText}.`;
      defects.addUnknown('unknown-level', trailOf(trail, level), message, level, levels);
    }
  }
  if (Object.keys(hours).length === 0)
    defects.add('no-levels', trail, `\`${id}\` has no level. Give it hours for one.`);
  const scale = [...levels.keys()];
  for (let rank = Math.min(...ranks) + 1; rank < Math.max(...ranks); rank++) {
    if (ranks.has(rank)) continue;
    const message = `\`${id}\` has hours below and above \`${scale[rank]}\`, but none for it. Add them.`;
    defects.add('level-gap', trail, message);
  }
}

/** What the author wrote under a name; never what objects inherit. */
function own<Value>(record: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
