import type { DefectCode } from '../../../curriculum/defect-rules.ts';
import type { ListNode, MappingNode, Member, TextNode } from '../../text/text-node.ts';
import { wrongKind } from './check-scalar.ts';
import type { ShapeProblem } from './check-shape.ts';
import { documentShape } from './document-shape.ts';

/** A file's content. Offsets count over all files. */
export interface FileContent {
  readonly file: string;
  /** Null for a file with nothing in it. */
  readonly node: TextNode | null;
  readonly offset: number;
}

/** Stands in exactly one file. */
const headingKeys = ['curriculum', 'title', 'summary', 'levels', 'sides', 'interests'];
/** Stand in any file; the lists of all files make one. */
const listKeys = ['areas', 'skills', 'projects', 'careerPaths', 'advice'];
/** Editors find the JSON Schema by it. */
const schemaKey = '$schema';

/**
 * Puts the contents of a curriculum's files into one mapping, in the order of the files. A mistake is a file that has
 * no mapping in it at all.
 */
export function mergeFiles(contents: readonly FileContent[]) {
  const mistakes: ShapeProblem[] = [];
  const problems: ShapeProblem[] = [];
  const members: Member[] = [];
  const lists = new Map<string, ListNode>();
  const roots = contents.flatMap(({ file, node }) => {
    if (node !== null && node.kind !== 'mapping') {
      const { says } = wrongKind(node, documentShape);
      mistakes.push(problem(node.offset, 'wrong-type', [], `The document ${says}`));
    }
    return node?.kind === 'mapping' ? [{ file, node }] : [];
  });
  const heading = headingOf(roots);
  for (const { file, node } of roots) {
    const seen = new Set<string>();
    for (const member of node.members) {
      if (seen.has(member.key) && isKnown(member.key)) {
        const message = `\`${member.key}\` stands here twice. Make one of the two.`;
        problems.push(problem(member.offset, 'duplicate-key', [member.key], message));
      } else if (headingKeys.includes(member.key) && file !== heading?.file) {
        const message = `\`${member.key}\` belongs to the heading, which stands in ${heading?.file}. Take it out here.`;
        problems.push(problem(member.offset, 'second-heading', [member.key], message));
      } else if (listKeys.includes(member.key)) addList(member);
      else if (member.key !== schemaKey) members.push(member);
      seen.add(member.key);
    }
  }
  const offset = heading?.node.offset ?? contents[0]?.offset ?? 0;
  const root: MappingNode = { kind: 'mapping', offset, members };
  return { root, mistakes, problems };

  function addList({ key, offset, value }: Member): void {
    if (value.kind !== 'list') {
      const { says } = wrongKind(value, documentShape.keys[key]!.shape);
      problems.push(problem(value.offset, 'wrong-type', [key], `\`${key}\` ${says}`));
      return;
    }
    const list = lists.get(key) ?? { kind: 'list', offset: value.offset, items: [] };
    if (!lists.has(key)) members.push({ key, offset, value: list });
    lists.set(key, list);
    for (const item of value.items) list.items.push(item);
  }
}

function problem(
  offset: number,
  code: DefectCode,
  path: readonly string[],
  message: string,
): ShapeProblem {
  return { offset, severity: 'error', code, path, message, suggestions: [] };
}

interface Root {
  readonly file: string;
  readonly node: MappingNode;
}

/** The file that says which curriculum it is; where none does, the first with anything of a heading. */
function headingOf(roots: readonly Root[]): Root | undefined {
  const hasAny = (keys: readonly string[]) => (root: Root) =>
    root.node.members.some(({ key }) => keys.includes(key));
  return roots.find(hasAny(['curriculum'])) ?? roots.find(hasAny(headingKeys));
}

function isKnown(key: string): boolean {
  return headingKeys.includes(key) || listKeys.includes(key);
}
