import type { ExternalId } from '../../curriculum/learner.ts';

/** How rosters come: one entry of the catalog. */
export interface RosterFormat {
  readonly name: string;
  readonly title: string;
  /** A sentence. */
  readonly description: string;
  /** The files that are looked at; no other is even opened. */
  readonly fileNames: readonly string[];
  /** Yields now and then, so that others may have a turn. */
  readonly read: (files: readonly RosterFile[]) => Generator<undefined, RosterReading, unknown>;
}

export interface RosterFile {
  readonly file: string;
  readonly text: string;
}

export type RosterReading =
  | { readonly kind: 'roster'; readonly roster: Roster; readonly remarks: RowProblems }
  | { readonly kind: 'defective'; readonly problems: RowProblems };

/** What a list of problems shows, and how many there are in all. */
export interface RowProblems {
  readonly listed: readonly RowProblem[];
  readonly count: number;
}

/** What is wrong with a row, or what was made of it that goes not without saying. No cell of a person is quoted. */
export interface RowProblem {
  readonly file: string;
  /** Of the file, from 1; null where the file as a whole is meant. */
  readonly line: number | null;
  readonly column: string | null;
  /** A sentence. */
  readonly message: string;
}

/** What a school says of itself: who is there, and who learns with whom. */
export interface Roster {
  /** By which it is told from other schools' rosters; null where it has none. */
  readonly code: string | null;
  readonly parts: RosterParts;
  /** What rows refer to, and from where. */
  readonly references: readonly References[];
}

/** Everything by the id that the school has for it. */
export interface RosterNouns {
  readonly orgs: RosterOrg;
  readonly terms: RosterTerm;
  readonly courses: RosterCourse;
  readonly classes: RosterClass;
  readonly users: RosterUser;
  readonly roles: RosterRole;
  readonly enrollments: RosterEnrollment;
}

export type RosterNoun = keyof RosterNouns;

export type RosterParts = { readonly [Noun in RosterNoun]: RosterPart<RosterNouns[Noun]> };

export interface RosterPart<Value> {
  /** The file that says it. */
  readonly file: string;
  /** What isn't in a whole part is no more; changes leave the rest as it was, and so does nothing. */
  readonly extent: 'WHOLE' | 'CHANGES' | 'NOTHING';
  readonly values: ReadonlyMap<string, Value>;
  /** Lines of the values, by the same ids. */
  readonly lines: ReadonlyMap<string, number>;
  /** Ids of what is said to be no more. */
  readonly gone: ReadonlySet<string>;
}

/** All that one column of a file refers to; `lines` runs beside `ids`. */
export interface References {
  readonly file: string;
  readonly column: string;
  readonly to: RosterNoun;
  readonly ids: readonly string[];
  readonly lines: readonly number[];
}

export interface RosterOrg {
  readonly name: string | null;
}

export interface RosterTerm {
  /** The first day after it, `YYYY-MM-DD`; null where nobody says. */
  readonly endsOn: string | null;
}

export interface RosterCourse {
  readonly title: string | null;
}

export interface RosterClass {
  readonly title: string;
  readonly org: string | null;
  readonly terms: readonly string[];
}

export interface RosterUser {
  readonly isEnabled: boolean;
  readonly name: string | null;
  readonly mail: string | null;
  /** What yet other systems call them. */
  readonly externalIds: readonly ExternalId[];
  /** Whom they are related to, either way: those who look after them, or whom they look after. */
  readonly agents: readonly string[];
}

/** What somebody is in the school as a whole. */
export interface RosterRole extends Span {
  readonly user: string;
  readonly role: string;
}

/** What somebody is in a class. */
export interface RosterEnrollment extends Span {
  readonly class: string;
  readonly user: string;
  readonly role: EnrollmentRole;
}

export const enrollmentRoles = ['student', 'teacher', 'aide', 'proctor', 'administrator'] as const;
export type EnrollmentRole = (typeof enrollmentRoles)[number];

/** Days as `YYYY-MM-DD`; null where there is no such end. */
export interface Span {
  readonly beginsOn: string | null;
  /** The first day on which it is over. */
  readonly endsOn: string | null;
}
