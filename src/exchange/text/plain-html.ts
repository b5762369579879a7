/** Plain text as the little HTML that learning platforms keep: a paragraph for each, a break for each line. */
export function htmlOf(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapedHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');
}

export function escapedHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => escapes[sign]!);
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** So much of a description is looked at; what follows has no place anyway. */
const htmlMax = 20_000;

/** What a browser would show of HTML, as plain text; text without tags and entities stays as it is. */
export function textOfHtml(html: string): string {
  const whole = html.slice(0, htmlMax);
  if (!/<[a-z/!]|&(?:[a-z]+|#\d+|#x[\da-f]+);/i.test(whole)) return whole;
  return decoded(
    whole
      .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
      .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
      .replace(/[\t\r\n]+/g, ' ')
      .replace(/<br\b[^>]*>/gi, '\n')
      .replace(/<li\b[^>]*>/gi, '\n– ')
      .replace(/<\/?(?:p|div|h[1-6]|ul|ol|table|tr|blockquote|pre|hr|section)\b[^>]*>/gi, '\n\n')
      .replace(/<\/?[a-z][^>]*>/gi, ''),
  )
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Once only: what reads like an entity after that was one that somebody wrote. */
function decoded(text: string): string {
  return text.replace(
    /&(?:([a-z]{2,8})|#(\d{1,7})|#x([\da-f]{1,6}));/gi,
    (entity, name, decimal, hex) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? entity;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return isCharacter ? String.fromCodePoint(code) : '';
    },
  );
}

const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' },
  ...{ ndash: '–', mdash: '—', hellip: '…', bull: '•', middot: '·' },
  ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»' },
  ...{ auml: 'ä', ouml: 'ö', uuml: 'ü', szlig: 'ß', eacute: 'é', egrave: 'è', agrave: 'à' },
};
