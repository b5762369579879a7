import { StoreBusy } from '../store/store-busy.ts';
import { StoreFull } from '../store/store-full.ts';

/** What to say to whoever asked where neither they nor we are at fault, but the database; null of any other error. */
export function storeTrouble(error: unknown): string | null {
  return error instanceof StoreBusy || error instanceof StoreFull ? error.message : null;
}
