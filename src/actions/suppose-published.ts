import { CurriculumGraph } from '../curriculum/graph.ts';
import { historyWith, noHistory } from '../curriculum/history.ts';
import { lineageOf } from '../curriculum/lineage.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { TextReading } from './curriculum-thread.ts';
import type { Environment } from './environment.ts';

/** What would be published, by whom. */
export interface Supposed {
  readonly graph: CurriculumGraph;
  readonly digest: string;
  readonly publishedBy: string;
  readonly note: string | null;
}

/** What a curriculum would be if it were published now, as the next revision of its curriculum; nothing is stored. */
export function supposePublished(
  { now }: Pick<Environment, 'now'>,
  { heads }: CurriculaSnapshot,
  { graph, ...said }: Supposed,
): PublishedCurriculum {
  const { curriculum } = graph;
  const base = heads.get(curriculum.slug);
  const number = (base?.revision.number ?? 0) + 1;
  const revision = { curriculum: curriculum.slug, number, publishedAt: now(), ...said };
  const history = base?.lineage?.history ?? noHistory;
  const before = base?.graph.curriculum ?? null;
  return {
    graph,
    revision,
    lineage: lineageOf(historyWith(history, before, curriculum, revision)),
  };
}

/** The same of a text that was read. */
export function supposeText(
  environment: Pick<Environment, 'now'>,
  snapshot: CurriculaSnapshot,
  { curriculum, digest, snapshot: arrays }: SoundText,
  said: Pick<Supposed, 'publishedBy' | 'note'> = { publishedBy: '', note: null },
): PublishedCurriculum {
  const graph = CurriculumGraph.attach({ curriculum, snapshot: arrays });
  return supposePublished(environment, snapshot, { graph, digest, ...said });
}

export type SoundText = Extract<TextReading, { readonly kind: 'curriculum' }>;

/** The snapshot that there would be if this were published. */
export function supposing(
  snapshot: CurriculaSnapshot,
  published: PublishedCurriculum,
): CurriculaSnapshot {
  const { curriculum } = published.revision;
  const heads = new Map(snapshot.heads).set(curriculum, published);
  const isDefault = (snapshot.default?.revision.curriculum ?? curriculum) === curriculum;
  return { ...snapshot, heads, default: isDefault ? published : snapshot.default };
}
