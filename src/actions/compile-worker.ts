import { parentPort } from 'node:worker_threads';
import type { Curriculum } from '../curriculum/curriculum.ts';
import { CurriculumGraph } from '../curriculum/graph.ts';
import { namedKinds } from '../curriculum/history.ts';
import { type Lineage, lineageOf } from '../curriculum/lineage.ts';
import { takeSnapshot } from '../curriculum/snapshot.ts';
import { openReads } from '../store/open.ts';
import type { StoreReads } from '../store/store.ts';
import { invariant } from '../util/invariant.ts';
import {
  type CompileMessage,
  type CompileQuestion,
  type CompileReply,
  type ItemList,
  itemLists,
  type ListName,
} from './compile-message.ts';

// The thread behind `compile-thread.ts`: for each question the parts of the answer, one after the other, and its end.

invariant(parentPort !== null, 'this runs as a worker thread');
const port = parentPort;
/** Parts that were sent and not taken yet. */
let pending = 0;
let whenTaken: () => void = () => undefined;

port.on('message', (message: CompileQuestion | CompileReply) => {
  if (message === 'taken') {
    pending -= 1;
    whenTaken();
  } else
    answer(message).catch((error) => send({ kind: 'failed', message: failureOf(message, error) }));
});

async function answer(question: CompileQuestion): Promise<void> {
  const { reads, close } = await openReads(question.address);
  try {
    await compile(question, reads);
  } finally {
    await close();
  }
}

async function compile(
  { curriculum: slug, number, known, wantsLineage }: CompileQuestion,
  reads: StoreReads,
): Promise<void> {
  const curriculum = await reads.curricula.at(slug, number);
  invariant(curriculum, `revision ${number} of ${slug} is listed but not there`);
  const built = CurriculumGraph.build(curriculum);
  invariant(built.kind === 'graph', `revision ${number} of ${slug} was published unsound`);
  const { nodes, depth } = built.graph;
  const gone = {} as Record<ItemList, readonly string[]>;
  for (const list of itemLists) {
    const range = known === null ? null : { from: known, to: number };
    const changed = range && (await reads.curricula.changedSlugs(slug, list, range));
    gone[list] = changed?.gone ?? [];
    await sendList(list, changed ? only(curriculum[list], changed.added) : curriculum[list]);
  }
  const { skills, projects, careerPaths, advice, ...heading } = curriculum;
  const snapshot = takeSnapshot({ nodes, depth });
  const lineage = wantsLineage
    ? await sendLineage(lineageOf(await reads.curricula.history(slug, number)))
    : null;
  send({ kind: 'compiled', heading: JSON.stringify(heading), gone, snapshot, lineage });
}

/** Sends the long lists of a lineage; gives the rest. */
async function sendLineage(lineage: Lineage): Promise<Lineage> {
  for (const kind of namedKinds) {
    const { bearers, meanings } = lineage.kinds[kind];
    await sendList(`bearers of ${kind}`, bearers);
    await sendList(`meanings of ${kind}`, [...meanings]);
    await sendList(`ranges of ${kind}`, lineage.history.names[kind]);
  }
  const empty = <Names extends Lineage['kinds']['skills']>(names: Names): Names => ({
    ...names,
    bearers: [],
    meanings: new Map(),
  });
  const { skills, projects, careerPaths } = lineage.kinds;
  return {
    ...lineage,
    history: { ...lineage.history, names: { skills: [], projects: [], careerPaths: [] } },
    kinds: { skills: empty(skills), projects: empty(projects), careerPaths: empty(careerPaths) },
  };
}

type Item = Curriculum[ItemList][number];

function only(items: readonly Item[], slugs: ReadonlySet<string>): readonly Item[] {
  return items.filter(({ slug }) => slugs.has(slug));
}

/** As text, since of all ways over to another thread that is the one which is read fastest there. */
async function sendList(list: ListName, items: readonly unknown[]): Promise<void> {
  let texts: string[] = [];
  let characters = 0;
  const flush = async () => {
    if (texts.length === 0) return;
    while (pending >= pendingMax) await new Promise<void>((resolve) => (whenTaken = resolve));
    pending += 1;
    send({ kind: 'part', list, json: `[${texts.join()}]` });
    [texts, characters] = [[], 0];
  };
  for (const item of items) {
    const text = JSON.stringify(item);
    texts.push(text);
    characters += text.length;
    if (characters >= partCharacters) await flush();
  }
  await flush();
}

/** What is read in about a millisecond. */
const partCharacters = 100_000;
/** While one is read the next is on its way; more would be read one right after the other. */
const pendingMax = 2;

function send(message: CompileMessage): void {
  port.postMessage(message);
}

function failureOf({ curriculum, number }: CompileQuestion, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `Revision ${number} of ${curriculum} could not be compiled: ${why}`;
}
