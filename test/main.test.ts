import { writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { subscribe } from './support/event-stream.ts';
import { type Program, runProgram } from './support/run-program.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const seeds = `
curriculum: small
title: Small
levels: [low, high]
areas: [{ id: core, title: Core }]
skills:
  - { id: variables, title: Variables, area: core, summary: Names for values., hours: 2 }
careerPaths:
  - { id: coder, title: Coder, summary: Writes programs., requires: [variables] }
`;

/** Settings with a database and seeds of their own; the port is a free one. */
async function settings() {
  const folder = await temporaryFolder();
  const SEEDS = join(folder, 'seeds.yaml');
  await writeFile(SEEDS, seeds);
  return { SEEDS, DATABASE_URL: `file:${join(folder, 'data', 'cairn.db')}`, PORT: '0' };
}

function start(env: Record<string, string>) {
  return runProgram(['src/main.ts'], { env });
}

/** The address that a server says to be at, without a slash at its end. */
async function addressOf(server: Program): Promise<string> {
  const told = await server.until(/Ctrl\+C/);
  return told.match(/http:\S+(?=\/graphql)/)![0];
}

// biome-ignore lint/suspicious/noExplicitAny: an answer has whatever shape was asked for.
async function ask(address: string, query: string, secret?: string): Promise<any> {
  const authorization = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

async function createLearner(address: string, secret: string): Promise<{ learner: string }> {
  const query =
    'mutation { createLearner(input: {}) { ... on LearnerCreated { learner { id } } } }';
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as {
    data: { createLearner: { learner: { id: string } } };
  };
  return { learner: data.createLearner.learner.id };
}

describe('a start', () => {
  it('serves the seeds, shows them edited after the next one, and refuses them where they are broken', async () => {
    const env = await settings();
    const query = '{ curriculum { revision publishedBy } skill(slug: "variables") { title } }';
    const first = start(env);
    const told = await first.until(/Ctrl\+C/);
    expect(told).toMatch(
      /^ {2}Curriculum {2}Small \(small\), revision 1, published from the seeds just now$/m,
    );
    expect(told).toContain(`Database    ${env.DATABASE_URL.slice('file:'.length)}`);
    const address = await addressOf(first);
    expect(await ask(address, query)).toEqual({
      data: { curriculum: { revision: 1, publishedBy: 'seeds' }, skill: { title: 'Variables' } },
    });
    expect((await fetch(`${address}/health/ready`)).status).toBe(200);
    first.signal('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0, problems: '' });

    await writeFile(env.SEEDS, seeds.replace('title: Variables', 'title: Names'));
    const second = start(env);
    expect(await ask(await addressOf(second), query)).toEqual({
      data: { curriculum: { revision: 2, publishedBy: 'seeds' }, skill: { title: 'Names' } },
    });
    second.signal('SIGINT');
    expect((await second.ended).code).toBe(0);

    await writeFile(
      env.SEEDS,
      seeds.replace('hours: 2', 'hours: -2').replace('[variables]', '[variable]'),
    );
    const third = await start(env).ended;
    expect(third).toMatchObject({ code: 1, output: '' });
    expect(third.problems).toContain(`${env.SEEDS}:7:`);
    expect(third.problems).toContain(`${env.SEEDS}:9:`);
    expect(third.problems).toContain('`variables`?');
    expect(third.problems).toContain('2 errors');

    await writeFile(env.SEEDS, seeds.replace('title: Variables', 'title: Names'));
    expect(await start(env).until(/Ctrl\+C/)).toContain('revision 2\n');
  });

  it('takes up what others publish while it runs, and leaves that alone the next time', async () => {
    const env = await settings();
    const server = start(env);
    const address = await addressOf(server);
    const other = join(await temporaryFolder(), 'other.yaml');
    await writeFile(other, seeds.replace('title: Variables', 'title: Names'));
    const publish = await runProgram(['src/cli/main.ts', 'publish', other], { env }).ended;
    expect(publish).toMatchObject({ code: 0, output: 'Published Small as revision 2.\n' });
    const query = '{ skill(slug: "variables") { title } }';
    await expect
      .poll(() => ask(address, query), { timeout: 5_000 })
      .toEqual({ data: { skill: { title: 'Names' } } });
    expect(await start(env).until(/Ctrl\+C/)).toContain(
      'revision 2, published by command-line: the seeds are left alone',
    );
  });

  it('says all that is wrong with its settings, and touches nothing', async () => {
    const env = await settings();
    const ended = await start({ ...env, PORT: 'http', CORS_ORIGINS: '*' }).ended;
    expect(ended).toMatchObject({ code: 1, output: '' });
    expect(ended.problems).toMatch(/^error: PORT .*\nerror: CORS_ORIGINS /);
  });

  it('says that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const ended = await start({ ...(await settings()), PORT: String(port) }).ended;
    expect(ended).toEqual({
      code: 1,
      output: '',
      problems: `error: Port ${port} is in use on 127.0.0.1.\n       hint: Stop what uses it, or set PORT to another one.\n`,
    });
  });

  it('says what is wrong with a database that it can not use, and leaves it as it is', async () => {
    const env = await settings();
    const ended = await start({ ...env, DATABASE_URL: `file:${env.SEEDS}` }).ended;
    expect(ended).toMatchObject({ code: 1, output: '' });
    expect(ended.problems).toMatch(
      /^error: The database .* is no SQLite database, or a damaged one\.\n/,
    );
  });

  it('shares a database with another that starts at the same moment', async () => {
    const env = await settings();
    const servers = [start(env), start(env)];
    const addresses = await Promise.all(servers.map(addressOf));
    for (const address of addresses)
      expect(await ask(address, '{ curriculum { revision } }')).toEqual({
        data: { curriculum: { revision: 1 } },
      });
  });
});

describe('a stop', () => {
  const body = JSON.stringify({ query: '{ curriculum { slug } }' });

  /** A request of which all but the last byte has been sent. */
  async function begun(address: string): Promise<Socket> {
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    onTestFinished(() => void socket.destroy());
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, -1)}`,
    );
    // The server has begun to read it when it answers another request.
    await ask(address, '{ curriculum { slug } }');
    return socket;
  }

  it('answers what was asked, takes nothing new, and exits cleanly', async () => {
    const server = start(await settings());
    const address = await addressOf(server);
    const socket = await begun(address);
    let answer = '';
    socket.on('data', (text) => {
      answer += text;
    });
    server.signal('SIGTERM');
    await expect
      .poll(() => ask(address, '{ curriculum { slug } }').catch(() => 'refused'))
      .toBe('refused');
    socket.write(body.slice(-1));
    expect(await server.ended).toMatchObject({ code: 0, problems: '' });
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('{"data":{"curriculum":{"slug":"small"}}}');
  });

  it('ends streams with a word on where to go on', async () => {
    const env = await settings();
    const created = await runProgram(
      ['src/cli/main.ts', 'token', 'create', '--kind', 'admin', '--title', 'Test'],
      { env },
    ).ended;
    const secret = created.output.match(/cairn_[\w-]+/)![0];
    const server = start(env);
    const address = await addressOf(server);
    const { learner } = await createLearner(address, secret);
    const { viewer } = (await ask(address, '{ viewer { latestSequence } }', secret)).data;
    const since = viewer.latestSequence;
    const query = `subscription { roadmapChanged(learner: "${learner}") { sequence } }`;
    const streams = await Promise.all([1, 2].map(() => subscribe(address, { query, secret })));
    server.signal('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0, problems: '' });
    for (const stream of streams) {
      await stream.ended;
      const [{ errors: [error] = [] } = {}] = stream.answers;
      expect(error?.extensions).toEqual({ code: 'STREAM_ENDED', since });
      expect(error?.message).toContain(`Subscribe again with \`since\`: ${since}.`);
      expect(stream.isComplete()).toBe(true);
    }
  });

  it('does not wait where it is asked twice', async () => {
    const server = start(await settings());
    const address = await addressOf(server);
    await begun(address);
    server.signal('SIGTERM');
    await expect
      .poll(() => ask(address, '{ curriculum { slug } }').catch(() => 'refused'))
      .toBe('refused');
    server.signal('SIGTERM');
    expect((await server.ended).code).toBe(1);
  });
});
