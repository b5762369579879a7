import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mermaid } from '../../../src/exchange/roadmap/mermaid.ts';
import { plainLine } from '../../../src/util/plain-line.ts';
import { arbitraryTitles, withTitles } from '../../support/arbitrary-titles.ts';
import { chromiumPath, launchChromium } from '../../support/chromium.ts';
import { arrowsByHand, rendered } from '../../support/rendering.ts';
import { smallCurriculum } from '../../support/small-curriculum.ts';
import { root } from '../../support/sources.ts';

if (!chromiumPath)
  console.warn(
    'No Chromium here: charts are not drawn by Mermaid. Say where one is in CHROMIUM_PATH.',
  );

describe.skipIf(!chromiumPath)('a chart in a browser', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
    await page.setContent('<!doctype html><body></body>');
    const script = join(root, 'node_modules/mermaid/dist/mermaid.min.js');
    await page.addScriptTag({ content: await readFile(script, 'utf8') });
    await page.evaluate("mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })");
  });

  afterAll(() => browser?.close());

  /** What Mermaid draws of a chart: labels of nodes and groups as they are seen, and arrows by the names of nodes. */
  async function draw(text: string) {
    return page.evaluate(async (chart): Promise<Drawn> => {
      // biome-ignore lint/suspicious/noExplicitAny: Mermaid is a global of the page.
      const { svg } = await (window as any).mermaid.render('chart', chart);
      document.body.innerHTML = svg;
      const textsOf = (selector: string) =>
        [...document.querySelectorAll(selector)].map((element) => [
          element.id,
          (element.querySelector('.nodeLabel') as HTMLElement).textContent ?? '',
        ]);
      return {
        nodes: textsOf('g.node'),
        groups: textsOf('g.cluster'),
        arrows: [...document.querySelectorAll('.edgePaths path')].map(({ id }) => id),
      };
    }, text);
  }

  interface Drawn {
    nodes: string[][];
    groups: string[][];
    arrows: string[];
  }

  it('has the same steps, milestones and arrows, whatever the titles', () =>
    fc.assert(
      fc.asyncProperty(arbitraryTitles, async (titles) => {
        const wanted = { goals: 'backend-developer', projects: 'ALL', hoursPerWeek: 5 } as const;
        const { roadmap, text } = rendered(mermaid, withTitles(smallCurriculum(), titles), wanted);
        const { nodes, groups, arrows } = await draw(text);
        const byNumber = (labels: string[][]) =>
          labels
            .map(([id, label]) => [Number(/\d+/.exec(id!)![0]), oneLine(label!)] as const)
            .sort(([left], [right]) => left - right)
            .map(([, label]) => label);
        expect(byNumber(nodes)).toEqual(
          roadmap.steps.map(({ position, title, hours }) =>
            oneLine(plainLine(`${position} · ${title} · ${hours} h`)),
          ),
        );
        expect(byNumber(groups)).toEqual(
          roadmap.milestones.map(({ title, hours }) => oneLine(plainLine(`${title} · ${hours} h`))),
        );
        const keyOf = (name: string) => roadmap.steps[Number(name.slice(1)) - 1]!.key;
        expect(
          arrows
            .map((id) => /_(s\d+)_(s\d+)_/.exec(id)!)
            .map(([, from, to]) => `${keyOf(from!)} -> ${keyOf(to!)}`)
            .sort(),
        ).toEqual(arrowsByHand(roadmap.steps));
      }),
      { numRuns: 25 },
    ));

  it.each(['1. one', '- one', '+ one', '* one', '# one', '> one', 'a #35; b', 'a &lt; "b"', '`a`'])(
    'takes nothing in %s for a sign',
    async (title) => {
      const { text } = rendered(mermaid, withTitles(smallCurriculum(), [title]), { goals: 'html' });
      expect((await draw(text)).groups).toEqual([[expect.any(String), `${title} · 3 h`]]);
    },
  );

  it('says how far Mermaid has to be stretched for it, and is drawn then', async () => {
    const layer = (name: string, needs: string) =>
      Array.from({ length: 23 }, (_, index) => `${name}${index}${needs}`).join('; ');
    const all = Array.from({ length: 23 }, (_, index) => `a${index}`).join(' & ');
    const ground = `${layer('a', '')}; ${layer('b', `: ${all}`)}; z: ${all.replaceAll('a', 'b')}`;
    const { text } = rendered(mermaid, ground, { goals: 'z' });
    expect(text).toMatch(/^%% It has 552 arrows: .*`maxEdges`/m);
    await page.evaluate('mermaid.initialize({ maxEdges: 552, maxTextSize: 1e6 })');
    expect((await draw(text)).arrows).toHaveLength(552);
  });
});

/** Browsers show several spaces as one. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
