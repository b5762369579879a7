import { element, escaped } from './element.ts';

export interface TextPlace {
  readonly x: number;
  /** The upper edge of the first line. */
  readonly top: number;
  readonly size: number;
  /** From line to line. */
  readonly leading: number;
  /** Classes. */
  readonly look?: string;
}

/** Lines of text, one below the other. */
export function drawText(
  lines: readonly string[],
  { x, top, size, leading, look }: TextPlace,
): string {
  return lines
    .map((line, index) => {
      const y = top + size + index * leading;
      return element('text', { ...(look && { class: look }), x, y, 'font-size': size }, [
        escaped(line),
      ]);
    })
    .join('');
}
