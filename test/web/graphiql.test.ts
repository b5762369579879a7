import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readExampleOperations } from '../../src/web/example-operations.ts';
import { createGraphiQL } from '../../src/web/graphiql.ts';
import { seedCurriculum } from '../support/seeds.ts';
import { testServer } from '../support/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

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

  it('has the example operations in it', async () => {
    const { body } = await server.send(opened);
    const page = gunzipSync(body).toString();
    for (const { query } of await readExampleOperations())
      expect(page).toContain(JSON.stringify(query).replaceAll('<', '\\u003c'));
  });

  it('is not ended by what an operation has in it', async () => {
    const folder = await temporaryFolder();
    const query = '# </script><script>alert("a")</script> <!-- \u2028 \n{ viewer { kind } }\n';
    await writeFile(`${folder}/evil.graphql`, query);
    const graphiql = createServer(createGraphiQL('/graphql', null, folder)).listen(0);
    onTestFinished(() => void graphiql.close());
    const { port } = graphiql.address() as AddressInfo;
    const page = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    const options = page.slice(page.lastIndexOf('{"title":"Cairn"'));
    expect(options.match(/<[/!]?script|<!--/g)).toEqual(['</script']);
    const json = options.slice(0, options.indexOf('\n')).replace(/,$/, '');
    expect(JSON.parse(json).defaultTabs[0].query).toBe(query);
  });

  it('may run nothing but itself, and speak to nobody but its server', async () => {
    const policy = String((await server.send(opened)).headers['content-security-policy']);
    expect(policy).toMatch(/default-src 'none'; script-src 'sha256-[^']+' blob:;/);
    expect(policy).toMatch(/connect-src 'self'/);
  });
});
