import { evidenceFormats } from '../../exchange/evidence/index.ts';
import { listed } from '../../util/listed.ts';
import { importEvidence } from '../import-evidence.ts';
import type { WholeKind, WholeOutcome } from '../import-kind.ts';

const names = evidenceFormats.map(({ name }) => name);

/** What a learning platform found, in a format of its own. */
export const importedResults = {
  name: 'PLATFORM_RESULTS',
  description: `Results of a learning platform, in a format of its own. Options: \`format\`, one of ${listed(names.map((name) => `\`${name}\``))}; \`curriculum\` and \`source\` as \`importEvidence\` has them.`,
  deed: 'SEND_STATEMENTS',
  options: ['format', 'curriculum', 'source'],
  reads: 'WHOLE',
  take: async ({ environment, actor, job }, text): Promise<WholeOutcome> => {
    const { format: asked = names[0], curriculum = null, source = null } = job.options;
    const format = names.find((name) => name === asked);
    if (!format) return refused(`There is no format \`${asked}\`: say one of ${listed(names)}.`);
    const snapshot = environment.curricula.snapshot();
    const settings = { format, text, curriculum, source };
    const result = await importEvidence(environment, snapshot, actor, settings);
    if (result.kind !== 'evidence-imported') return refused(result.message);
    const { created, updated, unchanged, ...rest } = result.counts;
    const { repeated, unassessed, ...left } = rest;
    const rejected = Object.values(left).reduce((sum, count) => sum + count, 0);
    const unknown = [
      ...result.unknownLearners.map(({ title, resultCount }) => ({
        path: 'learner',
        message: `Nobody here is known to be ${title}, of whom there are ${resultCount} results.`,
      })),
      ...result.unknownOutcomes.map(({ title, code, id, resultCount }) => ({
        path: 'outcome',
        message: `No skill is known to be the outcome ${title ?? code ?? id}, of which there are ${resultCount} results.`,
      })),
    ];
    return {
      kind: 'taken',
      counts: { created, updated, unchanged: unchanged + repeated + unassessed, rejected },
      message: `${result.unknownLearnerCount} learners and ${result.unknownOutcomeCount} outcomes are not known here.`,
      problems: [
        ...result.problems.map(({ line, message }) => ({ line, path: '', message })),
        ...unknown.map((problem) => ({ line: 0, ...problem })),
      ],
    };
  },
} as const satisfies WholeKind;

function refused(message: string): WholeOutcome {
  return { kind: 'refused', message, problems: [] };
}
