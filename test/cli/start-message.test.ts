import { expect, it } from 'vitest';
import { type Started, startMessage } from '../../src/cli/start-message.ts';
import { createStyle } from '../../src/cli/terminal.ts';
import { graph } from '../support/curricula.ts';

const revision = {
  curriculum: 'drawn',
  number: 3,
  digest: '0'.repeat(64),
  publishedAt: new Date('2027-01-04T08:00:00Z'),
  publishedBy: 'command-line',
  note: null,
};
const published = { graph: graph('python'), revision };
const started: Started = {
  config: {
    databaseUrl: 'file:data/cairn.db',
    port: 0,
    host: '127.0.0.1',
    publicUrl: null,
    corsOrigins: [],
    anonymousAccess: 'planning',
    identityProvider: null,
    xapiDefaultVersion: '1.0.3',
    caseToken: null,
    rateLimits: { pointsPerMinute: 10_000_000, strangersPointsPerMinute: 5_000_000 },
    seeds: 'seeds',
    privateWebhooks: false,
    demo: true,
  },
  address: { address: '127.0.0.1', family: 'IPv4', port: 4000 },
  curricula: { heads: new Map([['drawn', published]]), default: published },
  seeds: { kind: 'unchanged', revision },
  demo: null,
};

/** What is otherwise, and a line that the message then has. */
function check(changes: Partial<Started>, line: string) {
  expect(startMessage({ ...started, ...changes }, createStyle(false)).split('\n')).toContain(line);
}

const listening = (address: string) => ({ address: { address, family: 'IPv6', port: 4000 } });
const configured = (changes: Partial<Started['config']>) => ({
  config: { ...started.config, ...changes },
});

it('says where to look first', () => check({}, '  GraphiQL    http://localhost:4000/graphql'));

it('names an address that a browser can open, whatever the server listens on', () => {
  check(listening('0.0.0.0'), '  GraphiQL    http://localhost:4000/graphql');
  check(listening('::1'), '  GraphiQL    http://localhost:4000/graphql');
  check(listening('192.168.0.7'), '  GraphiQL    http://192.168.0.7:4000/graphql');
  check(listening('fd00::7'), '  GraphiQL    http://[fd00::7]:4000/graphql');
  check(
    configured({ publicUrl: 'https://cairn.example' }),
    '  GraphiQL    https://cairn.example/graphql',
  );
});

it('says who can reach it', () => {
  check({}, 'Only this machine can reach it; HOST=0.0.0.0 opens it. Ctrl+C stops it.');
  check(listening('::'), 'Ctrl+C stops it.');
});

it('names the database without its password', () => {
  check({}, '  Database    data/cairn.db');
  check(
    configured({ databaseUrl: 'postgres://cairn:secret@db.example:5433/cairn?sslmode=require' }),
    '  Database    postgres://db.example:5433/cairn',
  );
});

it('says what came of the seeds', () => {
  const name = '  Curriculum  Drawn (drawn), revision 3';
  check({}, name);
  check(
    { seeds: { kind: 'published', revision, warnings: [] } },
    `${name}, published from the seeds just now`,
  );
  check(
    { seeds: { kind: 'kept', revision } },
    `${name}, published by command-line: the seeds are left alone`,
  );
});

it('says whom one can be in the demo', () => {
  const people = [
    { kind: 'MENTOR', name: 'Noor Haddad', secret: 'cairn_one' },
    { kind: 'LEARNER', name: 'Amira', secret: 'cairn_two' },
  ] as const;
  const demo = { demo: { people, cohort: 'Q29ob3J0' } };
  check(
    demo,
    "  Demo        People who are made up; GraphiQL's tabs ask as Noor Haddad. DEMO=off does without them.",
  );
  check(demo, '              Noor Haddad (mentor)  cairn_one');
  check(demo, '              Amira (learner)       cairn_two');
});
