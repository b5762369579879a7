import { noteMax, summaryMax, titleMax } from '../native/document-shape.ts';
import type { Place } from '../native.ts';
import type { RemarkList } from './remark-list.ts';

const forms = {
  title: { charactersMax: titleMax, isOneLine: true },
  summary: { charactersMax: summaryMax, isOneLine: false },
  note: { charactersMax: noteMax, isOneLine: false },
} as const;

/**
 * A text as the native format takes it: without what no terminal and no database takes, and not longer than such a text may
 * be; null where nothing is left. What is changed is remarked, but for spaces.
 */
export function mendText(
  text: string,
  form: keyof typeof forms,
  { place, subject, remarks }: { place: Place; subject: string; remarks: RemarkList },
): string | null {
  const { charactersMax, isOneLine } = forms[form];
  const change = (message: string) => remarks.add('CHANGED', place, subject, message);
  let mended = text.replace(/\r\n?/g, '\n').trim();
  const printable = mended.replace(unprintables, '').trim();
  if (printable !== mended) {
    mended = printable;
    change(`The ${form} had signs in it that cannot be printed. They are left out.`);
  }
  if (lost.test(mended))
    change(
      `The ${form} has \`�\` in it: letters were lost before the text came here. Save it as UTF-8 where it comes from, and import again.`,
    );
  if (isOneLine && mended.includes('\n')) {
    mended = mended.replace(/\s*\n\s*/g, ' ');
    change(
      `The ${form} had several lines, which are one now. A quotation mark may be missing before.`,
    );
  }
  if (mended.length > charactersMax) {
    change(
      `The ${form} had ${mended.length} characters; ${charactersMax} are the most. The end is cut off.`,
    );
    mended = `${mended
      .slice(0, charactersMax - 1)
      .replace(/[\ud800-\udbff]$/, '')
      .trimEnd()}…`;
  }
  return mended === '' ? null : mended;
}

const unprintables = /(?![\t\n])[\p{Cc}\p{Cs}]/gu;
const lost = /\ufffd/;
