import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { svg } from '../../../src/exchange/roadmap/svg.ts';
import type { Roadmap } from '../../../src/planner/roadmap.ts';
import { plainLine } from '../../../src/util/plain-line.ts';
import { arbitraryTitles, withTitles } from '../../support/arbitrary-titles.ts';
import { chromiumPath, launchChromium } from '../../support/chromium.ts';
import { graph } from '../../support/curricula.ts';
import { roadmap as planned } from '../../support/planning.ts';
import { arrowsByHand, textOf } from '../../support/rendering.ts';
import { seedCurriculum } from '../../support/seeds.ts';
import { smallCurriculum } from '../../support/small-curriculum.ts';

if (!chromiumPath)
  console.warn('No Chromium here: drawings are not looked at. Say where one is in CHROMIUM_PATH.');

/** What is to be seen of a drawing, as the browser measures it. */
interface Seen {
  title: string;
  /** In pixels. */
  width: number;
  description: string;
  cards: {
    number: string;
    tooltip: string;
    lines: string[];
    isProject: boolean;
    isCritical: boolean;
  }[];
  /** `from -> to`, those that the cards tell by number too. */
  arrows: string[];
  /** Texts that reach out of their card, lane or page. */
  overflowing: string[];
  /** Texts, cards or lanes that lie on one another. */
  overlapping: string[];
  /** Arrows that go through a card, or don't lead from a card to a card. */
  astray: string[];
  /** Texts whose contrast with what is behind them is less than 4.5. */
  pale: string[];
}

describe.skipIf(!chromiumPath)('a drawing in a browser', () => {
  const asked: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('request', (request) => asked.push(request.url()));
  });

  afterAll(() => browser?.close());

  /** Reads a drawing strictly, as XML, before it is shown. */
  async function look(drawing: string): Promise<Seen> {
    return page.evaluate(seen, drawing);
  }

  function check(seen: Seen, roadmap: Roadmap): void {
    expect(seen.cards.map(({ number }) => number)).toEqual(
      roadmap.steps.map(({ position }) => `${position}`),
    );
    expect(seen.cards.map(({ tooltip }) => tooltip)).toEqual(
      roadmap.steps.map(({ position, title, why }) =>
        expect.stringContaining(plainLine(`${position}. ${title}. ${why}`)),
      ),
    );
    expect(seen.arrows.sort()).toEqual(arrowsByHand(roadmap.steps));
    for (const [index, { subject, timing }] of roadmap.steps.entries())
      expect(seen.cards[index]).toMatchObject({
        isProject: subject.kind === 'project',
        isCritical: timing?.isCritical ?? false,
      });
    const { overflowing, overlapping, astray, pale } = seen;
    expect({ overflowing, overlapping, astray, pale }).toEqual({
      overflowing: [],
      overlapping: [],
      astray: [],
      pale: [],
    });
    expect(seen.width).toBe(1108);
  }

  it.each(['light', 'dark'] as const)(
    'of each seed career path shows every title whole, in %s colours',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      const seeds = graph(await seedCurriculum());
      for (const [index, { slug, title }] of seeds.curriculum.careerPaths.entries()) {
        const dates = [{}, { hoursPerWeek: 8 }, { hoursPerWeek: 8, startOn: '2027-01-04' }][
          index % 3
        ];
        const goals = [{ careerPath: slug }];
        const roadmap = planned(seeds, { goals, projects: 'ONE_PER_MILESTONE', ...dates });
        const seen = await look(await textOf(svg, roadmap, seeds));
        check(seen, roadmap);
        expect(seen.title).toBe(`Roadmap to ${title}`);
        expect(seen.description).toContain(roadmap.summary);
        expect(
          seen.cards.flatMap(({ lines }) => lines).filter((line) => line.includes('…')),
        ).toEqual([]);
        for (const [index, step] of roadmap.steps.entries())
          expect(seen.cards[index]!.lines.join(' ')).toContain(step.title);
      }
    },
  );

  it('keeps every text in its place, whatever the titles', () =>
    fc.assert(
      fc.asyncProperty(arbitraryTitles, fc.boolean(), async (titles, isDark) => {
        await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' });
        const drawn = graph(withTitles(smallCurriculum(), titles));
        const goals = 'backend-developer notes-app css';
        const dates = { hoursPerWeek: 3, startOn: '2027-01-04' };
        const roadmap = planned(drawn, { goals, knows: 'variables', projects: 'ALL', ...dates });
        check(await look(await textOf(svg, roadmap, drawn)), roadmap);
      }),
      { numRuns: 40 },
    ));

  it('shows at its end what it leads to, and what there is no time for', async () => {
    const drawn = graph(smallCurriculum());
    const dates = { hoursPerWeek: 5, startOn: '2027-01-04' };
    const goals = [
      { skill: 'css', by: '2027-01-20' },
      { skill: 'django', by: '2027-01-20' },
    ];
    const roadmap = planned(drawn, { goals, ...dates });
    await look(await textOf(svg, roadmap, drawn));
    const texts = await page.locator('svg > text').allTextContents();
    expect(texts.slice(-2)).toEqual([
      'Goal: CSS, by 20 Jan 2027',
      'Deferred: Django, by 20 Jan 2027',
    ]);
    expect(texts).toContain('Start');
  });

  it('asks nothing of any host', () =>
    expect(asked.filter((url) => !url.startsWith('about:'))).toEqual([]));
});

