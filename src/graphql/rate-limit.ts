import { builder } from './builder.ts';
import type { Context } from './context.ts';

interface RateLimit {
  readonly cost: number;
  readonly standing: NonNullable<ReturnType<Context['allowance']['standing']>>;
  readonly now: Date;
}

const RateLimitType = builder.objectRef<RateLimit>('RateLimit');

RateLimitType.implement({
  description:
    "How much you may still ask, in points: an object that an answer may have is one, a roadmap that is planned 500. What you have left fills again all the time, to a minute's worth. Who asks more is answered with the status 429, the code `RATE_LIMITED` and the header `Retry-After`, before anything is done. Each process of a server counts by itself.",
  fields: (t) => ({
    cost: t.exposeInt('cost', { description: 'What this very operation costs.' }),
    limit: t.int({
      description: 'How many points you have at the most, and get in a minute.',
      resolve: ({ standing }) => standing.limit,
    }),
    remaining: t.int({
      description: 'How many you have left after this operation.',
      resolve: ({ standing }) => standing.remaining,
    }),
    resetAt: t.field({
      type: 'DateTime',
      description: 'When you have as many as you can have, if you ask nothing more.',
      resolve: ({ standing, now }) => new Date(Number(now) + standing.resetSeconds * 1_000),
    }),
  }),
});

builder.queryField('rateLimit', (t) =>
  t.field({
    type: RateLimitType,
    nullable: true,
    description: 'How much you may still ask; null where you may ask as much as you like.',
    resolve: (_root, _args, { allowance, charged, environment }) => {
      const standing = allowance.standing();
      return standing && { cost: charged.points, standing, now: environment.now() };
    },
  }),
);
