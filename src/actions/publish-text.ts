import type { Actor } from './actor.ts';
import type { Environment } from './environment.ts';
import { warningsOf } from './lint-history.ts';
import {
  type PublishResolvedResult,
  type PublishWish,
  publishedBefore,
  publishResolved,
  refuseToPublish,
} from './publish-resolved.ts';
import { supposeText } from './suppose-published.ts';
import {
  type DefectiveText,
  filesDigest,
  filesIn,
  readTexts,
  type TextInput,
} from './text-input.ts';

export interface PublishTextInput extends TextInput, PublishWish {}

export type PublishTextResult = PublishResolvedResult | DefectiveText;

/** Publishes a curriculum in the native format, or tells every problem of it. For authors. */
export async function publishText(
  environment: Environment,
  actor: Actor,
  { text, files, ...wish }: PublishTextInput,
): Promise<PublishTextResult> {
  const refusal = refuseToPublish(actor, wish);
  if (refusal) return refusal;
  const given = filesIn({ text, files });
  if (given.kind !== 'files') return given;
  const payload = wish.idempotencyKey == null ? null : { text: filesDigest(given.files) };
  const before = await publishedBefore(environment, actor, wish, payload);
  if (before) return before;
  const reading = await readTexts(given.files);
  if (reading.kind !== 'curriculum') return reading;
  const { curriculum, digest } = reading;
  const supposed = supposeText(environment, environment.curricula.snapshot(), reading);
  const warnings = warningsOf(reading, supposed);
  return publishResolved(environment, actor, { ...wish, curriculum, digest, warnings, payload });
}