/** Runs in the browser. */
function seen(drawing: string): Seen {
  const parsed = new DOMParser().parseFromString(drawing, 'image/svg+xml');
  const problem = parsed.querySelector('parsererror');
  if (problem) throw new Error(problem.textContent ?? '');
  document.body.style.margin = '0';
  document.body.replaceChildren(document.importNode(parsed.documentElement, true));
  const root = document.querySelector('svg')!;
  if (root.querySelector('script, foreignObject, image, a, [onload], [href]'))
    throw new Error('It has what it should not have.');
  const all = (selector: string, within: Element = root) => [...within.querySelectorAll(selector)];
  const boxOf = (element: Element) => element.getBoundingClientRect();
  const isWithin = (inner: DOMRect, outer: DOMRect) =>
    inner.left >= outer.left - 0.5 &&
    inner.right <= outer.right + 0.5 &&
    inner.top >= outer.top - 0.5 &&
    inner.bottom <= outer.bottom + 0.5;
  const overflowing: string[] = [];
  const overlapping: string[] = [];
  const pale: string[] = [];

  const texts = all('text');
  for (const text of texts) {
    const around = text.closest('.card')?.querySelector('.box') ?? root.querySelector('.paper')!;
    if (!isWithin(boxOf(text), boxOf(around))) overflowing.push(text.textContent!);
  }
  for (const lane of all('.lane')) {
    const frame = boxOf(lane.querySelector('.frame')!);
    for (const card of all('.card .box', lane))
      if (!isWithin(boxOf(card), frame)) overflowing.push('a card');
    for (const arrow of all('.arrow', lane))
      if (!isWithin(boxOf(arrow), frame)) overflowing.push('an arrow');
  }

  const astray: string[] = [];
  for (const lane of all('.lane')) {
    const cards = all('.card', lane).map((card) => {
      return { key: card.getAttribute('data-key'), box: boxOf(card.querySelector('.box')!) };
    });
    for (const arrow of all('.arrow', lane)) {
      const path = arrow as SVGPathElement;
      const [from, to] = [arrow.getAttribute('data-from'), arrow.getAttribute('data-to')];
      const toScreen = path.getScreenCTM()!;
      const length = path.getTotalLength();
      const at = (along: number) => path.getPointAtLength(along).matrixTransform(toScreen);
      const isAtEdge = (key: string | null, { x, y }: DOMPoint, edge: 'top' | 'bottom') =>
        cards.some(
          ({ key: own, box }) =>
            own === key && x > box.left && x < box.right && Math.abs(y - box[edge]) < 3,
        );
      const head = boxOf(arrow.nextElementSibling!);
      const tip = new DOMPoint((head.left + head.right) / 2, head.bottom);
      if (!isAtEdge(from, at(0), 'bottom') || !isAtEdge(to, tip, 'top'))
        astray.push(`${from} -> ${to} does not meet its cards`);
      for (let along = 0; along <= length; along += 2) {
        const { x, y } = at(along);
        for (const { key, box } of cards)
          if (x > box.left + 3 && x < box.right - 3 && y > box.top + 3 && y < box.bottom - 3)
            astray.push(`${from} -> ${to} goes through ${key}`);
      }
    }
  }

  const clash = (left: DOMRect, right: DOMRect) =>
    left.left < right.right - 0.5 &&
    right.left < left.right - 0.5 &&
    left.top < right.bottom - 0.5 &&
    right.top < left.bottom - 0.5;
  const apart = (elements: Element[], name: (element: Element) => string) => {
    const boxes = elements.map((element) => boxOf(element));
    boxes.forEach((box, index) => {
      for (let other = index + 1; other < boxes.length; other++)
        if (clash(box, boxes[other]!))
          overlapping.push(`${name(elements[index]!)} and ${name(elements[other]!)}`);
    });
  };
  apart(all('.lane .frame'), () => 'a lane');
  apart(all('.card > .box'), (box) => box.parentElement!.querySelector('.number')!.textContent!);
  // Lines of one text stand closer than the boxes of their letters.
  const bodies = texts.map((text) => {
    const { x, y, width, height } = boxOf(text);
    return { text, box: new DOMRect(x, y + height * 0.2, width, height * 0.6) };
  });
  bodies.forEach(({ text, box }, index) => {
    for (const other of bodies.slice(index + 1))
      if (clash(box, other.box))
        overlapping.push(`${text.textContent} and ${other.text.textContent}`);
  });

  const coloursOf = (fill: string) =>
    fill.match(/[\d.]+/g)!.map(Number) as [number, number, number];
  const luminance = (colour: number[]) => {
    const [red, green, blue] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const fillOf = (element: Element) => coloursOf(getComputedStyle(element).fill);
  const paper = fillOf(root.querySelector('.paper')!);
  const behind = (text: Element) => {
    const card = text.closest('.card');
    if (card) return fillOf(card.querySelector(text.matches('.number') ? '.tinted' : '.box')!);
    const lane = text.closest('.lane');
    if (!lane) return paper;
    const frame = lane.querySelector('.frame')!;
    if (text.matches('.number')) return fillOf(frame);
    const share = Number(getComputedStyle(frame).fillOpacity);
    return fillOf(frame).map((part, index) => part * share + paper[index]! * (1 - share));
  };
  for (const text of texts) {
    const [light, dark] = [luminance(fillOf(text)), luminance(behind(text))].sort((a, b) => b - a);
    if ((light! + 0.05) / (dark! + 0.05) < 4.5) pale.push(text.textContent!);
  }

  const dataOf = (element: Element, name: string) => element.getAttribute(`data-${name}`)!;
  const keyOf = new Map(
    all('.card').map((card) => [card.querySelector('.number')!.textContent!, dataOf(card, 'key')]),
  );
  return {
    title: root.querySelector(':scope > title')!.textContent!,
    width: boxOf(root).width,
    description: root.querySelector(':scope > desc')!.textContent!,
    cards: all('.card').map((card) => ({
      number: card.querySelector('.number')!.textContent!,
      tooltip: card.querySelector('title')!.textContent!,
      lines: all('text:not(.number)', card).map(({ textContent }) => textContent!),
      isProject: card.matches('.project'),
      isCritical: card.matches('.critical'),
    })),
    arrows: [
      ...all('.lane .arrow').map((arrow) => `${dataOf(arrow, 'from')} -> ${dataOf(arrow, 'to')}`),
      ...all('.card').flatMap((card) => {
        const told = /After ([^.]*)\.$/.exec(card.querySelector('title')!.textContent!)?.[1] ?? '';
        const keys = (told.match(/\d+/g) ?? []).map((number) => keyOf.get(number));
        return keys.map((key) => `${key} -> ${dataOf(card, 'key')}`);
      }),
    ],
    overflowing,
    overlapping,
    astray,
    pale,
  };
}
