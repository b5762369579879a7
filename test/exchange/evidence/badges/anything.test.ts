import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CurriculumGraph } from '../../../../src/curriculum/graph.ts';
import { readCredential } from '../../../../src/exchange/evidence/badges/credential.ts';
import { findingsOf } from '../../../../src/exchange/evidence/badges/findings.ts';
import { isRecipient } from '../../../../src/exchange/evidence/badges/recipient.ts';
import { alignmentCount } from '../../../../src/exchange/evidence/badges/showing.ts';
import {
  alignedWith,
  type Json,
  newBadgeIssuer,
  subjectOf,
} from '../../../support/badge-issuer.ts';
import { smallCurriculum } from '../../../support/small-curriculum.ts';

// An issuer who is allowed may sign anything: whatever it is, it is read or refused.

const { badge } = await newBadgeIssuer();
const built = CurriculumGraph.build(smallCurriculum());
if (built.kind !== 'graph') throw new Error(built.kind);
const { graph } = built;
const policy = { level: 'working', levelByAchievementType: { Course: 'foundation' } };
const knownAs = { mails: ['ada@example.org'], externalIds: [{ system: 'a', externalId: 'b' }] };

const whole: Json = {
  ...badge({ validUntil: '2030-01-01T00:00:00Z', awardedDate: '2025-05-01T00:00:00Z' }),
  iss: 'https://badges.example/issuers/1',
  exp: 1_900_000_000,
  credentialSubject: subjectOf(
    {
      achievementType: 'Course',
      resultDescription: [
        {
          id: 'urn:r',
          resultType: 'Percent',
          requiredValue: '50',
          requiredLevel: 'urn:l',
          rubricCriterionLevel: [{ id: 'urn:l', name: 'Working', points: '1' }],
        },
      ],
    },
    {
      identifier: [{ identityType: 'emailAddress', identityHash: 'sha256$0', salt: 'a' }],
      result: [
        { resultDescription: 'urn:r', value: '80', achievedLevel: 'urn:l', status: 'Completed' },
        { alignment: [alignedWith('css')] },
      ],
    },
  ),
};

/** Every place of a value, as the keys that lead there. */
function placesOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  const within = Object.entries(value).flatMap(([key, part]) =>
    placesOf(part).map((place) => [key, ...place]),
  );
  return [[], ...within];
}

/** The value with another at the place. */
function changedAt(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  const copy = Array.isArray(value) ? [...value] : { ...(value as Json) };
  (copy as Json)[key] = changedAt((value as Json)[key], rest, other);
  return copy;
}

describe('a credential with anything in it', () => {
  it('is read or refused', () => {
    const places = placesOf(whole).filter(({ length }) => length > 0);
    const change = fc.record({ place: fc.constantFrom(...places), other: fc.jsonValue() });
    let credentials = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const payload = changes.reduce<unknown>((value, { place, other }) => {
          try {
            return changedAt(value, place, other);
          } catch {
            // What led there is gone by now.
            return value;
          }
        }, whole) as Json;
        const read = readCredential(payload, new Date('2026-01-01T00:00:00Z'));
        if (read.kind === 'credential-problem') {
          expect(read.message).toMatch(/\.$/);
          return;
        }
        credentials += 1;
        expect(alignmentCount(read.subject)).toBeGreaterThanOrEqual(0);
        isRecipient(read.subject, knownAs, 'a');
        for (const { competency, score } of findingsOf(read.subject, [graph], policy).findings) {
          expect(graph.nodeOfCompetency(competency)).toBeDefined();
          expect(score === null || (score >= 0 && score <= 1)).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(credentials).toBeGreaterThan(500);
  });
});
