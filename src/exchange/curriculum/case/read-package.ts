import type { DefectCode } from '../../../curriculum/defect-rules.ts';
import { itemsOf, memberOf } from '../../text/members.ts';
import type { MappingNode, TextNode } from '../../text/text-node.ts';
import { numberOf, textOf } from './nodes.ts';
import { groupExtension } from './package.ts';
import type { Remarks } from './remarks.ts';

/** What was read of a package: of what there is, wherever earlier versions and other systems put it. */
export interface ReadPackage {
  readonly document: ReadDocument;
  /** In order of identifier. Identifiers are unique, in lower case. */
  readonly items: readonly ReadItem[];
  /** In an order that does not depend on that of the file. Both ends are told; whether they are items is not. */
  readonly associations: readonly ReadAssociation[];
  readonly groupings: readonly ReadGrouping[];
}

export interface ReadDocument {
  readonly identifier: string | null;
  readonly node: MappingNode;
}

export interface ReadItem {
  readonly identifier: string;
  /** As in `CFItems[3]`. */
  readonly subject: string;
  readonly node: MappingNode;
}

export interface ReadAssociation {
  readonly subject: string;
  readonly type: string;
  readonly origin: ReadEnd;
  readonly destination: ReadEnd;
  /** Only display order, by the standard. */
  readonly sequence: number | null;
  /** The identifier of its grouping. */
  readonly grouping: string | null;
  readonly node: MappingNode;
}

export interface ReadEnd {
  /** In lower case. */
  readonly identifier: string;
  /** As it was written. */
  readonly name: string;
  readonly title: string;
  readonly uri: string | null;
}

export interface ReadGrouping {
  readonly identifier: string;
  readonly node: MappingNode;
}

export interface PackageFault {
  readonly code: DefectCode;
  readonly offset: number;
  readonly message: string;
}

/** Larger packages are refused as such. */
export const packageLimits = { items: 100_000, associations: 500_000 } as const;

export type PackageReading =
  | { readonly kind: 'package'; readonly package: ReadPackage }
  | { readonly kind: 'faulty'; readonly faults: readonly PackageFault[] };

/**
 * Reads a package of CASE 1.0 or 1.1 leniently: what is no item or association is remarked and left out. Faulty is only
 * what is no package, is too large, or contradicts itself.
 */
export function readPackage(root: TextNode, remarks: Remarks): PackageReading {
  const document = memberOf(root, 'CFDocument') ?? memberOf(root, 'document');
  if (document?.kind !== 'mapping') return faulty('not-a-package', root.offset, noDocument(root));
  const items = listOf(root, 'CFItems', 'items');
  const associations = listOf(root, 'CFAssociations', 'associations');
  const tooLarge =
    sizeFault('CFItems', items, packageLimits.items) ??
    sizeFault('CFAssociations', associations, packageLimits.associations);
  if (tooLarge) return faulty('too-large', root.offset, tooLarge);
  const faults: PackageFault[] = [];
  const read = {
    document: { identifier: identifierOf(document), node: document },
    items: readItems(items, remarks, faults),
    associations: readAssociations(associations, remarks),
    groupings: readGroupings(root),
  };
  tellOfTheRest(root, remarks);
  return faults.length > 0 ? { kind: 'faulty', faults } : { kind: 'package', package: read };
}

function noDocument(root: TextNode): string {
  if (memberOf(root, 'CFDocuments'))
    return 'This is a list of frameworks, not one of them. Take the package of one: its address is the `CFPackageURI` of its entry.';
  return 'A package has a `CFDocument`, and this has none. The package of a framework is what its provider answers under `CFPackages/{id}`.';
}

function listOf(root: TextNode, ...keys: readonly string[]): readonly TextNode[] {
  for (const key of keys) {
    const found = itemsOf(root, key);
    if (found.length > 0) return found;
  }
  return [];
}

function sizeFault(list: string, items: readonly TextNode[], most: number): string | null {
  if (items.length <= most) return null;
  return `\`${list}\` has ${items.length} entries; ${most} are the most. Divide the package.`;
}

function readItems(
  nodes: readonly TextNode[],
  remarks: Remarks,
  faults: PackageFault[],
): ReadItem[] {
  const items = new Map<string, ReadItem>();
  for (const [index, node] of nodes.entries()) {
    const subject = `CFItems[${index}]`;
    const identifier = identifierOf(node);
    if (node.kind !== 'mapping' || identifier === null) {
      const message = 'This has no identifier, so nothing can lead to it. Give it one.';
      remarks.add('DROPPED', 'items without an identifier', subject, message, node.offset);
      continue;
    }
    const earlier = items.get(identifier);
    if (!earlier) items.set(identifier, { identifier, subject, node });
    else if (isSame(earlier.node, node)) {
      const message = `\`${shown(identifier)}\` stands here a second time, with the same words.`;
      remarks.add('DROPPED', 'items that stand there twice', subject, message, node.offset);
    } else {
      const message = `\`${shown(identifier)}\` is the identifier of ${earlier.subject} already, which says something else. Give one of the two another.`;
      faults.push({ code: 'duplicate-identifier', offset: node.offset, message });
    }
  }
  return [...items.values()].sort((one, two) => (one.identifier < two.identifier ? -1 : 1));
}

