import type { Hierarchy, ItemRole } from './hierarchy.ts';
import { saysTooMuch, titleOf, unheldFields } from './item-text.ts';
import { isRecommendation } from './prerequisites.ts';
import { type ReadAssociation, type ReadItem, type ReadPackage, shown } from './read-package.ts';
import type { Remarks } from './remarks.ts';

/** Tells what of a package is in no field and no note of its curriculum, or may be cut off there. */
export function tellUnheld(read: ReadPackage, hierarchy: Hierarchy, remarks: Remarks): void {
  tellFields({ node: read.document.node, subject: 'CFDocument' }, documentFields, remarks);
  for (const item of read.items) {
    const role = hierarchy.roles.get(item.identifier);
    // Notes have what a skill has no fields for; nothing else has notes.
    tellFields(item, role === 'skill' ? undefined : plainFields, remarks);
    if (role === 'retired') tellRetired(item, remarks);
    if (saysTooMuch(item)) tellCut(item, remarks);
  }
  for (const association of read.associations)
    if (!isSaid(association, hierarchy)) tellAssociation(association, hierarchy, remarks);
}

function tellFields(
  { subject, node }: Pick<ReadItem, 'subject' | 'node'>,
  held: ReadonlySet<string> | undefined,
  remarks: Remarks,
): void {
  const unheld = unheldFields({ node }, held);
  if (unheld.length === 0) return;
  const names = unheld.slice(0, fieldsShown).map((key) => `\`${shown(key)}\``);
  const message = `There is no place for ${names.join(', ')}.`;
  remarks.add('DROPPED', 'fields without a place', subject, message, node.offset);
}

const fieldsShown = 10;

/** What of a framework the curriculum says. */
const documentFields: ReadonlySet<string> = new Set([
  ...['identifier', 'sourcedId', 'uri', 'title', 'description', 'notes', 'creator', 'publisher'],
  ...['version', 'licenseURI', 'officialSourceURL', 'lastChangeDateTime', 'caseVersion'],
]);

/** What of an item is said of it whatever it becomes. */
const plainFields: ReadonlySet<string> = new Set([
  ...['identifier', 'sourcedId', 'uri', 'fullStatement', 'abbreviatedStatement', 'CFItemType'],
  ...['listEnumeration', 'lastChangeDateTime'],
]);

function tellRetired(item: ReadItem, remarks: Remarks): void {
  const message = `\`${shown(titleOf(item))}\` was replaced: it is left out, but what is known of it counts for what replaced it.`;
  remarks.add('CHANGED', 'replaced items', item.subject, message, item.node.offset);
}

function tellCut({ subject, node }: ReadItem, remarks: Remarks): void {
  const message =
    'A text of it is so long that its end may be cut off. Shorten it, or put it elsewhere.';
  remarks.add('DROPPED', 'texts too long to be kept whole', subject, message, node.offset);
}

/** Whether the curriculum says an association, or something else tells of it. */
function isSaid({ type, origin, destination }: ReadAssociation, { roles }: Hierarchy): boolean {
  const from = roles.get(origin.identifier);
  const to: ItemRole | undefined = roles.get(destination.identifier);
  if (from === 'skill' || type === 'precedes' || isRecommendation(type)) return true;
  switch (type) {
    case 'isChildOf':
      return from !== undefined;
    case 'isPartOf':
      return to === 'careerPath';
    case 'exactMatchOf':
      return to === 'skill';
    case 'replacedBy':
      return from === 'retired' || (from === undefined && (to === 'skill' || to === 'careerPath'));
    default:
      return false;
  }
}

function tellAssociation(
  { type, origin, subject, node }: ReadAssociation,
  { items }: Hierarchy,
  remarks: Remarks,
): void {
  const item = items.get(origin.identifier);
  if (item) {
    const message = `\`${shown(titleOf(item))}\` is no skill here, so this \`${shown(type)}\` has no place.`;
    remarks.add('DROPPED', 'associations of what is no skill', subject, message, node.offset);
  } else {
    const message = `This \`${shown(type)}\` comes from ${shown(origin.title)}, which is not in the package.`;
    remarks.add('EXTERNAL', 'associations from elsewhere', subject, message, node.offset);
  }
}
