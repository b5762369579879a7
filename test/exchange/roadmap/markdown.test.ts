import fc from 'fast-check';
import { marked, type Token, type Tokens } from 'marked';
import { expect, it } from 'vitest';
import { planExplained } from '../../../src/actions/plan-explained.ts';
import { markdown } from '../../../src/exchange/roadmap/markdown.ts';
import type { Roadmap, Step } from '../../../src/planner/roadmap.ts';
import { plainLine } from '../../../src/util/plain-line.ts';
import { arbitraryTitles, withTitles } from '../../support/arbitrary-titles.ts';
import { graph } from '../../support/curricula.ts';
import { rendered } from '../../support/rendering.ts';
import { smallCurriculum } from '../../support/small-curriculum.ts';

const dated = {
  goals: 'backend-developer',
  knows: 'variables',
  prefers: ['django'],
  projects: 'ONE_PER_MILESTONE',
  hoursPerWeek: 5,
  startOn: '2027-01-04',
} as const;

/** What a reader sees of a piece of Markdown: text, with what was escaped as it is. */
function shown(tokens: readonly Token[] = []): string {
  return tokens
    .map((token) => {
      if (token.type === 'br') return '\n';
      if ('tokens' in token && token.type !== 'list') return shown(token.tokens);
      return token.type === 'text' || token.type === 'escape' ? token.text : `<${token.type}>`;
    })
    .join('');
}

function tasksOf(text: string): Tokens.ListItem[] {
  return marked
    .lexer(text)
    .flatMap((token) => (token.type === 'list' ? (token as Tokens.List).items : []))
    .filter(({ task }) => task);
}

function headings(text: string, depth: number): string[] {
  return marked
    .lexer(text)
    .flatMap((token) =>
      token.type === 'heading' && token['depth'] === depth ? shown(token.tokens) : [],
    );
}

/** Every kind of token that there is, at any depth. */
function kindsIn(tokens: readonly Token[]): Set<string> {
  const kinds = new Set<string>();
  marked.walkTokens([...tokens], ({ type }) => {
    kinds.add(type);
  });
  return kinds;
}

function taskText(step: Step): string {
  const { position, title, subject, hours, why, timing } = step;
  const name = plainLine(subject.kind === 'project' ? `Build: ${title}` : title);
  return `${position}. ${name} (${hours} h, ${days(timing!.startsOn!, timing!.endsOn!)})\n${plainLine(why)}`;
}

function days(from: string, to: string): string {
  const [first, last] = [from, to].map((day) =>
    new Date(day).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  );
  return (first === last ? first! : `${first} to ${last}`).replaceAll('Sept', 'Sep');
}

function links(item: Tokens.ListItem): string[] {
  const found: string[] = [];
  marked.walkTokens(item.tokens, (token) => {
    if (token.type === 'link') found.push(`${shown(token.tokens)} ${token['href']}`);
  });
  return found;
}

function linksOf({ subject }: Step): string[] {
  if (subject.kind === 'project') return [];
  return subject.skill.resources
    .filter(({ level }) => level === subject.level.level)
    .map(({ title, url }) => `${plainLine(title)} ${url}`);
}

it('is a list of tasks with hours, dates, reasons and links, whatever the titles', () =>
  fc.assert(
    fc.property(arbitraryTitles, (titles) => {
      const { roadmap, text } = rendered(markdown, withTitles(smallCurriculum(), titles), dated);
      const tasks = tasksOf(text);
      expect(tasks.map(({ tokens }) => shown(tokens.slice(0, 1)).trimEnd())).toEqual(
        roadmap.steps.map(taskText),
      );
      expect(tasks.map(links)).toEqual(roadmap.steps.map(linksOf));
      expect(headings(text, 1)).toEqual([`Roadmap to ${plainLine(roadmap.goals[0]!.title)}`]);
      expect(headings(text, 2)).toEqual([...milestonesOf(roadmap), 'Choices', 'Known already']);
    }),
    { numRuns: 150 },
  ));

function milestonesOf({ milestones }: Roadmap): unknown[] {
  return milestones.map(({ title, hours }, index) =>
    expect.stringContaining(`${index + 1}. ${plainLine(title)} (${hours} h, `),
  );
}

it('has nothing in it but what it means to have, whatever the titles', () =>
  fc.assert(
    fc.property(arbitraryTitles, (titles) => {
      const { text } = rendered(markdown, withTitles(smallCurriculum(), titles), dated);
      const kinds = kindsIn(marked.lexer(text));
      for (const kind of ['html', 'image', 'codespan', 'code', 'em', 'del', 'table', 'hr'])
        expect(kinds).not.toContain(kind);
      expect(text.match(/^#/gm)).toHaveLength(headings(text, 1).length + headings(text, 2).length);
    }),
    { numRuns: 150 },
  ));

it('says which goals are not in time, and why', () => {
  const goals = [{ careerPath: 'backend-developer', by: '2027-01-10' }, { skill: 'html' }];
  const { roadmap, text } = rendered(markdown, smallCurriculum(), { ...dated, goals });
  const { lateness } = roadmap.schedule!;
  expect(lateness).toHaveLength(1);
  expect(headings(text, 2)).toContain('Not in time');
  expect(text).toContain(`- **${lateness[0]!.goal.title}**: ${lateness[0]!.why}`);
});

it('reads well as it stands', async () => {
  const drawn = graph(`
    %core
      python 10
      functions 3 : python
    %frameworks
      django 20 : functions
      flask 9 : functions
    !notes-app 8 : flask
    $backend : django | flask
  `);
  const request = {
    goals: [{ careerPath: 'backend' }],
    knows: [{ skill: 'python' }],
    hoursPerWeek: 7,
  };
  const { result, explanations } = await planExplained(drawn, request);
  if (result.kind !== 'roadmap') throw new Error(result.message);
  const roadmap = { ...result, summary: 'It takes 20 h.' };
  expect(
    markdown.write(roadmap, { graph: drawn, revision: null, explanations }),
  ).toMatchInlineSnapshot(`
    "# Roadmap to backend

    It takes 20 h.

    ## 1. core (3 h)

    - [ ] **1. functions** (3 h, week 1)\\
      Needed for flask.

    ## 2. frameworks (17 h)

    - [ ] **2. flask** (9 h, week 2)\\
      Backend asks for it; chosen among django or flask.
    - [ ] **3. Build: notes-app** (8 h, week 3)\\
      It practises flask.

    ## Choices

    - **flask** for backend, instead of
      - django (+11 h, 1 other step)

    ## Known already

    - python: You say that you know it.
    "
  `);
});
