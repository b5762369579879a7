import type { Store } from '../store/store.ts';
import type { Curricula } from './curricula.ts';

/** What actions work with, made once when the program starts. */
export interface Environment {
  readonly store: Store;
  readonly curricula: Curricula;
  readonly now: () => Date;
}
