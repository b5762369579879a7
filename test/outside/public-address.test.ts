import { describe, expect, it } from 'vitest';
import { isPublicAddress, pinAddress } from '../../src/outside/public-address.ts';

describe('an address', () => {
  it.each([
    ...[
      '8.8.8.8',
      '1.1.1.1',
      '172.15.0.1',
      '172.32.0.1',
      '100.63.0.1',
      '192.0.1.1',
      '223.255.255.255',
    ],
    ...['2606:4700::1111', '2a00:1450:4001::5', '::ffff:8.8.8.8'],
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255'],
    ...['192.168.1.1', '169.254.169.254', '100.64.0.1', '192.0.2.1', '198.18.0.1', '224.0.0.1'],
    ...[
      '240.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12::1',
    ],
    ...['ff02::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:a00:1', '64:ff9b::7f00:1'],
    ...['2001:db8::1', '2001::1', '2002:7f00:1::', '3fff::1', '::127.0.0.1', '100::1'],
    ...['localhost', '', '1.2.3', '0x7f000001', '::1%'],
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a host', () => {
  const leadsTo =
    (...addresses: string[]) =>
    async () =>
      addresses.map((address) => ({ address }));

  it('is pinned to the address that it was checked at', async () => {
    expect(await pinAddress('any.example', false, leadsTo('8.8.8.8', '1.1.1.1'))).toEqual({
      ...{ kind: 'address', address: '8.8.8.8', family: 4 },
    });
    expect(await pinAddress('[2606:4700::1111]', false)).toMatchObject({ family: 6 });
  });

  it('is refused where any of its addresses is not public', async () => {
    const { kind } = await pinAddress('any.example', false, leadsTo('8.8.8.8', '127.0.0.1'));
    expect(kind).toBe('unreachable');
    expect((await pinAddress('localhost', false)).kind).toBe('unreachable');
    expect((await pinAddress('[::1]', false)).kind).toBe('unreachable');
  });

  it('may be private where that is meant, and is told where it leads nowhere', async () => {
    expect(await pinAddress('127.0.0.1', true)).toMatchObject({ address: '127.0.0.1' });
    expect(await pinAddress('none.example', true, leadsTo())).toMatchObject({
      message: expect.stringContaining('cannot be found'),
    });
    const broken = () => Promise.reject(new Error('no network'));
    expect((await pinAddress('none.example', false, broken)).kind).toBe('unreachable');
  });
});
