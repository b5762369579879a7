import { forwardChain } from './forward-chain.ts';
import type { Nodes } from './nodes.ts';

/** A compiled curriculum without its words: what the arrays of a graph hold, and by node how deep it lies. */
export interface Snapshot {
  readonly nodes: Omit<Nodes, 'choices'>;
  readonly depth: Int32Array;
}

export type OpenedSnapshot =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  /** The bytes are no snapshot, or one that was written by another version, cut off or altered. */
  | { readonly kind: 'corrupt'; readonly message: string };

/**
 * Writes a snapshot in one piece of shared memory, which threads read without a copy: a header, then the arrays one after
 * another. All are 32-bit integers in the order of bytes of the machine.
 */
export function takeSnapshot({ nodes, depth }: Snapshot): SharedArrayBuffer {
  const counts = countsOf(nodes);
  const arrays = [...sectionsOf(counts)].map(([name]) => (name === 'depth' ? depth : nodes[name]));
  const buffer = new SharedArrayBuffer(4 * wordsOf(counts));
  const words = new Int32Array(buffer);
  words.set([magic, version, 0, ...countNames.map((name) => counts[name])]);
  let at = headerWords;
  for (const array of arrays) {
    words.set(array, at);
    at += array.length;
  }
  words[checksumAt] = checksum(words);
  return buffer;
}

/**
 * Reads a snapshot in place, without a copy: its header, its checksum, that no number points out of its array, and that
 * everything in it can be attained.
 */
export function openSnapshot(buffer: ArrayBufferLike): OpenedSnapshot {
  const opened = openUnproven(buffer);
  if (opened.kind === 'corrupt') return opened;
  const { nodes, depth } = opened.snapshot;
  const { round } = forwardChain({ ...nodes });
  const isSound = round.every((value, node) => value !== -1 && value === depth[node]);
  return isSound ? opened : corrupt('something in it can never be attained');
}

/** As `openSnapshot`, for who trusts the writer that everything can be attained. */
export function openUnproven(buffer: ArrayBufferLike): OpenedSnapshot {
  if (buffer.byteLength < 4 * headerWords || buffer.byteLength % 4 !== 0)
    return corrupt('it is too short');
  const words = new Int32Array(buffer);
  if (words[0] !== magic) return corrupt('it does not begin like one');
  if (words[1] !== version)
    return corrupt(`it is of version ${words[1]}, and ${version} is the one that is read`);
  const counts = Object.fromEntries(
    countNames.map((name, index) => [name, words[checksumAt + 1 + index]!]),
  ) as Counts;
  if (!areCounts(counts) || wordsOf(counts) !== words.length)
    return corrupt('its length is not what it says');
  if (words[checksumAt] !== checksum(words)) return corrupt('its checksum does not fit');
  const snapshot = snapshotOf(counts, words);
  return isWithinBounds(snapshot, counts)
    ? { kind: 'snapshot', snapshot }
    : corrupt('a number in it points nowhere');
}

/** `CAIR` on a machine that writes the lowest byte first. */
const magic = 0x52494143;
const version = 1;
const checksumAt = 2;
const headerWords = 16;

const countNames = [
  'nodeCount',
  'groupCount',
  'edgeCount',
  'skillCount',
  'firstProject',
  'firstCareerPath',
  'firstExpression',
] as const;

type Counts = Readonly<Record<(typeof countNames)[number], number>>;

function countsOf(nodes: Omit<Nodes, 'choices'>): Counts {
  const { nodeCount, firstProject, firstCareerPath, firstExpression } = nodes;
  return {
    nodeCount,
    groupCount: nodes.need.length,
    edgeCount: nodes.members.length,
    skillCount: nodes.firstOfSkill.length - 1,
    firstProject,
    firstCareerPath,
    firstExpression,
  };
}

function areCounts(counts: Counts): boolean {
  const { nodeCount, skillCount, firstProject, firstCareerPath, firstExpression } = counts;
  return (
    Object.values(counts).every((count) => count >= 0) &&
    skillCount <= firstProject &&
    firstProject <= firstCareerPath &&
    firstCareerPath <= firstExpression &&
    firstExpression <= nodeCount
  );
}

