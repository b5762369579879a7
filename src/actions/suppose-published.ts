import type { CurriculumGraph } from '../curriculum/graph.ts';
import { historyWith, noHistory } from '../curriculum/history.ts';
import { lineageOf } from '../curriculum/lineage.ts';
import type { CurriculaSnapshot, PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';

/** What a curriculum would be if it were published now, as the next revision of its curriculum; nothing is stored. */
export function supposePublished(
  { now }: Pick<Environment, 'now'>,
  { heads }: CurriculaSnapshot,
  {
    graph,
    ...said
  }: {
    readonly graph: CurriculumGraph;
    readonly digest: string;
    readonly publishedBy: string;
    readonly note: string | null;
  },
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
