import type { ImportSettings } from '../exchange/curriculum/importer.ts';
import { type ImporterName, importerNamed, importers } from '../exchange/curriculum/index.ts';
import type { SourceFile } from '../exchange/curriculum/native.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import { listed } from '../util/listed.ts';
import type { Actor } from './actor.ts';
import { authorsThread, type ImportedText } from './curriculum-thread.ts';
import { type Environment, newId } from './environment.ts';
import { importLimits } from './import-limits.ts';
import type { KeyConflict } from './keep-response.ts';
import { warningsOf } from './lint-history.ts';
import type { Forbidden } from './permissions.ts';
import { ProblemList } from './problem-list.ts';
import {
  type PublishResolvedResult,
  type PublishWish,
  publishResolved,
  refuseToPublish,
} from './publish-resolved.ts';
import { formatsOf } from './read-import.ts';
import type { RevisionConflict } from './revision-conflict.ts';
import { supposeText } from './suppose-published.ts';
import {
  type DefectiveText,
  defectiveText,
  filesDigest,
  filesIn,
  type TextFile,
  tooManyAtOnce,
} from './text-input.ts';

export interface ImportCurriculumInput extends PublishWish {
  readonly files: readonly TextFile[];
  /** Recognized by what stands in the files where it is left out. */
  readonly format?: ImporterName | null | undefined;
  readonly settings?: ImportSettingsInput | null | undefined;
  /** Whether it becomes the next revision; else nothing is stored. */
  readonly publish?: boolean | null | undefined;
}

export interface ImportSettingsInput {
  readonly curriculum?: string | null | undefined;
  readonly hoursByDefault?: number | null | undefined;
}

export interface ImportedCurriculum {
  readonly kind: 'imported';
  readonly format: ImporterName;
  readonly read: Extract<ImportedText, { readonly kind: 'curriculum' }>;
  /** What came of publishing; null where nothing was to be published. */
  readonly publication: Extract<
    PublishResolvedResult,
    { readonly kind: 'published' | 'unchanged' }
  > | null;
}

export type ImportCurriculumResult =
  | ImportedCurriculum
  | DefectiveText
  | RevisionConflict
  | KeyConflict
  | InvalidRequest
  | Forbidden;

/**
 * Makes a curriculum of files that others wrote, with a report of all that did not come over as it was; and publishes it where
 * that is wanted. For authors.
 */
export async function importCurriculum(
  environment: Environment,
  actor: Actor,
  input: ImportCurriculumInput,
): Promise<ImportCurriculumResult> {
  const { files, format: wanted, publish, ...wish } = input;
  const refusal = refuseToPublish(actor, wish);
  if (refusal) return refusal;
  const given = filesIn({ files });
  if (given.kind !== 'files') return given;
  const checked = readSettings(input.settings);
  if (checked.kind !== 'settings') return checked;
  const told = wanted ? { kind: 'format' as const, format: wanted } : formatIn(given.files);
  if (told.kind !== 'format') return told;
  const { format } = told;
  const { settings } = checked;
  const found = await authorsThread.import(given.files, { format, settings });
  if (found.kind === 'busy') return tooManyAtOnce();
  if (found.kind === 'defective') return defectiveText(found);
  const supposed = supposeText(environment, environment.curricula.snapshot(), found);
  const read = { ...found, ...warningsOf(found, supposed) };
  if (!publish) return { kind: 'imported', format, read, publication: null };
  const { curriculum, digest, defects, defectCount } = read;
  const published = await publishResolved(environment, actor, {
    ...wish,
    curriculum,
    digest,
    imported: { format, event: newId(environment) },
    warnings: { defects, defectCount },
    payload: { importCurriculum: filesDigest(given.files), format, settings },
  });
  switch (published.kind) {
    case 'published':
    case 'unchanged':
      return { kind: 'imported', format, read, publication: published };
    default:
      return published;
  }
}

/** What the files may not say; or all that is wrong with it. */
export function readSettings(
  input: ImportSettingsInput | null | undefined,
): { readonly kind: 'settings'; readonly settings: ImportSettings } | InvalidRequest {
  const { curriculum = null, hoursByDefault } = input ?? {};
  const problems = new ProblemList();
  if (curriculum !== null && !isId(curriculum))
    problems.add(
      'settings.curriculum',
      '`settings.curriculum` must be lower-case words joined by hyphens, such as `python-track`.',
    );
  const hours = hoursByDefault ?? importLimits.hoursByDefault;
  const tenths = Math.round(hours * 10);
  const isFine = tenths > 0 && hours <= importLimits.hours && Math.abs(tenths / 10 - hours) < 1e-9;
  if (!isFine)
    problems.add(
      'settings.hoursByDefault',
      `\`settings.hoursByDefault\` must be a multiple of 0.1 above 0 and at most ${importLimits.hours}.`,
    );
  const refusal = problems.refusal();
  return refusal ?? { kind: 'settings', settings: { curriculum, hoursByDefault: tenths / 10 } };
}

function isId(text: string): boolean {
  return text.length <= importLimits.curriculum && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
}

/** The one format that the files look like. */
function formatIn(
  files: readonly SourceFile[],
): { readonly kind: 'format'; readonly format: ImporterName } | InvalidRequest {
  const formats = formatsOf(files);
  const [format, ...others] = formats;
  if (format !== undefined && others.length === 0) return { kind: 'format', format };
  const problems = new ProblemList();
  problems.add('format', formatProblem(formats));
  return problems.refusal()!;
}

/** Why it can't be told by the files which format they are in. */
export function formatProblem(formats: readonly ImporterName[]): string {
  const all = formats.length > 0 ? formats : importers.map(({ name }) => name);
  const names = all.map((name) => `\`${name}\` (${importerNamed(name).title})`);
  return formats.length > 0
    ? `The files may be in several formats: ${listed(names)}. Say which one is meant.`
    : `The files look like none of the formats that can be read, which are ${listed(names)}. Say which one is meant.`;
}
