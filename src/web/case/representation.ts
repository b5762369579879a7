import type { CaseFramework, CaseKind, findCaseObject } from '../../actions/case-frameworks.ts';
import { type CaseVersion, inVersion } from './version.ts';

/** The paths of the standard under which one thing is found by its identifier. */
const collections = {
  ...{ CFDocuments: 'CFDocuments', CFPackages: 'CFDocuments', CFItems: 'CFItems' },
  ...{ CFItemAssociations: 'CFItems', CFAssociations: 'CFAssociations' },
  ...{ CFAssociationGroupings: 'CFAssociationGroupings', CFConcepts: 'CFConcepts' },
  ...{ CFSubjects: 'CFSubjects', CFItemTypes: 'CFItemTypes' },
  // Curricula have neither, so nothing is ever found there.
  ...{ CFLicenses: null, CFRubrics: null },
} as const satisfies Record<string, CaseKind | null>;

export type Collection = keyof typeof collections;

export function isCollection(name: string | undefined): name is Collection {
  return name !== undefined && Object.hasOwn(collections, name);
}

/** In what words, and with what addresses, things are written. */
export interface Voice {
  readonly version: CaseVersion;
  readonly address: string;
}

/** Gives a text in parts, each made when it is its turn. */
export type Parts = () => Iterable<string>;

type Found = NonNullable<Awaited<ReturnType<typeof findCaseObject>>>;

/** The text of what was found, as a path has it; null where another kind of thing is found under that path. */
export function partsOf(
  collection: Collection,
  { framework, object }: Found,
  voice: Voice,
): Parts | null {
  if (collections[collection] !== object.kind) return null;
  const { version, address } = voice;
  const within = { CFDocumentURI: linkToDocument(framework) };
  const one = (value: object) => () => [written(value, address)];
  if (collection === 'CFPackages') return () => packageParts(framework, voice);
  if (object.kind === 'CFDocuments') return one(documentIn(framework, voice));
  if (object.kind === 'CFItems') {
    const item = { ...inVersion(version, { ...object.value }), ...within };
    if (collection === 'CFItems') return one(item);
    const associations = framework.associationsOf.get(object.value.identifier) ?? [];
    return one({
      CFItem: item,
      CFAssociations: associations.map((each) => inVersion(version, { ...each })),
    });
  }
  const value = inVersion(version, { ...object.value });
  if (object.kind === 'CFAssociations') return one({ ...value, ...within });
  if (object.kind === 'CFAssociationGroupings') return one(value);
  return one({ [object.kind]: [value] });
}

/** A document outside of its package, which it leads to. */
export function documentIn(
  { package: { CFDocument } }: CaseFramework,
  { version, address }: Voice,
) {
  const { title, identifier } = CFDocument;
  const uri = `${address}/ims/case/${version}/CFPackages/${identifier}`;
  return absolute(
    { ...inVersion(version, { ...CFDocument }), CFPackageURI: { title, identifier, uri } },
    address,
  );
}

function linkToDocument({ package: { CFDocument } }: CaseFramework) {
  const { title, identifier, uri } = CFDocument;
  return { title, identifier, uri };
}

/** So many items or associations are written at once, before others have a turn. */
const partLength = 500;

function* packageParts(framework: CaseFramework, { version, address }: Voice): Generator<string> {
  const { CFDocument, CFItems, CFAssociations, CFDefinitions } = framework.package;
  const one = (value: object) => written(inVersion(version, { ...value }), address);
  yield `{"CFDocument":${one(CFDocument)}`;
  for (const [name, list] of Object.entries({ CFItems, CFAssociations })) {
    yield `,"${name}":[`;
    for (let at = 0; at < list.length; at += partLength) {
      const part = list
        .slice(at, at + partLength)
        .map(one)
        .join(',');
      yield at === 0 ? part : `,${part}`;
    }
    yield ']';
  }
  const definitions = Object.entries(CFDefinitions).map(
    ([name, list]) => `"${name}":[${(list as readonly object[]).map(one).join(',')}]`,
  );
  yield `,"CFDefinitions":{${definitions.join(',')}},"CFRubrics":[]}`;
}

/** JSON with our own addresses made whole. */
export function written(value: unknown, address: string): string {
  return JSON.stringify(value, (key, inner: unknown) =>
    key === 'uri' && typeof inner === 'string' && inner.startsWith('/uri/')
      ? `${address}${inner}`
      : inner,
  );
}

/** The same of a value, so that it can be filtered by its address. */
function absolute(value: Readonly<Record<string, unknown>>, address: string) {
  return JSON.parse(written(value, address)) as Readonly<Record<string, unknown>>;
}
