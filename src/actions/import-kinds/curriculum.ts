import { importerNamed, importers } from '../../exchange/curriculum/index.ts';
import { listed } from '../../util/listed.ts';
import { importCurriculum } from '../import-curriculum.ts';
import type { WholeKind, WholeOutcome } from '../import-kind.ts';

const names = importers.map(({ name }) => name);

/** A curriculum in any format of the catalog, published when it is sound. */
export const importedCurriculum = {
  name: 'CURRICULUM',
  description: `A curriculum in one file, published as the next revision where it is sound. Options: \`format\`, one of ${listed(names.map((name) => `\`${name}\``))}, told by the file where it is left out; \`curriculum\`, its slug; \`note\`, what is new.`,
  deed: 'PUBLISH',
  options: ['format', 'curriculum', 'note'],
  reads: 'WHOLE',
  take: async ({ environment, actor, job }, text): Promise<WholeOutcome> => {
    const { format: asked = null, curriculum = null, note = null } = job.options;
    const format = names.find((name) => name === asked) ?? null;
    if (asked !== null && format === null)
      return refused(`There is no format \`${asked}\`: say one of ${listed(names)}.`);
    const ending = format ? importerNamed(format).fileExtensions[0]! : endingOf(text);
    const result = await importCurriculum(environment, actor, {
      files: [{ name: `import.${ending}`, text }],
      ...{ format, settings: { curriculum }, publish: true, note },
      // Whoever goes on where another was cut off is answered as that one was.
      idempotencyKey: `import ${job.id}`,
    });
    if (result.kind === 'defective')
      return {
        kind: 'refused',
        message: result.message,
        problems: result.defects.map(({ line, message }) => ({
          line: line ?? 0,
          path: '',
          message,
        })),
      };
    if (result.kind !== 'imported') return refused(result.message);
    const { publication, read } = result;
    const isNew = publication?.kind === 'published';
    const { remarks } = read;
    const revision = `revision ${publication?.revision.number} of \`${publication?.revision.curriculum}\``;
    return {
      kind: 'taken',
      counts: { created: isNew ? 1 : 0, updated: 0, unchanged: isNew ? 0 : 1, rejected: 0 },
      message: `It ${isNew ? 'was published as' : 'is what is published as'} ${revision}. ${remarks.length} things did not come over as they were.`,
      problems: remarks.map(({ line, subject, message }) => ({
        line: line ?? 0,
        path: subject,
        message,
      })),
    };
  },
} as const satisfies WholeKind;

function endingOf(text: string): string {
  if (/^\ufeff?\s*[{[]/.test(text)) return 'json';
  return /^[^\n]*,/.test(text) ? 'csv' : 'yaml';
}

function refused(message: string): WholeOutcome {
  return { kind: 'refused', message, problems: [] };
}
