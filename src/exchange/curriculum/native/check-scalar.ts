import type { DefectCode } from '../../../curriculum/defect-rules.ts';
import { didYouMean } from '../../../util/did-you-mean.ts';
import type { ScalarNode, TextNode } from '../../text/text-node.ts';
import { expected, kindOf } from './expected.ts';
import type { ChoiceShape, CountShape, HoursShape, Shape, TextShape } from './shape.ts';

/** What is wrong with a value. */
export interface Fault {
  readonly code: DefectCode;
  /** To go after the value's name. */
  readonly says: string;
  readonly suggestions: readonly string[];
}

export type ScalarShape = TextShape | HoursShape | CountShape | ChoiceShape;

/** More hours than anybody gives to one thing; sums of them stay exact. */
export const hoursMax = 10_000;

/** What departs from the shape in a text, a number or a word; null where it is as it should be. */
export function checkScalar(node: ScalarNode, shape: ScalarShape): Fault | null {
  const { value } = node;
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string' ? checkText(value, shape) : wrongKind(node, shape);
    case 'hours':
      return typeof value === 'number' ? checkHours(value) : wrongKind(node, shape);
    case 'count':
      return typeof value === 'number' ? checkCount(value) : wrongKind(node, shape);
    case 'choice':
      return typeof value === 'string' ? checkChoice(value, shape) : wrongKind(node, shape);
  }
}

/** The fault of a value that is of another kind altogether. */
export function wrongKind(node: TextNode, shape: Shape): Fault {
  const kind = kindOf(node);
  if (kind === null) return fault('wrong-type', `is empty; it must be ${expected(shape)}.`);
  return fault('wrong-type', `must be ${expected(shape)}, not ${kind}.${mending(node, shape)}`);
}

function mending(node: TextNode, shape: Shape): string {
  const isText = node.kind === 'scalar' && typeof node.value === 'string';
  if (shape.kind === 'list') return isText ? ' Put it in brackets: `[…]`.' : '';
  if (shape.kind === 'text') return node.kind === 'scalar' ? ' Put it in quotes.' : '';
  const isNumber = isText && node.value !== '' && !Number.isNaN(Number(node.value));
  return isNumber ? ' Take the quotes away.' : '';
}

function checkText(
  text: string,
  { charactersMax, isOneLine = false, form }: TextShape,
): Fault | null {
  if (text.trim() === '') return fault('empty-text', 'is empty. Write something, or take it out.');
  const characters = text.length > charactersMax ? charactersIn(text) : text.length;
  if (characters > charactersMax)
    return fault('text-too-long', `has ${characters} characters; ${charactersMax} are the most.`);
  const unprintable = unprintables.exec(text)?.[0];
  if (unprintable !== undefined)
    return fault('unprintable-text', `has ${codePoint(unprintable)} in it. Take it out.`);
  if (isOneLine && /[\n\r]/.test(text.trim())) return fault('several-lines', 'must be one line.');
  if (!form || form.pattern.test(text)) return null;
  const meant = form.mend?.(text) ?? '';
  return fault(form.code, `must be ${form.expects}.`, form.pattern.test(meant) ? [meant] : []);
}

function checkHours(hours: number): Fault | null {
  const rounded = Math.round(hours * 10) / 10;
  const isWithin = hours > 0 && hours <= hoursMax;
  if (isWithin && Math.abs(hours - rounded) < 1e-9) return null;
  if (!isWithin)
    return fault('bad-hours', `must be above 0 and at most ${hoursMax}, not ${hours}.`);
  const nearest = String(Math.max(rounded, 0.1));
  return fault('bad-hours', `must be a multiple of 0.1, not ${hours}.`, [nearest]);
}

function checkCount(count: number): Fault | null {
  if (Number.isSafeInteger(count)) return null;
  return fault('wrong-type', `must be a whole number, not ${count}.`);
}

function checkChoice(word: string, { of }: ChoiceShape): Fault | null {
  if (of.includes(word)) return null;
  return fault(
    'unknown-value',
    `must be ${expected({ kind: 'choice', of })}.`,
    didYouMean(word, of),
  );
}

function fault(code: DefectCode, says: string, suggestions: readonly string[] = []): Fault {
  return { code, says, suggestions };
}

/** Control characters, which could take over a terminal, and halves of surrogate pairs, which no database stores. */
const unprintables = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;

function charactersIn(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
