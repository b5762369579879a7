import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../src/util/canonical-json.ts';

it('puts the keys of every object in order', () =>
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x' })).toBe(
    '{"a":"x","b":[{"c":null,"d":1}]}',
  ));

it('leaves out what is undefined', () =>
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}'));

it('is read back as what was written, whatever the order of keys', () =>
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: 'medium' }), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      expect(canonicalJson(reversed(plain))).toBe(canonicalJson(plain));
    }),
  ));

it('escapes what text must not hold as it stands', () =>
  expect(canonicalJson('\0\ud800"\n')).toBe('"\\u0000\\ud800\\"\\n"'));

it('takes values nested 100,000 deep', () => {
  let value: unknown = 'bottom';
  for (let depth = 0; depth < 50_000; depth += 1) value = { of: [value] };
  expect(canonicalJson(value)).toBe(`${'{"of":['.repeat(50_000)}"bottom"${']}'.repeat(50_000)}`);
});

it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [[undefined]], [() => 1], [{ at: 1n }]])(
  'refuses what JSON has no word for: %o',
  (value) => expect(() => canonicalJson(value)).toThrow('This is a bug'),
);

/** The same value with every object's keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, child]) => [key, reversed(child)]));
}
