import type { Actor } from './actor.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { Environment } from './environment.ts';
import { warningsOf } from './lint-history.ts';
import { type Forbidden, forbids } from './permissions.ts';
import { supposeText } from './suppose-published.ts';
import { filesIn, readTexts, type TextInput, type TextsResult } from './text-input.ts';

export type CheckCurriculumResult = TextsResult | Forbidden;

/**
 * Tells all that is wrong with a curriculum in the native format, or worth another look, its history included; stores nothing.
 * For authors.
 */
export async function checkCurriculum(
  environment: Pick<Environment, 'now'>,
  snapshot: CurriculaSnapshot,
  actor: Actor,
  input: TextInput,
): Promise<CheckCurriculumResult> {
  const forbidden = forbids(actor, 'PUBLISH');
  if (forbidden) return forbidden;
  const given = filesIn(input);
  if (given.kind !== 'files') return given;
  const reading = await readTexts(given.files);
  if (reading.kind !== 'curriculum') return reading;
  return { ...reading, ...warningsOf(reading, supposeText(environment, snapshot, reading)) };
}
