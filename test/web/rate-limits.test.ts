import { describe, expect, it } from 'vitest';
import type { Identity } from '../../src/actions/authenticate.ts';
import { RateLimits } from '../../src/web/rate-limits.ts';

function given() {
  let now = 0;
  const settings = { pointsPerMinute: 600, strangersPointsPerMinute: 60 };
  const limits = new RateLimits(settings, () => now);
  const who = (token: string | null): Identity | null =>
    token === null ? null : { actor: { kind: 'AUTHOR', name: token }, token, expiresAt: null };
  const of = (token: string | null, remoteAddress = '203.0.113.5') =>
    limits.of(who(token), { socket: { remoteAddress } as never });
  const pass = (seconds: number) => {
    now += seconds * 1_000;
  };
  return { of, pass };
}

describe('rate limits', () => {
  it('let as much pass as there is, and more as time goes by', () => {
    const { of, pass } = given();
    expect(of('a').standing()).toEqual({ limit: 600, remaining: 600, resetSeconds: 0 });
    expect(of('a').charge(500)).toBeNull();
    expect(of('a').standing()).toEqual({ limit: 600, remaining: 100, resetSeconds: 50 });
    expect(of('a').charge(200)).toMatchObject({
      status: 429,
      code: 'RATE_LIMITED',
      headers: { 'retry-after': '10', 'x-ratelimit-remaining': '100' },
    });
    // What was refused costs nothing.
    expect(of('a').standing()?.remaining).toBe(100);
    pass(9);
    expect(of('a').charge(200)).not.toBeNull();
    pass(1);
    expect(of('a').charge(200)).toBeNull();
    pass(1_000);
    expect(of('a').standing()?.remaining).toBe(600);
  });

  it('are each one’s own, and strangers’ by their address', () => {
    const { of } = given();
    of('a').charge(600);
    expect(of('a').charge(1)).not.toBeNull();
    expect(of('b').charge(600)).toBeNull();
    expect(of(null).charge(60)).toBeNull();
    expect(of(null).charge(1)).not.toBeNull();
    expect(of(null, '::ffff:203.0.113.5').charge(1)).not.toBeNull();
    expect(of(null, '203.0.113.6').charge(1)).toBeNull();
    expect(of(null, '2001:db8:1:2::1').charge(60)).toBeNull();
    expect(of(null, '2001:db8:1:2::2').charge(1)).not.toBeNull();
    expect(of(null, '2001:db8:1:3::2').charge(1)).toBeNull();
  });

  it('leave out strangers on this machine, who may be a proxy', () => {
    const { of } = given();
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      for (let times = 0; times < 3; times += 1) expect(of(null, address).charge(60)).toBeNull();
  });

  it('let pass what costs more than there can ever be, and make wait for it after', () => {
    const { of, pass } = given();
    expect(of('a').charge(1_200)).toBeNull();
    expect(of('a').charge(1)).toMatchObject({ headers: { 'retry-after': '61' } });
    pass(61);
    expect(of('a').charge(1)).toBeNull();
  });
});
