import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { signWebhook } from '../../src/outside/sign-webhook.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

it('signs as the specification does in its example', () =>
  expect(
    signWebhook(
      {
        id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        timestamp: 1614265330,
        body: '{"test": 2432232314}',
      },
      [secret],
    ),
  ).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  }));

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

it('is believed by the library of the specification, whatever is sent, and nothing else is', () =>
  fc.assert(
    fc.property(fc.json(), fc.uuid(), (body, id) => {
      const [one, other, stranger] = [newSecret(), newSecret(), newSecret()];
      const timestamp = Math.floor(Date.now() / 1000);
      const headers = { ...signWebhook({ id, timestamp, body }, [one, other]) };
      for (const good of [one, other])
        expect(new Webhook(good).verify(body, headers)).toEqual(JSON.parse(body));
      expect(() => new Webhook(stranger).verify(body, headers)).toThrow();
      expect(() => new Webhook(one).verify(`${body} `, headers)).toThrow();
      const late = { ...headers, 'webhook-timestamp': String(timestamp + 1) };
      expect(() => new Webhook(one).verify(body, late)).toThrow();
    }),
    { numRuns: 50 },
  ));
