import type { ExternalIds } from '../curriculum/curriculum.ts';
import { externalIdKey } from '../curriculum/external-id-key.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { ExternalId } from '../curriculum/learner.ts';
import { caseSystem, identifiersOf } from '../exchange/curriculum/case/identifiers.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import { runInSlices } from './run-in-slices.ts';

/** What of a curriculum other systems have names for. */
export type NamedItem = 'curriculum' | 'skill' | 'project' | 'careerPath';

export interface FoundItem {
  readonly published: PublishedCurriculum;
  readonly slug: string;
}

/**
 * Finds what another system calls so: by the external ids that the curriculum gives, in the system `case` also by the
 * identifiers that its framework has here, and in the system `uri` by the addresses of the same elsewhere and by those of
 * CASE, which end in an identifier. Of several, the one of the curriculum that was published first; null where there is none.
 */
export async function findByExternalId(
  { heads }: CurriculaSnapshot,
  item: NamedItem,
  name: ExternalId,
  curriculum?: string | null,
): Promise<FoundItem | null> {
  for (const [slug, published] of heads) {
    if (curriculum != null && slug !== curriculum) continue;
    const names = await namesIn(published.graph);
    const found = textsOf(name).flatMap((text) => names[item].get(text) ?? [])[0];
    if (found !== undefined) return { published, slug: found };
  }
  return null;
}

/** The slugs of things of each kind, by the system and what it calls them. */
type Names = Readonly<Record<NamedItem, ReadonlyMap<string, string>>>;

/** By graph, since what is in it never changes. */
const known = new WeakMap<CurriculumGraph, Promise<Names>>();

function namesIn(graph: CurriculumGraph): Promise<Names> {
  const kept = known.get(graph);
  if (kept) return kept;
  const names = runInSlices(readNames(graph));
  known.set(graph, names);
  names.catch(() => known.delete(graph));
  return names;
}

/** Identifiers of CASE are hashes, which take long for a large curriculum. */
const itemsAtOnce = 500;

function* readNames({ curriculum }: CurriculumGraph): Generator<undefined, Names, undefined> {
  const names = {
    curriculum: new Map<string, string>(),
    skill: new Map<string, string>(),
    project: new Map<string, string>(),
    careerPath: new Map<string, string>(),
  };
  const { slug, externalIds } = curriculum;
  const identifiers = identifiersOf(slug, externalIds);
  const note = (item: NamedItem, to: string, system: string, externalId: string): void => {
    const text = externalIdKey({ system, externalId });
    if (!names[item].has(text)) names[item].set(text, to);
  };
  const noteAll = (item: NamedItem, to: string, ids: ExternalIds): void => {
    for (const [system, externalId] of Object.entries(ids)) note(item, to, system, externalId);
  };
  noteAll('curriculum', slug, externalIds);
  note('curriculum', slug, caseSystem, identifiers.document);
  // In the order in which they are written, since of two with the same identifier the first keeps it.
  const lists = [
    ['skill', curriculum.skills],
    ['project', curriculum.projects],
    ['careerPath', curriculum.careerPaths],
  ] as const;
  let count = 0;
  for (const [item, list] of lists)
    for (const each of list) {
      noteAll(item, each.slug, each.externalIds);
      note(item, each.slug, caseSystem, identifiers.kept('item', each.slug, each.externalIds));
      if ('sameAs' in each) for (const uri of each.sameAs) note(item, each.slug, uriSystem, uri);
      count += 1;
      if (count % itemsAtOnce === 0) yield undefined;
    }
  return names;
}

/** The system of external ids that are addresses. */
const uriSystem = 'uri';

/** How a name is kept, and how it is where it is the address of something of CASE. */
function textsOf(name: ExternalId): string[] {
  const [identifier] =
    name.system === uriSystem
      ? (/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(name.externalId) ?? [])
      : [];
  const inCase = identifier && externalIdKey({ system: caseSystem, externalId: identifier });
  return [externalIdKey(name), ...(inCase ? [inCase] : [])];
}
