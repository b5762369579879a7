import type { TextNode } from '../../text/text-node.ts';
import { type RemarkList, shortened } from '../importing/remark-list.ts';
import type { Place } from '../native.ts';
import type { TrackFiles } from './files.ts';
import { itemsAt, member, textAt, textOf } from './nodes.ts';

/** An exercise of a track, with the names of concepts as the track has them; all of them are concepts of the track. */
export interface Exercise {
  readonly kind: 'concept' | 'practice';
  readonly name: string;
  readonly title: string;
  readonly node: TextNode;
  readonly place: Place;
  /** As in `exercises.practice[3]`. */
  readonly path: string;
  /** What learners see of it is there. */
  readonly isReady: boolean;
  /** What it teaches. */
  readonly concepts: readonly string[];
  readonly practises: readonly string[];
  readonly prerequisites: readonly { readonly concept: string; readonly place: Place }[];
  /** What it asks for that is none of the track's concepts. */
  readonly unknown: readonly string[];
}

/** The exercises that learners may meet: what is deprecated is left out, and so is practice that isn't ready. */
export function readExercises(
  { config, place }: TrackFiles,
  concepts: ReadonlySet<string>,
  remarks: RemarkList,
): Exercise[] {
  const exercises: Exercise[] = [];
  const names = new Map<string, Place>();
  const all = member(config, 'exercises');
  for (const kind of ['concept', 'practice'] as const)
    for (const [index, node] of itemsAt(all, kind).entries()) read(kind, index, node);
  return exercises;

  function read(kind: Exercise['kind'], index: number, node: TextNode): void {
    const path = `exercises.${kind}[${index}]`;
    const at = place(node.offset);
    const name = textAt(node, 'slug');
    const status = textAt(node, 'status');
    const reason = whyLeftOut({ kind, name, status }, names.get(name) ?? null);
    if (reason !== null) {
      remarks.add('DROPPED', at, path, reason);
      return;
    }
    names.set(name, at);
    const unknown: string[] = [];
    const about = { node, path, unknown: [] };
    const taught = new Set(
      kind === 'concept' ? known('concepts', about).map(({ concept }) => concept) : [],
    );
    if (kind === 'concept' && taught.size === 0) {
      const message = `\`${shortened(name)}\` teaches no concept of the track. It is left out.`;
      remarks.add('DROPPED', at, path, message);
    }
    exercises.push({
      kind,
      name,
      title: textAt(node, 'name') || name,
      node,
      place: at,
      path,
      isReady: status !== 'wip',
      concepts: [...taught],
      practises: kind === 'practice' ? known('practices', about).map(({ concept }) => concept) : [],
      prerequisites: known('prerequisites', { node, path, unknown }).filter((needed) =>
        isOther(needed, taught, path),
      ),
      unknown,
    });
  }

  /** What a list of an exercise names, each once; what is no concept of the track leads out of it. */
  function known(
    key: string,
    { node, path, unknown }: { node: TextNode; path: string; unknown: string[] },
  ) {
    const found = new Map<string, { concept: string; place: Place }>();
    for (const [index, item] of itemsAt(node, key).entries()) {
      const subject = `${path}.${key}[${index}]`;
      const at = place(item.offset);
      const concept = textOf(item);
      if (found.has(concept))
        remarks.add(
          'DROPPED',
          at,
          subject,
          `\`${shortened(concept)}\` stands in the list already.`,
        );
      else if (concepts.has(concept)) found.set(concept, { concept, place: at });
      else if (concept === '') remarks.add('DROPPED', at, subject, 'This is no name of a concept.');
      else {
        unknown.push(concept);
        const message = `\`${shortened(concept)}\` is none of the track's concepts. It is left out here; add it to \`concepts\` to keep it.`;
        remarks.add('EXTERNAL', at, subject, message);
      }
    }
    return [...found.values()];
  }

  function isOther(
    { concept, place }: { concept: string; place: Place },
    taught: ReadonlySet<string>,
    path: string,
  ): boolean {
    if (!taught.has(concept)) return true;
    remarks.add(
      'DROPPED',
      place,
      `${path}.prerequisites`,
      `\`${shortened(concept)}\` is what the exercise teaches, so it can't be needed before. It is left out.`,
    );
    return false;
  }
}

/** Why learners do not meet an exercise; null where they do. */
function whyLeftOut(
  { kind, name, status }: { kind: Exercise['kind']; name: string; status: string },
  before: Place | null,
): string | null {
  const own = `\`${shortened(name)}\``;
  if (name === '') return 'The exercise has no slug. Give it one.';
  if (before) return `${own} stands in line ${before.line} already. This one is left out.`;
  if (status === 'deprecated')
    return `${own} is deprecated: learners no longer meet it. It is left out.`;
  if (status === 'wip' && kind === 'practice')
    return `${own} is still being worked on: learners do not meet it yet. It is left out.`;
  return null;
}
