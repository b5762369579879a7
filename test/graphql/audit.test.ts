import { type AuditOk, serverAudits } from 'graphql-http';
import { describe, expect, it } from 'vitest';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const server = testServer(() => [smallCurriculum()]);

const audits = serverAudits({ url: () => `${server.url()}/graphql`, fetchFn: fetch });

/** What the specification of GraphQL over HTTP asks of servers, musts, shoulds and mays alike. */
describe('GraphQL over HTTP', () => {
  it('is audited in 61 points', () => expect(audits.length).toBe(61));

  it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn();
    expect(result).toMatchObject({ status: 'ok' } satisfies Partial<AuditOk>);
  });
});
