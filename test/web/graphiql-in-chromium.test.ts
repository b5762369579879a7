import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { seedCurriculum } from '../support/seeds.ts';
import { testServer } from '../support/server.ts';

if (!chromiumPath)
  console.warn(
    'No Chromium here: GraphiQL is not opened. Install one, or say where it is in CHROMIUM_PATH.',
  );

describe.skipIf(!chromiumPath)('GraphiQL in a browser', () => {
  const server = testServer(async () => [await seedCurriculum()]);
  const asked: string[] = [];
  const complaints: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(server.url());
    await page.waitForSelector('.graphiql-execute-button');
  });

  afterAll(() => browser?.close());

  /** Opens a tab, runs what is in it, and reads the answer once it has all of these words. */
  async function run(tab: string, ...words: string[]): Promise<void> {
    await page.locator('.graphiql-tab-button', { hasText: tab }).click();
    await page.locator('.graphiql-execute-button').click();
    const answer = page.locator('.result-window .view-lines');
    for (const word of words) await answer.getByText(word).first().waitFor();
  }

  it('opens with a tab for each example', async () =>
    expect(await page.locator('.graphiql-tab-button').allTextContents()).toEqual([
      'BrowseTheMap',
      'OneSkillInDepth',
      'PlanARoadmap',
      'CompareGoals',
      'SuggestACareer',
    ]));

  it('shows a newcomer the map', () => run('BrowseTheMap', '"Python on the web"', '"Core Python"'));

  it('shows a newcomer a roadmap', () => run('PlanARoadmap', '"Roadmap"', '"summary"'));

  it('finds nothing amiss in its page', () => expect(complaints).toEqual([]));

  it('asks nothing of any other host', () => {
    const mine = new URL(server.url()).host;
    const hosts = asked.map((url) => new URL(url.replace(/^blob:/, '')).host);
    expect([...new Set(hosts)]).toEqual([mine]);
  });
});
