import { checkName, checkStep } from './check-name.ts';
import type {
  Advice,
  Area,
  CareerPath,
  Curriculum,
  ProficiencyLevel,
  Project,
} from './curriculum.ts';
import type { Defect } from './defect.ts';
import type {
  AdviceDocument,
  AreaDocument,
  CareerPathDocument,
  CurriculumDocument,
  ProjectDocument,
  TitledDocument,
} from './document.ts';
import { type DocumentNames, documentNames } from './document-names.ts';
import { resolveExternalIds } from './resolve-external-ids.ts';
import { resolveReferences } from './resolve-reference.ts';
import { resolveReplaced } from './resolve-replaced.ts';
import { resolveRequirements } from './resolve-requirement.ts';
import { resolveSituation } from './resolve-situation.ts';
import { resolveSkill } from './resolve-skill.ts';
import { toTenths } from './to-tenths.ts';
import { type Trail, trailOf } from './trail.ts';

export type Resolution =
  | {
      readonly kind: 'curriculum';
      readonly curriculum: Curriculum;
      readonly warnings: readonly Defect[];
    }
  | { readonly kind: 'defective'; readonly defects: readonly Defect[] };

/**
 * Resolves the names and levels of a document, fills in what was left out, and sorts; or tells all that is wrong with
 * the names, in linear time and however deep requirements are nested. Whether everything can be attained is for
 * `CurriculumGraph.build` to say.
 */
export function resolveDocument(document: CurriculumDocument): Resolution {
  const names = documentNames(document);
  const areas = document.areas.map((area, index) =>
    resolveArea(area, names, trailOf(null, 'areas', index)),
  );
  const sideOf = new Map(areas.map(({ slug, side }) => [slug, side]));
  const { skills = [], projects = [], careerPaths = [], advice = [] } = document;
  const curriculum: Curriculum = {
    slug: document.curriculum,
    title: document.title.trim(),
    summary: document.summary?.trim() ?? null,
    externalIds: resolveExternalIds(document.externalIds),
    levels: document.levels.map(titled),
    sides: (document.sides ?? []).map(titled),
    interests: (document.interests ?? []).map(titled),
    areas,
    skills: each('skills', skills, (skill, trail) => {
      const resolved = resolveSkill(skill, names, trail);
      return { ...resolved, side: resolved.side ?? sideOf.get(skill.area) ?? null };
    }),
    projects: each('projects', projects, (project, trail) => resolveProject(project, names, trail)),
    careerPaths: each('careerPaths', careerPaths, (path, trail) => resolvePath(path, names, trail)),
    advice: each('advice', advice, (piece, trail) => resolveAdvice(piece, names, trail)),
  };
  const [defects, warnings] = [names.defects.all, names.warnings.all];
  if (defects.length > 0) return { kind: 'defective', defects: [...defects, ...warnings] };
  return { kind: 'curriculum', curriculum, warnings };
}

/** Resolves the items of a list, and puts them in order of slug. */
function each<From, To extends { readonly slug: string }>(
  list: string,
  items: readonly From[],
  resolve: (item: From, trail: Trail) => To,
): To[] {
  return items
    .map((item, index) => resolve(item, trailOf(null, list, index)))
    .sort((one, two) => (one.slug < two.slug ? -1 : 1));
}

function titled(entry: string | TitledDocument): ProficiencyLevel {
  const { id, title } = typeof entry === 'string' ? { id: entry } : entry;
  return { slug: id, title: title?.trim() ?? titleFrom(id) };
}

function resolveArea(
  { id, title, summary, side, externalIds }: AreaDocument,
  names: DocumentNames,
  trail: Trail,
): Area {
  if (side !== undefined) checkName('side', side, names, trailOf(trail, 'side'));
  return {
    slug: id,
    title: title.trim(),
    summary: summary?.trim() ?? null,
    side: side ?? null,
    externalIds: resolveExternalIds(externalIds),
  };
}

function resolveProject(document: ProjectDocument, names: DocumentNames, trail: Trail): Project {
  const { id, title, summary, hours, requires = [], practises, prefers = [] } = document;
  return {
    slug: id,
    title: title.trim(),
    summary: summary.trim(),
    hours: toTenths(hours),
    requires: resolveRequirements(requires, names, trailOf(trail, 'requires')),
    practises: resolveReferences(practises, names, trailOf(trail, 'practises')),
    prefers: resolvePreferences(prefers, names, trailOf(trail, 'prefers')),
    replaces: resolveReplaced(document, names, trailOf(trail, 'replaces')),
    externalIds: resolveExternalIds(document.externalIds),
  };
}

function resolvePath(document: CareerPathDocument, names: DocumentNames, trail: Trail): CareerPath {
  const { id, title, summary, interests = [], requires, prefers = [] } = document;
  for (const [index, interest] of interests.entries())
    checkName('interest', interest, names, trailOf(trail, 'interests', index));
  const needs = resolveRequirements(requires, names, trailOf(trail, 'requires'));
  return {
    slug: id,
    title: title.trim(),
    summary: summary.trim(),
    interests: [...new Set(interests)],
    requires: needs ?? { kind: 'all-of', of: [] },
    prefers: resolvePreferences(prefers, names, trailOf(trail, 'prefers')),
    replaces: resolveReplaced(document, names, trailOf(trail, 'replaces')),
    externalIds: resolveExternalIds(document.externalIds),
  };
}

function resolvePreferences(
  prefers: readonly string[],
  names: DocumentNames,
  trail: Trail,
): readonly string[] {
  for (const [index, name] of prefers.entries()) checkStep(name, names, trailOf(trail, index));
  return [...new Set(prefers)];
}

function resolveAdvice(
  { id, title, when, says }: AdviceDocument,
  names: DocumentNames,
  trail: Trail,
): Advice {
  return {
    slug: id,
    title: title.trim(),
    when: resolveSituation(when, names, trailOf(trail, 'when')),
    says: says.trim(),
  };
}

/** `visual-design` becomes `Visual design`. */
function titleFrom(id: string): string {
  return id.slice(0, 1).toUpperCase() + id.slice(1).replaceAll('-', ' ');
}
