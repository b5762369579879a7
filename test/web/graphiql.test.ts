import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readExampleOperations } from '../../src/web/example-operations.ts';
import { seedCurriculum } from '../support/seeds.ts';
import { testServer } from '../support/server.ts';

const server = testServer(async () => [await seedCurriculum()], {
  publicUrl: 'https://cairn.example/school',
});

const opened = {
  path: '/graphql',
  headers: { accept: 'text/html,*/*;q=0.8', 'accept-encoding': 'gzip, br' },
};

describe('the page of GraphiQL', () => {
  it('is sent compressed, and not again to who has it', async () => {
    const first = await server.send(opened);
    expect(first.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-encoding': 'gzip',
      vary: 'accept, accept-encoding',
    });
    expect(first.body.length).toBeLessThan(3_000_000);
    const headers = { ...opened.headers, 'if-none-match': first.headers.etag };
    const second = await server.send({ ...opened, headers });
    expect([second.status, second.body.length]).toEqual([304, 0]);
    const plain = await server.send({ path: '/graphql', headers: { accept: 'text/html' } });
    expect(plain.body.equals(gunzipSync(first.body))).toBe(true);
  });

  it('asks where others reach the server', async () => {
    const { body } = await server.send(opened);
    expect(gunzipSync(body).toString()).toContain('"endpoint":"/school/graphql"');
  });

  it('has the example operations in it so that none can end its script', async () => {
    const { body } = await server.send(opened);
    const page = gunzipSync(body).toString();
    const options = page.slice(page.lastIndexOf('{"title":"Cairn"'));
    for (const { query } of await readExampleOperations())
      expect(options).toContain(JSON.stringify(query).replaceAll('<', '\\u003c'));
    expect(options.match(/<\/script>/g)).toHaveLength(1);
  });

  it('may run nothing but itself, and speak to nobody but its server', async () => {
    const policy = String((await server.send(opened)).headers['content-security-policy']);
    expect(policy).toMatch(/default-src 'none'; script-src 'sha256-[^']+' blob:;/);
    expect(policy).toMatch(/connect-src 'self'/);
  });
});
