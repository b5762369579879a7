import { plainLine } from '../../../util/plain-line.ts';

/** Attributes of an element, in the order in which they are written. */
export type Attributes = Readonly<Record<string, string | number>>;

/** An XML element around what is XML already. Numbers are written to a tenth. */
export function element(name: string, attributes: Attributes, inner: readonly string[] = []) {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? tenth(value) : escaped(value)}"`,
  );
  const start = `<${name}${written.join('')}`;
  return inner.length === 0 ? `${start}/>` : `${start}>${inner.join('')}</${name}>`;
}

/** Text that stands in XML for itself, on one line. */
export function escaped(text: string): string {
  return plainLine(text).replace(/[&<>"]/g, (sign) => entities[sign]!);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** The same number on every machine, and no longer than a drawing needs. */
export function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}
