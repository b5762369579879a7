import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typedId } from '../../src/util/typed-id.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { newChange, newCohort, newLearner, newMentor } from '../support/learners.ts';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

describe.skipIf(!chromiumPath)('a stream in GraphiQL', () => {
  const server = testServer(() => [smallCurriculum()]);
  const [learner, mentor, cohort] = [newLearner({ name: 'Ada' }), newMentor(), newCohort()];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const at = new Date('2026-01-01');
    await server.environment().store.write(async ({ learners, mentors, cohorts }) => {
      await learners.create([learner]);
      await learners.lock([learner.id]);
      await mentors.create(mentor);
      await cohorts.create(cohort);
      await cohorts.addMembers(cohort.id, [learner.id], at);
      await cohorts.addMentors(cohort.id, [mentor.id], at);
    });
    browser = await launchChromium();
    const secret = await server.secretOf({ kind: 'MENTOR', mentor: mentor.id });
    page = await browser.newPage({ extraHTTPHeaders: { authorization: `Bearer ${secret}` } });
    const query = `subscription Live { cohortActivity(cohort: "${typedId('Cohort', [cohort.id])}") { sequence kind learner { name } } }`;
    await page.goto(`${server.url()}/graphql?query=${encodeURIComponent(query)}`);
    await page.waitForSelector('.graphiql-execute-button');
  });

  afterAll(() => browser?.close());

  const happen = (kind: 'ROADMAP_CHANGED' | 'NOTE_WRITTEN') =>
    server.environment().store.write(async ({ learners, learnerChanges }) => {
      await learners.lock([learner.id]);
      learnerChanges.add(newChange(learner.id, { kind, at: new Date('2026-02-01') }));
    });
  const shows = (text: string) =>
    page.locator('.result-window .view-lines').getByText(text).first().waitFor({ timeout: 5_000 });
  const size = () => server.environment().streams.size;

  it('shows what happens while it happens, until somebody stops it', async () => {
    const press = async () => {
      await page.locator('.graphiql-execute-button[aria-label^="Execute"]').click();
      await expect.poll(size, { timeout: 3_000 }).toBe(1);
    };
    await press().catch(press);
    await happen('ROADMAP_CHANGED');
    await shows('"ROADMAP_CHANGED"');
    await shows('"Ada"');
    await happen('NOTE_WRITTEN');
    await shows('"NOTE_WRITTEN"');
    await page.locator('.graphiql-execute-button[aria-label^="Stop"]').click();
    await expect.poll(size).toBe(0);
  });

  it('ends with the page', async () => {
    await page.locator('.graphiql-execute-button[aria-label^="Execute"]').click();
    await expect.poll(size).toBe(1);
    await page.close();
    await expect.poll(size).toBe(0);
  });
});
