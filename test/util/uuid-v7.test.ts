import { expect, it } from 'vitest';
import { isUuid, uuidV7 } from '../../src/util/uuid-v7.ts';

it('is the example of RFC 9562', () => {
  const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidV7(new Date('2022-02-22T19:22:22.000Z'), random)).toBe(
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  );
});

it('has its version and variant whatever the random bytes', () => {
  for (const byte of [0, 255])
    expect(uuidV7(new Date(1), new Uint8Array(10).fill(byte))).toMatch(
      /^0{8}-0001-7[0f]{3}-[8b][0f]{3}-[0f]{12}$/,
    );
});

it('is greater when it is later', () => {
  const [first, second] = [0, 1].map((time) => {
    const byte = time === 0 ? 255 : 0;
    return uuidV7(new Date(1_800_000_000_000 + time), new Uint8Array(10).fill(byte));
  });
  expect(first! < second!).toBe(true);
});

it('is told from other texts', () => {
  expect(isUuid('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')).toBe(true);
  for (const text of [
    '',
    '017f22e2',
    '017F22E2-79B0-7CC3-98C4-DC0C0C07398F',
    '\0',
    `${'0'.repeat(36)}`,
  ])
    expect(isUuid(text)).toBe(false);
});
