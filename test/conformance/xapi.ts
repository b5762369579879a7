import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { operator } from '../../src/actions/actor.ts';
import { ChangeStreams } from '../../src/actions/change-streams.ts';
import { createToken } from '../../src/actions/create-token.ts';
import { Curricula } from '../../src/actions/curricula.ts';
import { type XapiVersion, xapiVersions } from '../../src/exchange/evidence/xapi/index.ts';
import { createServer } from '../../src/server.ts';
import { openStore } from '../../src/store/open.ts';

// Runs the conformance suite for xAPI of ADL against a fresh server, and compares what fails with the list beside this
// file. The suite is no package, so this is no part of the tests:
//
//   git clone https://github.com/adlnet/lrs-conformance-test-suite && npm install --ignore-scripts --prefix lrs-conformance-test-suite
//   npx tsx test/conformance/xapi.ts lrs-conformance-test-suite [--write]
//
// It ends with 1 where anything fails that is not on the list, or passes that is; with `--write` the titles of the list are
// those that fail now, each with the reason that fits.

/** Why tests fail that are known to, and which. */
type Known = Readonly<
  Record<string, readonly { readonly reason: string; readonly titles: readonly string[] }[]>
>;

const listFile = fileURLToPath(new URL('xapi-failures.json', import.meta.url));

/** Reasons by what titles say; the first that fits counts. */
const reasons: readonly (readonly [fits: RegExp, reason: string])[] = [
  [
    /Signed Statements|signature/i,
    'Files that come with statements, signatures among them, are not kept.',
  ],
  [
    /attachment|multipart/i,
    'Files that come with statements are not kept; statements that say by `fileUrl` where files are do well.',
  ],
  [
    /Alternate Request/,
    'Requests that hide another one in a form are for browsers of long ago; 2.0 has them no more.',
  ],
  [
    /./,
    'Only statements are received: state, profiles, agents and activities are resources of a whole record store.',
  ],
];

const [folder, ...options] = process.argv.slice(2);
if (!folder || !existsSync(join(folder, 'bin/console_runner.js'))) {
  process.stderr.write('Name the folder of the suite, which has bin/console_runner.js.\n');
  process.exit(2);
}

const known: Known = existsSync(listFile) ? JSON.parse(await readFile(listFile, 'utf8')) : {};
const found: Record<string, Known[string]> = {};
let isAsListed = true;
for (const version of xapiVersions) {
  const { total, passed, failing } = await runSuite(folder, version);
  const listed = known[version]?.flatMap(({ titles }) => titles) ?? [];
  const strange = without(failing, listed);
  const mended = without(listed, failing);
  process.stdout.write(`xAPI ${version}: ${passed} of ${total} pass, ${failing.length} fail.\n`);
  if (options.includes('--write')) {
    found[version] = byReason(failing);
    continue;
  }
  for (const title of strange) process.stdout.write(`  fails and is not listed: ${title}\n`);
  for (const title of mended) process.stdout.write(`  is listed and does not fail: ${title}\n`);
  isAsListed &&= strange.length + mended.length === 0;
}
if (options.includes('--write')) await writeFile(listFile, `${JSON.stringify(found, null, 2)}\n`);
else process.exitCode = isAsListed ? 0 : 1;

async function runSuite(suite: string, version: XapiVersion) {
  const data = await mkdtemp(join(tmpdir(), 'cairn-conformance-'));
  const store = await openStore(`file:${join(data, 'cairn.db')}`);
  const environment = {
    store,
    curricula: await Curricula.load(store),
    streams: new ChangeStreams(store),
    now: () => new Date(),
    random: randomBytes,
  };
  const server = createServer(environment, {
    corsOrigins: [],
    publicUrl: null,
    anonymousAccess: 'none',
    identityProvider: null,
    xapiDefaultVersion: version,
  });
  try {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const token = { kind: 'SERVICE', scopes: ['evidence:write', 'learners:read'] } as const;
    const created = await createToken(environment, operator, { ...token, title: 'Conformance' });
    if (created.kind !== 'token-created') throw new Error(created.message);
    const endpoint = `http://127.0.0.1:${port}/xapi`;
    return await log(suite, [
      '-e',
      endpoint,
      '-a',
      '-u',
      'suite',
      '-p',
      created.secret,
      '-x',
      version,
      '-z',
    ]);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await store.close();
    await rm(data, { recursive: true });
  }
}

/** A test of the suite, or a group of them. */
interface Node {
  readonly title?: string;
  readonly name?: string;
  readonly status?: string;
  readonly tests?: readonly Node[];
}

/** What the suite wrote down; how it ends says nothing, since that is the number of failures modulo 256. */
async function log(suite: string, options: readonly string[]) {
  const child = spawn('node', ['bin/console_runner.js', ...options], {
    cwd: suite,
    stdio: 'ignore',
  });
  await new Promise((resolve) => child.once('exit', resolve));
  const folder = join(suite, 'logs');
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => ({
      name,
      at: (await stat(join(folder, name))).mtimeMs,
    })),
  );
  const newest = files.sort((one, two) => two.at - one.at)[0]!;
  const { log: root, summary } = JSON.parse(await readFile(join(folder, newest.name), 'utf8'));
  const failing: string[] = [];
  const pending: { node: Node; path: readonly string[] }[] = [{ node: root, path: [] }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { tests = [], title, name, status } = next.node;
    const path = [...next.path, title ?? name ?? ''].filter(Boolean);
    if (tests.length === 0 && status === 'failed') failing.push(path.join(' > '));
    pending.push(...tests.map((node) => ({ node, path })));
  }
  const { total, passed } = summary;
  return { total, passed, failing: failing.sort() };
}

/** Those that are in the first list more often than in the other. */
function without(list: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const title of others) left.set(title, (left.get(title) ?? 0) + 1);
  return list.filter((title) => {
    const count = left.get(title) ?? 0;
    left.set(title, count - 1);
    return count <= 0;
  });
}

function byReason(failing: readonly string[]): Known[string] {
  const groups = new Map<string, string[]>();
  for (const title of failing) {
    const [, reason] = reasons.find(([fits]) => fits.test(title))!;
    groups.set(reason, [...(groups.get(reason) ?? []), title]);
  }
  return [...groups].map(([reason, titles]) => ({ reason, titles }));
}
