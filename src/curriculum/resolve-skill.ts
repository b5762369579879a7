import { checkName } from './check-name.ts';
import { competenciesIn } from './competencies-in.ts';
import type { Resource, Skill } from './curriculum.ts';
import type { ResourceDocument, SkillDocument } from './document.ts';
import type { DocumentNames } from './document-names.ts';
import { resolveExternalIds } from './resolve-external-ids.ts';
import { resolveLevels } from './resolve-levels.ts';
import { checkLevel, resolveReferences, splitReference } from './resolve-reference.ts';
import { resolveReplaced } from './resolve-replaced.ts';
import { toTenths } from './to-tenths.ts';
import { type Trail, trailOf } from './trail.ts';

/** Resolves a skill. Its side is null where it has none of its own. */
export function resolveSkill(document: SkillDocument, names: DocumentNames, trail: Trail): Skill {
  const { id, area, side, sideNote, resources = [] } = document;
  const { sameAs = [], notes = [] } = document;
  checkName('area', area, names, trailOf(trail, 'area'));
  if (side !== undefined) checkName('side', side, names, trailOf(trail, 'side'));
  const levels = resolveLevels(document, names, trail);
  const recommends = resolveReferences(document.recommends, names, trailOf(trail, 'recommends'));
  checkRecommendations(document, names, trailOf(trail, 'recommends'));
  const needed = levels.flatMap(({ requires }) => competenciesIn(requires));
  const because = resolveReasons(document, [...needed, ...recommends], names, trail);
  return {
    slug: id,
    title: document.title.trim(),
    summary: document.summary.trim(),
    area,
    side: side ?? null,
    sideNote: sideNote?.trim() ?? null,
    levels,
    recommends,
    because,
    resources: resources.map((resource, index) =>
      resolveResource(resource, id, names, trailOf(trail, 'resources', index)),
    ),
    sameAs: [...sameAs],
    replaces: resolveReplaced(document, names, trailOf(trail, 'replaces')),
    externalIds: resolveExternalIds(document.externalIds),
    notes: notes.map((note) => note.trim()),
  };
}

function checkRecommendations(
  { id, recommends = [] }: SkillDocument,
  { defects }: DocumentNames,
  trail: Trail,
): void {
  for (const [index, reference] of recommends.entries()) {
    if (splitReference(reference)[0] !== id) continue;
    const message = `\`${id}\` can't recommend itself. Take this out.`;
    defects.add('recommends-itself', trailOf(trail, index), message);
  }
}

/** The reasons by prerequisite, without a prototype, since a skill may be called `constructor`. */
function resolveReasons(
  { id, because = {} }: SkillDocument,
  prerequisites: readonly { readonly skill: string }[],
  names: DocumentNames,
  trail: Trail,
): Record<string, string> {
  const reasons: Record<string, string> = Object.create(null);
  const slugs = new Set(prerequisites.map(({ skill }) => skill));
  for (const [slug, reason] of Object.entries(because)) {
    reasons[slug] = reason.trim();
    if (slugs.has(slug)) continue;
    const message = `\`${slug}\` is no prerequisite of \`${id}\`, so there is nothing to give a reason for.`;
    const reasonTrail = trailOf(trail, 'because', slug);
    names.defects.addUnknown('not-a-prerequisite', reasonTrail, message, slug, slugs);
  }
  return reasons;
}

function resolveResource(
  { title, url, hours, kind, level }: ResourceDocument,
  skill: string,
  names: DocumentNames,
  trail: Trail,
): Resource {
  if (level !== undefined) checkLevel(skill, level, names, trailOf(trail, 'level'));
  return {
    title: title.trim(),
    url: url ?? null,
    hours: hours === undefined ? null : toTenths(hours),
    kind: kind ?? 'READ',
    level: level ?? null,
  };
}
