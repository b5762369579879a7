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

  /** Opens a tab, runs what is in it, and waits until the answer shows this. */
  async function run(tab: string, shown: string): Promise<void> {
    await page.locator('.graphiql-tab-button', { hasText: tab }).click();
    await page.locator('.graphiql-tab-active', { hasText: tab }).waitFor();
    const answer = page.locator('.result-window .view-lines').getByText(shown).first();
    const press = async () => {
      // While an answer is under way the same button stops it.
      await page.locator('.graphiql-execute-button[aria-label^="Execute"]').click();
      await answer.waitFor({ timeout: 5_000 });
    };
    // GraphiQL learns a moment after it opens a tab what is in it; people are slower than that.
    await press().catch(press);
  }

  const tabs = () => page.locator('.graphiql-tab-button').allTextContents();
  const examples = [
    'BrowseTheMap OneSkillInDepth PlanARoadmap CompareGoals SuggestACareer OutOfReach WhereItIsHard',
    'TheMorningLook OneMenteeInDepth WhatHoldsACohortUp TheNextWorkshop ConfirmWhatYouSaw TheLiveStream',
  ].join(' ');

  it('opens with a tab for each example', async () =>
    expect(await tabs()).toEqual(examples.split(' ')));

  it('opens with the same tabs again', async () => {
    await page.reload();
    await page.waitForSelector('.graphiql-execute-button');
    expect(await tabs()).toEqual(examples.split(' '));
  });

  it('shows a newcomer the map', () => run('BrowseTheMap', '"Core Python"'));

  it('shows a newcomer a roadmap', () => run('PlanARoadmap', '"Roadmap"'));

  it('finds nothing amiss in its page', () => expect(complaints).toEqual([]));

  it('asks nothing of any other host', () => {
    const mine = new URL(server.url()).host;
    const hosts = asked.map((url) => new URL(url.replace(/^blob:/, '')).host);
    expect([...new Set(hosts)]).toEqual([mine]);
  });
});
