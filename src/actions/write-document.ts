import type { InvalidRequest } from '../planner/refusal.ts';
import type { PublishedCurriculum } from './curricula.ts';
import { type NativeNotation, readersThread } from './curriculum-thread.ts';
import { tooManyAtOnce } from './text-input.ts';

export { type NativeNotation, nativeNotations } from './curriculum-thread.ts';

/** A revision in the native format: publishing the text gives the same digest again. */
export async function writeDocument(
  { graph }: PublishedCurriculum,
  notation: NativeNotation,
): Promise<{ readonly kind: 'document'; readonly text: string } | InvalidRequest> {
  const text = await readersThread.write(graph.curriculum, notation);
  return text === null ? tooManyAtOnce() : { kind: 'document', text };
}