type ArrayName = Exclude<
  keyof Nodes,
  'choices' | 'nodeCount' | 'firstProject' | 'firstCareerPath' | 'firstExpression'
>;

/** The arrays in the order in which they are written, with the length of each. */
function sectionsOf(counts: Counts): Map<ArrayName | 'depth', number> {
  const { nodeCount, groupCount, edgeCount, skillCount, firstProject, firstExpression } = counts;
  return new Map([
    ['groupStart', nodeCount + 1],
    ['need', groupCount],
    ['owner', groupCount],
    ['memberStart', groupCount + 1],
    ['members', edgeCount],
    ['userStart', nodeCount + 1],
    ['users', edgeCount],
    ['tenths', nodeCount],
    ['firstOfSkill', skillCount + 1],
    ['skillOf', firstProject],
    ['expressionOwner', nodeCount - firstExpression],
    ['depth', nodeCount],
  ]);
}

function wordsOf(counts: Counts): number {
  let words = headerWords;
  for (const length of sectionsOf(counts).values()) words += length;
  return words;
}

function snapshotOf(counts: Counts, words: Int32Array): Snapshot {
  const arrays = {} as Record<ArrayName | 'depth', Int32Array>;
  let at = headerWords;
  for (const [name, length] of sectionsOf(counts)) {
    arrays[name] = words.subarray(at, at + length);
    at += length;
  }
  const { depth, ...nodes } = arrays;
  const { nodeCount, firstProject, firstCareerPath, firstExpression } = counts;
  return {
    nodes: { ...nodes, nodeCount, firstProject, firstCareerPath, firstExpression },
    depth,
  };
}

/** Over all words but its own (FNV-1a by words in four lanes, so that the processor need not wait for one product). */
function checksum(words: Int32Array): number {
  const prime = 0x01000193;
  let [one, two, three, four] = [1, 2, 3, 4] as [number, number, number, number];
  const end = words.length - (words.length % 4);
  // The header's first four words hold the checksum: of them only the last is summed.
  one = Math.imul(one ^ words[3]!, prime);
  let at = 4;
  for (; at < end; at += 4) {
    one = Math.imul(one ^ words[at]!, prime);
    two = Math.imul(two ^ words[at + 1]!, prime);
    three = Math.imul(three ^ words[at + 2]!, prime);
    four = Math.imul(four ^ words[at + 3]!, prime);
  }
  for (; at < words.length; at++) one = Math.imul(one ^ words[at]!, prime);
  return Math.imul(one ^ Math.imul(two ^ Math.imul(three ^ four, prime), prime), prime);
}

function isWithinBounds({ nodes }: Snapshot, counts: Counts): boolean {
  const { nodeCount, groupCount, edgeCount, skillCount, firstProject, firstExpression } = counts;
  return (
    areStarts(nodes.groupStart, groupCount) &&
    areStarts(nodes.memberStart, edgeCount) &&
    areStarts(nodes.userStart, edgeCount) &&
    areStarts(nodes.firstOfSkill, firstProject) &&
    areBetween(nodes.members, 0, nodeCount) &&
    areBetween(nodes.users, 0, groupCount) &&
    areBetween(nodes.owner, 0, nodeCount) &&
    areBetween(nodes.skillOf, 0, skillCount) &&
    areBetween(nodes.expressionOwner, 0, firstExpression) &&
    areBetween(nodes.tenths, 0, 2 ** 31 - 1) &&
    areBetween(nodes.need, 1, edgeCount + 1)
  );
}

/** From 0 to `end`, never falling. */
function areStarts(starts: Int32Array, end: number): boolean {
  if (starts[0] !== 0 || starts[starts.length - 1] !== end) return false;
  for (let at = 1; at < starts.length; at++) if (starts[at]! < starts[at - 1]!) return false;
  return true;
}

function areBetween(values: Int32Array, low: number, end: number): boolean {
  let least = low;
  let most = low;
  for (let at = 0; at < values.length; at++) {
    least = Math.min(least, values[at]!);
    most = Math.max(most, values[at]!);
  }
  return least >= low && (values.length === 0 || most < end);
}

function corrupt(why: string): OpenedSnapshot {
  return { kind: 'corrupt', message: `This is no snapshot of a curriculum: ${why}.` };
}
