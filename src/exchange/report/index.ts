import { csv } from './csv.ts';
import { markdown } from './markdown.ts';
import type { ReportFormat } from './report.ts';

/** Every way to write the report of a cohort down. */
export const reportFormats = [markdown, csv] as const satisfies readonly ReportFormat[];

export type ReportFormatName = (typeof reportFormats)[number]['name'];
