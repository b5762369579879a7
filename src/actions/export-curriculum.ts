import type { Exported } from '../exchange/curriculum/exporter.ts';
import type { ExporterName } from '../exchange/curriculum/index.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import type { PublishedCurriculum } from './curricula.ts';
import { readersThread } from './curriculum-thread.ts';
import { tooManyAtOnce } from './text-input.ts';

/** Writes a revision in a format of others, away from the event loop. */
export async function exportCurriculum(
  { graph, revision }: PublishedCurriculum,
  format: ExporterName,
  address: string | null,
): Promise<({ readonly kind: 'exported' } & Exported) | InvalidRequest> {
  const context = { revision, address };
  const exported = await readersThread.export(graph.curriculum, { format, context });
  return exported ? { kind: 'exported', ...exported } : tooManyAtOnce();
}
