import type { CallSettings } from '../outside/deliver-webhook.ts';
import type { Store } from '../store/store.ts';
import { uuidV7 } from '../util/uuid-v7.ts';
import type { ChangeStreams } from './change-streams.ts';
import type { CurriculaSeen } from './curricula.ts';

/** What actions work with, made once when the program starts. */
export interface Environment {
  readonly store: Store;
  /** For a request those that there were when it came. */
  readonly curricula: CurriculaSeen;
  readonly streams: ChangeStreams;
  readonly now: () => Date;
  /** So many bytes that nobody can guess. */
  readonly random: (byteCount: number) => Uint8Array;
  /** Which addresses of others may be called; public ones alone where it is left out. */
  readonly calls?: CallSettings;
}

/** An id that nothing else has; ids made later are greater, to the millisecond. */
export function newId({ now, random }: Pick<Environment, 'now' | 'random'>): string {
  return uuidV7(now(), random(10));
}
