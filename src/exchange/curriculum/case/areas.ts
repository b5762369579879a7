import type { Hierarchy } from './hierarchy.ts';
import { statementOf, titleOf } from './item-text.ts';
import { textOf } from './nodes.ts';
import { type ReadItem, type ReadPackage, shown } from './read-package.ts';
import type { Remarks } from './remarks.ts';
import { distinctSlugs } from './slugs.ts';

/** The areas that the skills of a package belong to. */
export interface AreasFound {
  /** In teaching order; those alone that have a skill. */
  readonly areas: readonly FoundArea[];
  /** The slug of the area of a skill. */
  readonly areaOf: (skill: string) => string;
  /** Whether an item became an area. */
  readonly isArea: (identifier: string) => boolean;
}

export interface FoundArea {
  readonly slug: string;
  readonly title: string;
  readonly summary: string | null;
  /** Null for that of skills which stand in no group. */
  readonly identifier: string | null;
  readonly offset: number;
}

const areasMax = 1_000;

/**
 * The groups at the top become areas; where there is but one, the groups directly under it. What stands in none of them
 * goes into an area that has the name of the framework.
 */
export function areasIn(read: ReadPackage, hierarchy: Hierarchy, remarks: Remarks): AreasFound {
  const { roles, parents, items } = hierarchy;
  const chosen = chooseAreas(read, hierarchy);
  const areaOf = new Map<string, string | null>();
  for (const item of read.items) {
    if (roles.get(item.identifier) !== 'skill') continue;
    let at: string | undefined = item.identifier;
    const trail: string[] = [];
    while (at !== undefined && !chosen.has(at) && !areaOf.has(at)) {
      trail.push(at);
      at = parents.get(at)?.destination.identifier;
    }
    const area = at === undefined ? null : (areaOf.get(at) ?? (chosen.has(at) ? at : null));
    for (const each of trail) areaOf.set(each, area);
  }
  const used = new Set<string | null>();
  for (const item of read.items)
    if (roles.get(item.identifier) === 'skill') used.add(areaOf.get(item.identifier) ?? null);
  const inOrder = [...chosen]
    .filter((identifier) => used.has(identifier))
    .map((identifier) => items.get(identifier)!)
    .sort(byPlace(hierarchy));
  const slugs = distinctSlugs(
    inOrder.map((item) => ({ identifier: item.identifier, texts: [titleOf(item)] })),
    'area',
  );
  const areas: FoundArea[] = inOrder.map((item) => {
    const title = titleOf(item);
    const summary = statementOf(item)[0]!;
    return {
      slug: slugs.get(item.identifier)!,
      title,
      summary: summary === title ? null : summary,
      identifier: item.identifier,
      offset: item.node.offset,
    };
  });
  const rest = restArea(read, new Set(areas.map(({ slug }) => slug)));
  if (used.has(null) || areas.length === 0) areas.push(rest);
  tell(read, { chosen, used, areaOf, hierarchy, rest }, remarks);
  return {
    areas,
    areaOf: (skill) => slugs.get(areaOf.get(skill) ?? '') ?? rest.slug,
    isArea: (identifier) => chosen.has(identifier),
  };
}

function chooseAreas(
  read: ReadPackage,
  { roles, parents, children }: Hierarchy,
): ReadonlySet<string> {
  const isGroup = (identifier: string) => roles.get(identifier) === 'group';
  let top = read.items
    .map(({ identifier }) => identifier)
    .filter((identifier) => isGroup(identifier) && !parents.has(identifier));
  for (let depth = 0; top.length === 1 && depth < 100; depth++) {
    const inner = children
      .get(top[0]!)!
      .filter((child) => isGroup(child) && parents.get(child)?.destination.identifier === top[0]);
    if (inner.length === 0) break;
    top = inner;
  }
  return new Set(top.length > areasMax - 1 ? [] : top);
}

/** As the framework shows them; what can't be told apart goes by title, then by identifier. */
function byPlace({ parents }: Hierarchy): (one: ReadItem, other: ReadItem) => number {
  const sequence = ({ identifier }: ReadItem) => parents.get(identifier)?.sequence ?? Infinity;
  const enumeration = ({ node }: ReadItem) => Number(textOf(node, 'listEnumeration') ?? Number.NaN);
  const names = (item: ReadItem) =>
    [textOf(item.node, 'humanCodingScheme') ?? '', titleOf(item), item.identifier].join('\n');
  return (one, other) =>
    sequence(one) - sequence(other) ||
    enumeration(one) - enumeration(other) ||
    (names(one) < names(other) ? -1 : 1);
}

function restArea(read: ReadPackage, taken: ReadonlySet<string>): FoundArea {
  const { node } = read.document;
  const slug =
    ['general', 'other', 'ungrouped', 'ungrouped-skills'].find((each) => !taken.has(each)) ??
    'skills-in-no-group';
  return {
    slug,
    title: slug === 'general' ? 'General' : 'Other',
    summary: null,
    identifier: null,
    offset: node.offset,
  };
}

interface Told {
  readonly chosen: ReadonlySet<string>;
  readonly used: ReadonlySet<string | null>;
  readonly areaOf: ReadonlyMap<string, string | null>;
  readonly hierarchy: Hierarchy;
  readonly rest: FoundArea;
}

function tell(
  read: ReadPackage,
  { chosen, used, areaOf, hierarchy, rest }: Told,
  remarks: Remarks,
): void {
  for (const item of read.items) {
    const { identifier, subject, node } = item;
    const role = hierarchy.roles.get(identifier);
    const name = `\`${shown(titleOf(item))}\``;
    if (role === 'skill' && (areaOf.get(identifier) ?? null) === null)
      remarks.add(
        'DEFAULTED',
        'skills in no group',
        subject,
        `${name} stands in no group that became an area, so it goes into \`${rest.slug}\`.`,
        node.offset,
      );
    if (role !== 'group') continue;
    if (!chosen.has(identifier))
      remarks.add(
        'CHANGED',
        'groups within groups',
        subject,
        `The group ${name} is no area, as areas have no others in them: the skills under it say in a note where they stand.`,
        node.offset,
      );
    else if (!used.has(identifier))
      remarks.add(
        'DROPPED',
        'groups without skills',
        subject,
        `The group ${name} has no skill in it.`,
        node.offset,
      );
  }
}
