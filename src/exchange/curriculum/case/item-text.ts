import { itemsOf, memberOf } from '../../text/members.ts';
import type { TextNode } from '../../text/text-node.ts';
import { printable, textOf } from './nodes.ts';
import type { ReadItem } from './read-package.ts';

/** The longest texts that a curriculum takes, in characters. */
const summaryMax = 2_000;
const titleMax = 200;
/** Titles that are made of a statement are shorter, so that a roadmap can show them. */
const headlineMax = 90;

/** What an item is called: its short form, else the beginning of its statement, else its code. */
export function titleOf({ node, identifier }: ReadItem): string {
  const short = textOf(node, 'abbreviatedStatement');
  if (short) return cut(oneLine(short), titleMax);
  const statement = textOf(node, 'fullStatement');
  if (statement) return cut(oneLine(statement), headlineMax);
  return cut(oneLine(textOf(node, 'humanCodingScheme') ?? identifier), titleMax) || 'Untitled';
}

/** What an item says, in parts that are as long as they may be. The first is there always. */
export function statementOf(item: ReadItem): readonly string[] {
  const statement = printable(textOf(item.node, 'fullStatement') ?? '');
  return statement === '' ? [titleOf(item)] : parts(statement);
}

/** What else it says, a text each; `label` goes before what would not be understood without it. */
export function notesOf({ node }: ReadItem): readonly string[] {
  const notes = [
    textOf(node, 'notes'),
    labelled('In short', longTitle(node)),
    labelled('Also called', textOf(node, 'alternativeLabel')),
    labelled('Keywords', textsOf(node, 'conceptKeywords')),
    labelled(
      'Education level',
      textsOf(node, 'educationLevel') ?? textsOf(node, 'educationalLevel'),
    ),
    labelled('Subject', textsOf(node, 'subject')),
    labelled('Type', textOf(node, 'CFItemType')),
    labelled('Code', textOf(node, 'humanCodingScheme')),
    labelled('In force from', textOf(node, 'statusStartDate')),
    labelled('In force until', textOf(node, 'statusEndDate')),
    labelled('Licence', textOf(memberOf(node, 'licenseURI'), 'title')),
  ];
  return notes.filter((note) => note !== null).flatMap((note) => parts(printable(note)));
}

/** Whether it says more than there is room for, so that some is cut off. */
export function saysTooMuch({ node }: ReadItem): boolean {
  const lengths = node.members.map(({ key, value }) =>
    value.kind === 'list'
      ? (textsOf(node, key)?.length ?? 0)
      : value.kind === 'scalar'
        ? String(value.value).length
        : 0,
  );
  return lengths.some((length) => length > (partsMax * summaryMax) / 2);
}

/** A short form that is too long to be a title. */
function longTitle(node: TextNode): string | null {
  const short = textOf(node, 'abbreviatedStatement');
  return short !== null && short.length > titleMax ? short : null;
}

/** What of an item, or of something else with other fields that are held, neither a field nor a note has. */
export function unheldFields({ node }: Pick<ReadItem, 'node'>, held = heldFields): string[] {
  return node.members
    .filter(({ key, value }) => !held.has(key) && !isNothing(value))
    .map(({ key }) => key);
}

const heldFields: ReadonlySet<string> = new Set([
  ...[
    'identifier',
    'sourcedId',
    'uri',
    'fullStatement',
    'abbreviatedStatement',
    'humanCodingScheme',
    'notes',
  ],
  ...[
    'alternativeLabel',
    'conceptKeywords',
    'educationLevel',
    'educationalLevel',
    'subject',
    'statusStartDate',
  ],
  ...['statusEndDate', 'licenseURI', 'CFItemType', 'listEnumeration', 'lastChangeDateTime'],
]);

function isNothing(node: TextNode): boolean {
  if (node.kind === 'scalar') return node.value === null || node.value === '';
  return (node.kind === 'list' ? node.items : node.members).length === 0;
}

/** The texts of a list, or a text in its place. */
function textsOf(node: TextNode, key: string): string | null {
  const texts = itemsOf(node, key)
    .map((item) =>
      item.kind === 'scalar' && typeof item.value === 'string' ? printable(item.value) : '',
    )
    .filter(Boolean);
  return texts.length > 0 ? texts.join(', ') : textOf(node, key);
}

function labelled(label: string, text: string | null): string | null {
  return text && `${label}: ${text}`;
}

function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}

/** The beginning of a text, up to the end of a word. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const whole = text.slice(0, most - 1);
  const word = whole.lastIndexOf(' ');
  return `${whole
    .slice(0, word > most / 2 ? word : undefined)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

/** A text in parts that a summary or a note has room for. */
export function parts(text: string): string[] {
  const found: string[] = [];
  for (let rest = text; rest !== ''; ) {
    if (rest.length <= summaryMax) return [...found, rest];
    const whole = rest.slice(0, summaryMax).replace(/[\ud800-\udbff]$/, '');
    const word = whole.lastIndexOf(' ');
    const part = word > summaryMax / 2 ? whole.slice(0, word) : whole;
    found.push(part.trim());
    rest = rest.slice(part.length).trim();
    if (found.length === partsMax) break;
  }
  return found.filter(Boolean);
}

/** A skill has a hundred notes at the most. */
const partsMax = 20;
