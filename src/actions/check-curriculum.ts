import type { Actor } from './actor.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { filesIn, readTexts, type TextInput, type TextsResult } from './text-input.ts';

export type CheckCurriculumResult = TextsResult | Forbidden;

/** Tells all that is wrong with a curriculum in the native format, or worth another look; stores nothing. For authors. */
export async function checkCurriculum(
  actor: Actor,
  input: TextInput,
): Promise<CheckCurriculumResult> {
  const forbidden = forbids(actor, 'PUBLISH');
  if (forbidden) return forbidden;
  const given = filesIn(input);
  return given.kind === 'files' ? readTexts(given.files) : given;
}
