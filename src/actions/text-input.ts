import { createHash } from 'node:crypto';
import { filesMax, type SourceFile } from '../exchange/curriculum/native.ts';
import type { InvalidRequest } from '../planner/refusal.ts';
import { invariant } from '../util/invariant.ts';
import { authorsThread, type TextReading, type ToldDefects } from './curriculum-thread.ts';
import { ProblemList } from './problem-list.ts';
import { publishLimits } from './publish-limits.ts';

/** A curriculum in the native format, as YAML or JSON: one text, or several named files. */
export interface TextInput {
  readonly text?: string | null | undefined;
  readonly files?: readonly TextFile[] | null | undefined;
}

export interface TextFile {
  /** One whose name ends in `.json` must be JSON. */
  readonly name: string;
  readonly text: string;
}

/** What one text is called where its problems are told. */
const nameOfText = 'text';

/** The files that are meant, or what is wrong with how they were given. */
export function filesIn({
  text,
  files,
}: TextInput): { readonly kind: 'files'; readonly files: readonly SourceFile[] } | InvalidRequest {
  const problems = new ProblemList();
  if ((text == null) === (files == null))
    problems.add('text', 'Give either `text`, for one text, or `files`, for several.');
  if (files?.length === 0) problems.add('files', '`files` is empty.');
  if (files && files.length > filesMax)
    problems.add('files', `\`files\` has ${files.length} entries; ${filesMax} are the most.`);
  const names = new Set<string>();
  for (const [index, { name }] of (files ?? []).slice(0, filesMax).entries()) {
    const path = `files.${index}.name`;
    problems.checkText(path, name, publishLimits.fileName);
    if (names.has(name)) problems.add(path, `\`${path}\` is the name of another file already.`);
    names.add(name);
  }
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const given = files ?? [{ name: nameOfText, text: text! }];
  return { kind: 'files', files: given.map(({ name, text }) => ({ file: name, text })) };
}

/** A text of which no curriculum can be made. */
export interface DefectiveText extends ToldDefects {
  readonly kind: 'defective';
  readonly message: string;
}

export type TextsResult =
  | Extract<TextReading, { readonly kind: 'curriculum' }>
  | DefectiveText
  | InvalidRequest;

/** Reads files, away from the event loop; an invalid request where so many others are being read that it has to wait. */
export async function readTexts(files: readonly SourceFile[]): Promise<TextsResult> {
  const reading = await authorsThread.read(files);
  if (reading.kind === 'busy') return tooManyAtOnce();
  return reading.kind === 'defective' ? defectiveText(reading) : reading;
}

/** Says in a sentence that no curriculum can be made of a text. */
export function defectiveText({ defects, defectCount }: ToldDefects): DefectiveText {
  const message = messageOf({ defects, defectCount });
  return { kind: 'defective', defects, defectCount, message };
}

function messageOf({ defects, defectCount }: ToldDefects): string {
  const errors = defects.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  invariant(first, 'a defective text has an error, and errors are told');
  const place = `${first.file}:${first.line}:${first.column}`;
  const isAllTold = defects.length === defectCount;
  const count = isAllTold ? `${errors.length}` : `More than ${errors.length}`;
  if (isAllTold && errors.length === 1) return `At ${place}: ${first.message}`;
  return `${count} things are wrong with this curriculum. The first, at ${place}: ${first.message}`;
}

/** By which the same files are known again. */
export function filesDigest(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const { file, text } of files) hash.update(JSON.stringify([file, text.length])).update(text);
  return hash.digest('hex');
}

/** That a text was not looked at. */
export function tooManyAtOnce(): InvalidRequest {
  const message = 'Many curricula are being read at this moment. Send this one again in a minute.';
  return {
    kind: 'invalid-request',
    message,
    problems: [{ path: 'text', message, suggestions: [] }],
  };
}
