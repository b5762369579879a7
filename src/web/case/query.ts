/** How a list of frameworks is asked for. */
export interface CaseQuery {
  readonly limit: number;
  readonly offset: number;
  /** Null where it is no field of a document: the order then is the usual one. */
  readonly sort: string | null;
  readonly isDescending: boolean;
  readonly filter: Filter | null;
  /** Null where all are asked for. */
  readonly fields: readonly string[] | null;
}

export type QueryReading =
  | { readonly kind: 'query'; readonly query: CaseQuery }
  | { readonly kind: 'wrong'; readonly message: string };

interface Filter {
  readonly terms: readonly Term[];
  readonly isEither: boolean;
}

interface Term {
  /** A field, or the way to one within it. */
  readonly path: readonly string[];
  readonly predicate: Predicate;
  readonly value: string;
}

type Predicate = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~';
type Fields = Readonly<Record<string, unknown>>;

const defaultLimit = 100;
const limitMax = 1_000;

/** All that the standard lets a document have. */
export const documentFields: ReadonlySet<string> = new Set([
  ...[
    'identifier',
    'uri',
    'frameworkType',
    'caseVersion',
    'creator',
    'title',
    'lastChangeDateTime',
  ],
  ...[
    'officialSourceURL',
    'publisher',
    'description',
    'subject',
    'subjectURI',
    'language',
    'version',
  ],
  ...['adoptionStatus', 'statusStartDate', 'statusEndDate', 'licenseURI', 'notes', 'extensions'],
  'CFPackageURI',
]);

/** Reads the parameters as the standard has them, which forgives an unknown field in `sort` and in `fields` only. */
export function readQuery(parameters: URLSearchParams): QueryReading {
  const limit = wholeNumber(parameters.get('limit') ?? String(defaultLimit));
  const offset = wholeNumber(parameters.get('offset') ?? '0');
  if (limit === null || limit < 1) return wrong('`limit` must be a whole number from 1 on.');
  if (offset === null) return wrong('`offset` must be a whole number from 0 on.');
  const orderBy = parameters.get('orderBy') ?? 'asc';
  if (!/^(asc|desc)$/i.test(orderBy)) return wrong('`orderBy` must be `asc` or `desc`.');
  const fields = parameters
    .get('fields')
    ?.split(',')
    .map((field) => field.trim());
  if (fields?.every((field) => field === ''))
    return wrong('`fields` names nothing. Name some, or leave it out for all.');
  const filter = readFilter(parameters.get('filter'));
  if (filter?.kind === 'wrong') return filter;
  const sort = parameters.get('sort') ?? '';
  return {
    kind: 'query',
    query: {
      limit: Math.min(limit, limitMax),
      offset,
      sort: documentFields.has(sort) ? sort : null,
      isDescending: orderBy.toLowerCase() === 'desc',
      filter: filter?.filter ?? null,
      fields: fields?.every((field) => documentFields.has(field)) ? fields : null,
    },
  };
}

/** The page that is asked for, and how many there are on all pages. */
export function answerQuery(
  documents: readonly Fields[],
  { limit, offset, sort, isDescending, filter, fields }: CaseQuery,
): { readonly page: readonly Fields[]; readonly total: number } {
  const kept = documents.filter((document) => filter === null || passes(document, filter));
  const sorted =
    sort === null
      ? kept
      : kept.toSorted((one, two) => compare(textAt(one, [sort]), textAt(two, [sort])));
  const inOrder = sort !== null && isDescending ? sorted.reverse() : sorted;
  const page = inOrder.slice(offset, offset + limit).map((document) => selected(document, fields));
  return { page, total: kept.length };
}

/** One term, or two joined by `AND` or `OR`: the standard allows one such word. */
function readFilter(
  text: string | null,
):
  | { readonly kind: 'filter'; readonly filter: Filter }
  | Extract<QueryReading, { kind: 'wrong' }>
  | null {
  if (text === null || text.trim() === '') return null;
  const shape =
    /^\s*([\w.]+)\s*(!=|>=|<=|=|>|<|~)\s*'([^']*)'(?:\s+(AND|OR)\s+([\w.]+)\s*(!=|>=|<=|=|>|<|~)\s*'([^']*)')?\s*$/i;
  const [
    whole,
    field = '',
    predicate,
    value = '',
    joint,
    otherField = '',
    otherPredicate,
    otherValue = '',
  ] = shape.exec(text) ?? [];
  if (whole === undefined)
    return wrong(
      "`filter` must be such as `title~'python'` or `version='2' AND lastChangeDateTime>'2026-01-01T00:00:00Z'`.",
    );
  const terms = [
    { path: field.split('.'), predicate: predicate as Predicate, value },
    ...(joint === undefined
      ? []
      : [
          {
            path: otherField.split('.'),
            predicate: otherPredicate as Predicate,
            value: otherValue,
          },
        ]),
  ];
  const unknown = terms.find(({ path }) => !documentFields.has(path[0]!));
  if (unknown)
    return wrong(
      `invalid_filter_field: a document has no field \`${unknown.path.join('.').slice(0, 100)}\`.`,
    );
  return { kind: 'filter', filter: { terms, isEither: joint?.toUpperCase() === 'OR' } };
}

function passes(document: Fields, { terms, isEither }: Filter): boolean {
  const holds = (term: Term) => termHolds(document, term);
  return isEither ? terms.some(holds) : terms.every(holds);
}

function termHolds(document: Fields, { path, predicate, value }: Term): boolean {
  const found = valueAt(document, path);
  if (Array.isArray(found))
    return listHolds(
      found.map((each) => String(each).toLowerCase()),
      predicate,
      value,
    );
  if (found === undefined) return predicate === '!=';
  const text = textAt(document, path);
  const difference = compare(text, value);
  switch (predicate) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '>':
      return difference > 0;
    case '>=':
      return difference >= 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '~':
      return text.toLowerCase().includes(value.toLowerCase());
  }
}

/** Of lists, `=` asks for all that is named, `~` for any of it. */
function listHolds(found: readonly string[], predicate: Predicate, value: string): boolean {
  const wanted = value
    .toLowerCase()
    .split(',')
    .map((each) => each.trim());
  if (predicate === '~') return wanted.some((each) => found.includes(each));
  const hasAll = wanted.every((each) => found.includes(each));
  return predicate === '!=' ? !hasAll : hasAll;
}

function valueAt(document: Fields, path: readonly string[]): unknown {
  let value: unknown = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Fields)[key];
  }
  return value;
}

function textAt(document: Fields, path: readonly string[]): string {
  const value = valueAt(document, path);
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

/** Times as times, numbers as numbers, all else as text without regard to case. */
function compare(one: string, other: string): number {
  const isTime = /^\d{4}-\d\d-\d\d/;
  if (isTime.test(one) && isTime.test(other)) {
    const difference = Date.parse(one) - Date.parse(other);
    if (!Number.isNaN(difference)) return difference;
  }
  const isNumber = /^-?\d+(\.\d+)?$/;
  if (isNumber.test(one) && isNumber.test(other)) return Number(one) - Number(other);
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  return left === right ? 0 : left < right ? -1 : 1;
}

function selected(document: Fields, fields: readonly string[] | null): Fields {
  if (fields === null) return document;
  return Object.fromEntries(Object.entries(document).filter(([key]) => fields.includes(key)));
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}

function wrong(message: string): Extract<QueryReading, { kind: 'wrong' }> {
  return { kind: 'wrong', message };
}
