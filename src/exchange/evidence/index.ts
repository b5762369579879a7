import { canvasResults } from './canvas-results/canvas-results.ts';
import type { EvidenceFormat } from './evidence-format.ts';

/** Every format in which evidence is read from files. The API, the command line and the tests read this list. */
export const evidenceFormats = [canvasResults] as const satisfies readonly EvidenceFormat[];

export type EvidenceFormatName = (typeof evidenceFormats)[number]['name'];

export function evidenceFormatNamed(name: EvidenceFormatName): EvidenceFormat {
  return evidenceFormats.find((format) => format.name === name)!;
}
