import { oneRoster } from './oneroster.ts';
import type { RosterFormat } from './roster.ts';

/** Every way in which a roster can come; the first is the default. The API and the command line read this list. */
export const rosterFormats = [oneRoster] as const satisfies readonly RosterFormat[];

export type RosterFormatName = (typeof rosterFormats)[number]['name'];

export function rosterFormatNamed(name: RosterFormatName): RosterFormat {
  return rosterFormats.find((format) => format.name === name)!;
}
