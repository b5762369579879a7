import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlOf, textOfHtml } from '../../../src/exchange/text/plain-html.ts';

describe('plain text as HTML', () => {
  it('is paragraphs with breaks', () => {
    expect(htmlOf('a < b & c\n"d"\n\ne')).toBe('<p>a &lt; b &amp; c<br>&quot;d&quot;</p><p>e</p>');
  });

  it('is read back as it was, but for space around it', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(...'ab &<>"\';/!-#xp10ä') }), { minLength: 1 }),
        fc.constantFrom('\n', '\n\n'),
        (lines, between) => {
          const text = lines.map((line) => line.trim() || 'x').join(between);
          expect(textOfHtml(htmlOf(text))).toBe(text);
        },
      ),
    ));
});

describe('HTML as plain text', () => {
  it.each([
    ['no tags, 1 < 2 & so on', 'no tags, 1 < 2 & so on'],
    ['<p dir="ltr">One</p>\r\n<p>Two<br />three</p>', 'One\n\nTwo\nthree'],
    ['<ul><li>a</li><li>b</li></ul>', '– a\n\n– b'],
    ['a&nbsp;b &eacute; &#8364; &#x20AC; &unknown; &#0;', 'a b é € € &unknown;'],
    ['&amp;lt;', '&lt;'],
    ['<!-- hidden --><script>evil()</script><style>x{}</style>shown', 'shown'],
    ['<!-- never closed', ''],
    ['<p>', ''],
  ])('%j is %j', (html, text) => {
    expect(
      textOfHtml(html)
        .replace(/\n+– /g, (lines) => lines.replace(/\n+/, '\n\n'))
        .trim(),
    ).toBe(text);
  });

  it('takes no longer for hostile texts', () => {
    for (const text of ['<!--', '<script', '<', '&', '<p', '<br', '\n '])
      expect(textOfHtml(`<b>${text.repeat(1_000_000 / text.length)}`).length).toBeLessThan(20_001);
  });
});
