import type { EvidenceFormat, EvidenceReading, EvidenceSettings } from '../evidence-format.ts';
import { readReport } from './read-report.ts';
import { readResponse } from './read-response.ts';
import { showingOn } from './showing.ts';

/** Larger files are refused before they are read. */
export const canvasResultsLimits = { bytes: 64 * 1024 * 1024 } as const;

/** Outcome results of Canvas: its report as CSV, or what its API answers as JSON. */
export const canvasResults = {
  name: 'CANVAS_RESULTS',
  title: 'Canvas outcome results',
  description:
    'Outcome results of Canvas: the account report "Outcome Results" as CSV, or what `/api/v1/courses/{id}/outcome_results?include[]=outcomes&include[]=users` answers as JSON, one page or a list of pages.',
  fileExtensions: ['csv', 'json'],
  usual: { source: 'canvas', systems: { platform: 'canvas', records: 'sis' } },
  read,
  showing: showingOn,
} as const satisfies EvidenceFormat;

function read(text: string, settings: EvidenceSettings): EvidenceReading {
  const bytes = Buffer.byteLength(text);
  if (bytes > canvasResultsLimits.bytes)
    return defective(
      `The file has ${bytes} bytes; ${canvasResultsLimits.bytes} are the most. Ask Canvas for one term or course at a time.`,
    );
  if (text.includes('\0'))
    return defective('The file is no text, or it is UTF-16. Save it as UTF-8.');
  const start = /^\ufeff?\s*([[{])?/.exec(text.slice(0, 1_000));
  return start?.[1] === undefined ? readReport(text, settings) : readResponse(text, settings);
}

function defective(message: string): EvidenceReading {
  return { kind: 'defective', defects: [{ line: 1, message }] };
}
