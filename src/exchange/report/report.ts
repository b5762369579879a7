/** A week of a cohort, as plain data. Days are `YYYY-MM-DD`, shares from 0 to 1; titles and names are as people gave them. */
export interface CohortReport {
  readonly cohort: string;
  readonly curriculum: string;
  /** Monday and Sunday. */
  readonly from: string;
  readonly to: string;
  /** In order of name. */
  readonly members: readonly MemberReport[];
  /** Sentences. */
  readonly progress: string;
  readonly bottlenecks: readonly string[];
  readonly groups: readonly string[];
  /** Null where nothing would help several at once. */
  readonly workshop: string | null;
}

export interface MemberReport {
  readonly name: string;
  /** Null, as all below, where they follow no roadmap on the curriculum. */
  readonly shareDone: number | null;
  readonly hoursDone: number | null;
  readonly hoursLeft: number | null;
  /** The titles of the steps that they did in the week. */
  readonly doneInWeek: readonly string[];
  readonly hoursInWeek: number;
  /** The last day on which they got on, where they are stalled. */
  readonly stalledSince: string | null;
  readonly daysAhead: number | null;
  readonly expectedFinishOn: string | null;
  readonly next: readonly { readonly title: string; readonly block: string | null }[];
}

/** A way to write a report down. The same report is the same text, byte for byte. */
export interface ReportFormat {
  /** As the API spells it. */
  readonly name: string;
  readonly mediaType: string;
  /** Without the dot. */
  readonly fileExtension: string;
  readonly description: string;
  readonly write: (report: CohortReport) => string;
}
