import type { Curriculum } from '../../../curriculum/curriculum.ts';
import type { Requirement } from '../../../curriculum/requirement.ts';
import type { ExportContext, ExportRemark } from '../exporter.ts';

/** What others who read the package will not see as it is meant, though we do. */
export function remarksOn(
  { skills, projects, careerPaths, advice }: Curriculum,
  { revision, address }: ExportContext,
): ExportRemark[] {
  const remarks: ExportRemark[] = [];
  const about = (subject: string | null, message: string) => remarks.push({ subject, message });
  for (const { slug, levels } of skills)
    if (levels.some(({ requires }) => hasChoice(requires))) about(slug, choices);
  for (const { slug, requires } of [...projects, ...careerPaths])
    if (hasChoice(requires)) about(slug, choices);
  if (skills.some(({ recommends }) => recommends.length > 0)) about(null, recommendations);
  if (projects.length > 0) about(null, projectsAsItems);
  about(null, advice.length > 0 ? `${extensions} So does the advice.` : extensions);
  if (address === null) about(null, noAddress);
  if (revision === null) about(null, unpublished);
  return remarks;
}

const choices =
  'CASE has no alternatives: its associations stand in groupings whose extensions say what is needed of them. Who does not know these takes all of them for needed.';
const recommendations =
  'What is recommended is of the type `ext:recommendedBefore`, which others take for a relation.';
const projectsAsItems =
  'Projects are items of the type `Project`, and what they exercise is of the type `ext:practisedBy`.';
const extensions =
  'Hours, criteria, sides, resources and reasons to prefer something stand in extensions, which others may drop.';
const noAddress =
  'There is no address where the items can be found, so their addresses are URNs. What this server answers under `/ims/case/v1p1` has addresses.';
const unpublished = 'The curriculum was never published, so its last change is 1970.';

function hasChoice(requirement: Requirement | null): boolean {
  const open = requirement === null ? [] : [requirement];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === 'any-of' || next.kind === 'at-least') return true;
    if (next.kind === 'all-of') for (const inner of next.of) open.push(inner);
  }
  return false;
}
