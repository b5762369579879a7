import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  type CallSettings,
  deliverWebhook,
  wrongWebhookAddress,
} from '../../src/outside/deliver-webhook.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';

const never = new AbortController().signal;
const here: CallSettings = { mayBePrivate: true, milliseconds: 300 };

function send(url: string, settings = here, stop = never) {
  const headers = { 'webhook-id': 'one' };
  return deliverWebhook({ url, headers, body: '{"type":"é"}' }, settings, stop);
}

describe('a message', () => {
  it('comes as it was sent', async () => {
    const receiver = await webhookReceiver();
    expect(await send(receiver.url)).toEqual({ kind: 'answered', status: 204, retryAfter: null });
    const [{ headers, body, path } = { headers: {}, body: '', path: '' }] = receiver.received;
    expect({ body, path }).toEqual({ body: '{"type":"é"}', path: '/hooks' });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'one',
      'user-agent': 'Cairn',
    });
  });

  it('is not sent on to where an answer leads', async () => {
    const elsewhere = await webhookReceiver();
    const headers = { location: elsewhere.url };
    for (const status of [301, 302, 303, 307, 308]) {
      const receiver = await webhookReceiver(() => ({ status, headers }));
      expect(await send(receiver.url)).toMatchObject({ status });
      expect(receiver.received).toHaveLength(1);
    }
    expect(elsewhere.received).toEqual([]);
  });

  it('hears when it may be tried again', async () => {
    const headers = { 'retry-after': '17' };
    const receiver = await webhookReceiver(() => ({ status: 429, headers }));
    expect(await send(receiver.url)).toEqual({ kind: 'answered', status: 429, retryAfter: '17' });
  });

  it('waits no longer than it may, and says so', async () => {
    const receiver = await webhookReceiver(() => ({ afterMilliseconds: 2_000 }));
    expect(await send(receiver.url)).toMatchObject({
      kind: 'unanswered',
      message: expect.stringContaining('did not answer within 0.3 seconds'),
    });
  });

  it('is told where the other side hangs up, is not there or speaks something else', async () => {
    const receiver = await webhookReceiver(() => ({ hangsUp: true }));
    expect(await send(receiver.url)).toMatchObject({
      message: expect.stringMatching(/ECONNRESET/),
    });
    expect(await send('http://127.0.0.1:1/')).toMatchObject({
      message: expect.stringMatching(/ECONNREFUSED/),
    });
    const secure = receiver.url.replace('http:', 'https:');
    expect(await send(secure)).toMatchObject({ kind: 'unanswered' });
  });

  it('reads no more of an answer than it needs', async () => {
    const headers = { 'content-length': '1000000000' };
    const body = Buffer.alloc(500_000);
    const receiver = await webhookReceiver(() => ({ status: 200, headers, body }));
    const sent = send(receiver.url, { mayBePrivate: true, milliseconds: 10_000 });
    const soon = setTimeout(3_000, 'too late');
    expect(await Promise.race([sent, soon])).toMatchObject({ status: 200 });
  });

  it('ends when whoever sends it stops', async () => {
    const receiver = await webhookReceiver(() => ({ afterMilliseconds: 2_000 }));
    const stop = new AbortController();
    const sent = send(receiver.url, { mayBePrivate: true }, stop.signal);
    await expect.poll(() => receiver.received.length).toBe(1);
    stop.abort();
    expect(await sent).toEqual({ kind: 'stopped' });
  });
});

describe('an address', () => {
  const strict: CallSettings = { mayBePrivate: false };
  const leadingTo = (address: string): CallSettings => ({
    ...strict,
    lookUp: async () => [{ address }],
  });

  it.each([
    'http://8.8.8.8/',
    'https://localhost/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://10.1.2.3/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[fe80::1]/',
    'https://me:secret@8.8.8.8/',
    'ftp://8.8.8.8/',
    'file:///etc/passwd',
    'nothing',
  ])('%s is refused', async (address) => {
    const message = await wrongWebhookAddress(address, strict);
    expect(message).toMatch(/^[A-Z`].*\.$/);
    expect(message).not.toContain('secret');
    if (!URL.canParse(address)) return;
    expect(await send(address, strict)).toMatchObject({ kind: 'unanswered' });
  });

  it('is taken on a public host', async () => {
    expect(await wrongWebhookAddress('https://any.example/', leadingTo('8.8.8.8'))).toBeNull();
    expect(await wrongWebhookAddress('https://8.8.8.8/', strict)).toBeNull();
  });

  it('that came to lead here since is refused when something is sent', async () => {
    const receiver = await webhookReceiver();
    const { port } = new URL(receiver.url);
    const settings = leadingTo('127.0.0.1');
    expect(await send(`https://any.example:${port}/`, settings)).toMatchObject({
      kind: 'unanswered',
      message: expect.stringContaining('not public'),
    });
    expect(receiver.received).toEqual([]);
  });

  it('is looked up once, so that what is called is what was checked', async () => {
    const receiver = await webhookReceiver();
    const { port } = new URL(receiver.url);
    const looked: string[] = [];
    const lookUp = async (name: string) => {
      looked.push(name);
      return [{ address: looked.length === 1 ? '127.0.0.1' : '10.255.255.1' }];
    };
    const sent = await send(`http://any.example:${port}/`, { ...here, lookUp });
    expect(sent).toMatchObject({ status: 204 });
    expect(looked).toEqual(['any.example']);
    expect(receiver.received[0]?.headers.host).toBe(`any.example:${port}`);
  });

  it('may be private where the operator says so', async () =>
    expect(await wrongWebhookAddress('http://127.0.0.1:4001/', here)).toBeNull());
});
