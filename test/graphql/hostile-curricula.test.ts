import { describe, expect, it } from 'vitest';
import { hostileTexts } from '../support/hostile-texts.ts';
import { type Json, testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

const publishes = `mutation ($input: PublishCurriculumInput!) { publishCurriculum(input: $input) {
  __typename
  ... on CurriculumPublished { revision { number } }
  ... on DefectiveCurriculum { message found { count defects { code message path } } }
} }`;

async function publish(text: string): Promise<Json> {
  const secret = await server.secretOf({ kind: 'AUTHOR' });
  return (await server.read(publishes, { input: { text } }, secret))['publishCurriculum'];
}

describe('a hostile document', () => {
  it.each(hostileTexts)(
    'of $name is refused, or taken for what it is, while others are answered',
    async ({ text, code }) => {
      let isDone = false;
      const published = publish(text()).finally(() => {
        isDone = true;
      });
      let answers = 0;
      for (; !isDone; answers += 1) await server.read('{ curriculum { revision } }');
      const { __typename, found } = await published;
      if (code === null) expect(__typename).toBe('CurriculumPublished');
      else {
        expect(__typename).toBe('DefectiveCurriculum');
        expect(found.defects.map((defect: Json) => defect['code'])).toContain(code);
        expect(found.defects.length).toBeLessThanOrEqual(1_000);
        for (const { message, path } of found.defects) {
          expect(message.length).toBeLessThan(1_000);
          expect(message).not.toMatch(/\p{Cc}/u);
          expect(path.split('.').length).toBeLessThanOrEqual(100);
        }
      }
      expect(answers).toBeGreaterThan(0);
    },
    60_000,
  );

  it('that is longer than any may be is refused before it is read', async () => {
    const body = (bytes: number) =>
      JSON.stringify({ query: '{ viewer { kind } }', variables: { padding: 'x'.repeat(bytes) } });
    const send = async (bytes: number, secret?: string) => {
      const authorization = secret && { authorization: `Bearer ${secret}` };
      const headers = { 'content-type': 'application/json', ...authorization };
      const request = { method: 'POST', path: '/graphql', headers, body: body(bytes) };
      return (await server.send(request)).status;
    };
    const author = await server.secretOf({ kind: 'AUTHOR' });
    const scoped = await server.secretOf({ kind: 'SERVICE', scopes: ['curricula:write'] });
    const service = await server.secretOf({ kind: 'SERVICE', scopes: ['learners:read'] });
    for (const secret of [author, scoped]) {
      expect(await send(15_900_000, secret)).toBe(200);
      expect(await send(16_000_001, secret)).toBe(413);
    }
    expect(await send(1_000_001, service)).toBe(413);
    expect(await send(100_001)).toBe(413);
  }, 60_000);

  it('leaves what was published as it was', async () => {
    const read = await server.read('{ curriculum { revision skills { totalCount } } }');
    expect(read).toEqual({ curriculum: { revision: 1, skills: { totalCount: 8 } } });
    expect(server.bugs).toEqual([]);
  });
});
