import type { CurriculumGraph } from '../curriculum/graph.ts';
import type {
  CaseAssociation,
  CaseDocument,
  CaseItem,
  CasePackage,
} from '../exchange/curriculum/case/package.ts';
import { writePackage } from '../exchange/curriculum/case/write-package.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import { runInSlices } from './run-in-slices.ts';

/** What can be asked for by its identifier, as the paths of CASE call it. */
export type CaseKind =
  | 'CFDocuments'
  | 'CFItems'
  | 'CFAssociations'
  | 'CFAssociationGroupings'
  | 'CFConcepts'
  | 'CFSubjects'
  | 'CFItemTypes';

/**
 * A published curriculum as a framework of CASE 1.1. Its own addresses begin with `/uri/`: where the server is reached
 * goes before them.
 */
export interface CaseFramework {
  readonly published: PublishedCurriculum;
  readonly package: CasePackage;
  readonly found: ReadonlyMap<string, FoundObject>;
  /** By item: the associations that it is an end of, in the order of the package. */
  readonly associationsOf: ReadonlyMap<string, readonly CaseAssociation[]>;
}

export type FoundObject =
  | { readonly kind: 'CFDocuments'; readonly value: CaseDocument }
  | { readonly kind: 'CFItems'; readonly value: CaseItem }
  | { readonly kind: 'CFAssociations'; readonly value: CaseAssociation }
  | {
      readonly kind: Exclude<CaseKind, 'CFDocuments' | 'CFItems' | 'CFAssociations'>;
      readonly value: { readonly identifier: string };
    };

/** Every head, in the order in which the curricula were published first. Heads never change, so each is written once. */
export function caseFrameworks({ heads }: CurriculaSnapshot): Promise<CaseFramework[]> {
  return Promise.all([...heads.values()].map(frameworkOf));
}

/**
 * What has an identifier, and the framework that has it; null where nothing has. Of several frameworks, which were
 * imported from the same package, the one that was published first.
 */
export async function findCaseObject(
  { heads }: CurriculaSnapshot,
  identifier: string,
): Promise<{ readonly framework: CaseFramework; readonly object: FoundObject } | null> {
  for (const head of heads.values()) {
    const framework = await frameworkOf(head);
    const object = framework.found.get(identifier);
    if (object) return { framework, object };
  }
  return null;
}

const written = new WeakMap<CurriculumGraph, Promise<CaseFramework>>();

function frameworkOf(published: PublishedCurriculum): Promise<CaseFramework> {
  const kept = written.get(published.graph);
  if (kept) return kept;
  const framework = writeFramework(published);
  written.set(published.graph, framework);
  framework.catch(() => written.delete(published.graph));
  return framework;
}

async function writeFramework(published: PublishedCurriculum): Promise<CaseFramework> {
  const { graph, revision } = published;
  const written = await runInSlices(writePackage(graph.curriculum, { revision, address: '' }));
  const { CFDocument, CFItems, CFAssociations, CFDefinitions } = written;
  const found = new Map<string, FoundObject>();
  const associationsOf = new Map<string, CaseAssociation[]>();
  const { CFConcepts, CFSubjects, CFItemTypes, CFAssociationGroupings } = CFDefinitions;
  for (const [kind, values] of Object.entries({
    ...{ CFConcepts, CFSubjects, CFItemTypes, CFAssociationGroupings },
  }))
    for (const value of values) found.set(value.identifier, { kind: kind as 'CFConcepts', value });
  for (const value of CFAssociations) {
    found.set(value.identifier, { kind: 'CFAssociations', value });
    const { originNodeURI, destinationNodeURI } = value;
    for (const end of new Set([originNodeURI.identifier, destinationNodeURI.identifier])) {
      const list = associationsOf.get(end) ?? [];
      associationsOf.set(end, list);
      list.push(value);
    }
  }
  for (const value of CFItems) found.set(value.identifier, { kind: 'CFItems', value });
  found.set(CFDocument.identifier, { kind: 'CFDocuments', value: CFDocument });
  return { published, package: written, found, associationsOf };
}
