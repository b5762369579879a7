import type { CurriculumGraph } from '../graph.ts';
import { optionsNeeded } from '../nodes.ts';
import type { Requirement } from '../requirement.ts';
import { type Trail, trailOf } from '../trail.ts';

/** A part of a requirement, and where it stands in the document. */
export interface RequirementPlace {
  readonly requirement: Requirement;
  readonly trail: Trail;
  /** Whether all that is around it needs it. */
  readonly isHard: boolean;
}

/** All parts of what a node requires, in the order of the document; the node is a competency, project or career path. */
export function requirementPlaces(graph: CurriculumGraph, node: number): RequirementPlace[] {
  const { requirement, trail } = rootOf(graph, node);
  const places: RequirementPlace[] = [];
  const open: RequirementPlace[] = [];
  if (requirement?.kind === 'all-of') openMembers(requirement.of, trail, true);
  else if (requirement) openMembers([requirement], trail, true);
  for (let place = open.pop(); place; place = open.pop()) {
    places.push(place);
    const { requirement, trail, isHard } = place;
    if (requirement.kind === 'competency') continue;
    const isAll =
      requirement.kind === 'all-of' || optionsNeeded(requirement) === requirement.of.length;
    openMembers(requirement.of, trailOf(trail, keyOfMembers[requirement.kind]), isHard && isAll);
  }
  return places;

  function openMembers(of: readonly Requirement[], list: Trail, isHard: boolean): void {
    for (let index = of.length - 1; index >= 0; index--) {
      open.push({ requirement: of[index]!, trail: trailOf(list, index), isHard });
    }
  }
}

/** The key of a group's members in the document. */
export const keyOfMembers = { 'all-of': 'allOf', 'any-of': 'anyOf', 'at-least': 'of' } as const;

function rootOf(
  graph: CurriculumGraph,
  node: number,
): { readonly requirement: Requirement | null; readonly trail: Trail } {
  const subject = graph.subjectOf(node);
  switch (subject.kind) {
    case 'competency': {
      const { slug, levels } = subject.skill;
      const { level, requires } = levels[subject.rank]!;
      const steps = subject.rank === 0 ? ['requires'] : ['requiresAt', level];
      return { requirement: requires, trail: trailOf(null, 'skills', slug, ...steps) };
    }
    case 'project': {
      const { slug, requires } = subject.project;
      return { requirement: requires, trail: trailOf(null, 'projects', slug, 'requires') };
    }
    case 'careerPath': {
      const { slug, requires } = subject.careerPath;
      return { requirement: requires, trail: trailOf(null, 'careerPaths', slug, 'requires') };
    }
    case 'expression':
      return { requirement: null, trail: trailOf(null, 'skills') };
  }
}