/** Whether two items would be read alike. */
function isSame(one: TextNode, other: TextNode): boolean {
  const texts = (node: TextNode) =>
    [
      'fullStatement',
      'abbreviatedStatement',
      'humanCodingScheme',
      'CFItemType',
      'notes',
      'uri',
    ].map((key) => textOf(node, key));
  return JSON.stringify(texts(one)) === JSON.stringify(texts(other));
}

function readAssociations(nodes: readonly TextNode[], remarks: Remarks): ReadAssociation[] {
  const read = new Map<string, ReadAssociation>();
  for (const [index, node] of nodes.entries()) {
    const subject = `CFAssociations[${index}]`;
    const type = textOf(node, 'associationType');
    const origin = endOf(node, 'originNodeURI');
    const destination = endOf(node, 'destinationNodeURI');
    if (node.kind !== 'mapping' || !type || !origin || !destination) {
      const message = 'This has no type, no origin or no destination, so it associates nothing.';
      remarks.add('DROPPED', 'associations without two ends', subject, message, node.offset);
      continue;
    }
    const grouping = groupingOf(node);
    const sequence = numberOf(node, 'sequenceNumber');
    const key = JSON.stringify([type, origin.identifier, destination.identifier, grouping]);
    const earlier = read.get(key);
    if (earlier) {
      const message = `This says the same as ${earlier.subject}.`;
      remarks.add('DROPPED', 'associations that stand there twice', subject, message, node.offset);
      if ((sequence ?? Infinity) >= (earlier.sequence ?? Infinity)) continue;
    }
    read.set(key, { subject, type, origin, destination, sequence, grouping, node });
  }
  return [...read]
    .sort(([one], [two]) => (one < two ? -1 : 1))
    .map(([, association]) => association);
}

/** A link as such, or only the text of its address. */
function endOf(node: TextNode, key: string): ReadEnd | null {
  const link = memberOf(node, key);
  if (link?.kind === 'scalar' && typeof link.value === 'string' && link.value.trim() !== '') {
    const uri = link.value.trim();
    const name = uuidIn(uri) ?? uri;
    return { identifier: name.toLowerCase(), name, title: uri, uri };
  }
  const uri = textOf(link, 'uri');
  const name = textOf(link, 'identifier') ?? (uri && (uuidIn(uri) ?? uri));
  if (!name) return null;
  return { identifier: name.toLowerCase(), name, title: textOf(link, 'title') ?? name, uri };
}

function groupingOf(node: TextNode): string | null {
  const inExtension = textOf(memberOf(node, 'extensions'), 'prereqGroup');
  const link = endOf(node, 'CFAssociationGroupingURI');
  return inExtension?.toLowerCase() ?? link?.identifier ?? null;
}

function readGroupings(root: TextNode): ReadGrouping[] {
  const definitions = memberOf(root, 'CFDefinitions') ?? memberOf(root, 'definitions');
  const groupings = new Map<string, ReadGrouping>();
  for (const node of itemsOf(definitions, 'CFAssociationGroupings')) {
    const identifier = identifierOf(node);
    if (node.kind === 'mapping' && identifier !== null && !groupings.has(identifier))
      groupings.set(identifier, { identifier, node });
  }
  return [...groupings.values()].sort((one, two) => (one.identifier < two.identifier ? -1 : 1));
}

/** What else a package may have, and a curriculum has no place for. */
function tellOfTheRest(root: TextNode, remarks: Remarks): void {
  const rubrics = listOf(root, 'CFRubrics', 'rubrics');
  if (rubrics.length > 0) {
    const message = `The rubrics (${rubrics.length}) are left out: there is no place for them.`;
    remarks.add('DROPPED', 'rubrics', 'CFRubrics', message, rubrics[0]!.offset);
  }
  const definitions = memberOf(root, 'CFDefinitions') ?? memberOf(root, 'definitions');
  for (const node of itemsOf(definitions, 'CFAssociationGroupings')) {
    const extensions = memberOf(node, 'extensions');
    if (memberOf(extensions, groupExtension) || textOf(extensions, 'prereqMode')) continue;
    const message = `The grouping \`${shown(textOf(node, 'title') ?? '')}\` is left out; its associations are read as if they were in none.`;
    remarks.add(
      'DROPPED',
      'groupings of associations',
      'CFDefinitions.CFAssociationGroupings',
      message,
      node.offset,
    );
  }
}

/** In lower case, since systems don't agree on that. */
function identifierOf(node: TextNode): string | null {
  const identifier = textOf(node, 'identifier') ?? textOf(node, 'sourcedId');
  if (identifier !== null) return identifier.toLowerCase();
  return uuidIn(textOf(node, 'uri') ?? '')?.toLowerCase() ?? null;
}

function uuidIn(uri: string): string | null {
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\/?$)/i.exec(uri)?.[0] ?? null;
}

/** As much of a name as a message has room for. */
export function shown(name: string): string {
  const printable = name.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ');
  return printable.length > 80 ? `${printable.slice(0, 80)}…` : printable;
}

function faulty(code: DefectCode, offset: number, message: string): PackageReading {
  return { kind: 'faulty', faults: [{ code, offset, message }] };
}
