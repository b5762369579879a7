import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { AdoptedRoadmap } from '../../src/curriculum/adopted-roadmap.ts';
import type { Token } from '../../src/curriculum/token.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { UniqueConflict } from '../../src/store/unique-conflict.ts';
import { postgres, sqlite } from '../support/databases.ts';
import { newChange, newId, newLearner, newMentor } from '../support/learners.ts';
import { day } from '../support/random-evidence.ts';

describe.each([sqlite(), postgres()])('$name', (kind) => {
  let address: string;
  let store: Store;

  beforeAll(async () => {
    address = await kind.newAddress();
    store = await openStore(address);
  });
  afterAll(() => store.close());

  describe('a token', () => {
    it('is found by the hash of its secret, and by its id', async () => {
      const learner = newLearner();
      const mentor = newMentor();
      const tokens = [
        newToken({ kind: 'LEARNER', learner: learner.id, expiresAt: day(9) }),
        newToken({ kind: 'MENTOR', mentor: mentor.id }),
        newToken({ scopes: ['evidence:write', 'cohorts:write'] }),
      ];
      await store.write(async (writes) => {
        await writes.learners.create([learner]);
        await writes.mentors.create(mentor);
        for (const token of tokens) await writes.tokens.create(token, `hash of ${token.id}`);
      });
      for (const token of tokens) {
        expect(await store.reads.tokens.byHash(`hash of ${token.id}`)).toEqual(token);
        expect(await store.reads.tokens.byId(token.id)).toEqual(token);
      }
      const found = await store.reads.tokens.byIds([tokens[2]!.id, 'nobody', tokens[0]!.id]);
      expect([...found.values()].map(({ id }) => id).sort()).toEqual([
        tokens[0]!.id,
        tokens[2]!.id,
      ]);
      expect(await store.reads.tokens.count()).toBe(tokens.length);
      expect(await store.reads.tokens.byHash(tokens[0]!.id)).toBeNull();
      expect(await store.reads.tokens.ofLearners([learner.id, mentor.id])).toEqual(
        new Map([
          [learner.id, [tokens[0]]],
          [mentor.id, []],
        ]),
      );
      expect(await store.reads.tokens.page({ after: tokens[0]!.id, limit: 1 })).toEqual([
        tokens[1],
      ]);
    });

    it('is used, and is revoked but once', async () => {
      const token = newToken();
      const written = async (work: Parameters<typeof store.write<void>>[0]) => {
        await store.write(work);
        return store.reads.tokens.byId(token.id);
      };
      await store.write(({ tokens }) => tokens.create(token, `hash of ${token.id}`));
      const used = { ...token, lastUsedAt: day(1) };
      expect(await written(({ tokens }) => tokens.noteUse(token.id, day(1)))).toEqual(used);
      const revoked = { ...used, revokedAt: day(2) };
      expect(await written(({ tokens }) => tokens.revoke(token.id, day(2)))).toEqual(revoked);
      expect(await written(({ tokens }) => tokens.revoke(token.id, day(3)))).toEqual(revoked);
    });

    it('has a secret of its own', async () => {
      const create = () => store.write(({ tokens }) => tokens.create(newToken(), 'the same hash'));
      await create();
      await expect(create()).rejects.toThrow(UniqueConflict);
    });

    it('is of somebody who is there', async () => {
      const create = (token: Token) => store.write(({ tokens }) => tokens.create(token, token.id));
      await expect(create(newToken({ learner: 'nobody' }))).rejects.toThrow();
      await expect(create(newToken({ mentor: 'nobody' }))).rejects.toThrow();
    });
  });

  describe('a response that is kept', () => {
    const kept = (owner: string, key: string, createdAt = day(5)) => ({
      owner,
      key,
      payloadDigest: 'abc',
      response: { items: [{ status: 'CREATED' }] },
      createdAt,
    });

    it('is found by its owner and key, until it is old', async () => {
      const [one, other, old] = [kept('a', '1'), kept('b', '1'), kept('a', '2', day(1))];
      await store.write(async ({ idempotencyKeys }) => {
        for (const each of [one, other, old]) await idempotencyKeys.keep(each);
      });
      const { find } = store.reads.idempotencyKeys;
      expect(await find('a', '1')).toEqual(one);
      expect(await find('b', '1')).toEqual(other);
      expect(await find('b', '2')).toBeNull();
      await store.write(({ idempotencyKeys }) => idempotencyKeys.removeBefore(day(5)));
      expect(await find('a', '2')).toBeNull();
      expect(await find('a', '1')).toEqual(one);
    });

    it('is that of the first of several at once; the others change nothing', async () => {
      const other = await openStore(address);
      onTestFinished(() => other.close());
      const learners = [newLearner(), newLearner(), newLearner()];
      const results = await Promise.allSettled(
        learners.map((learner, index) =>
          (index % 2 === 0 ? store : other).write(async (writes) => {
            await writes.learners.create([learner]);
            await writes.idempotencyKeys.keep(kept('a', 'at once'));
          }),
        ),
      );
      const refused = results.filter((result) => result.status === 'rejected');
      expect(refused.map(({ reason }) => reason.constructor)).toEqual([
        UniqueConflict,
        UniqueConflict,
      ]);
      const created = await store.reads.learners.byIds(learners.map(({ id }) => id));
      expect(created.size).toBe(1);
    });
  });

  it('keeps adopted roadmaps, as they were and as they are by now', async () => {
    const [learner, other] = [newLearner(), newLearner()];
    const roadmap: AdoptedRoadmap = {
      learner: learner.id,
      id: newId(),
      request: { goals: [{ skill: 'flask' }], 日: '\0' },
      curriculum: 'python-web',
      revision: 3,
      plan: { steps: ['http@working'] },
      adoptedAt: day(0),
      plannedAt: day(0),
      endedAt: null,
      dueSince: null,
      checkedRevision: 3,
      checkedRelated: 0,
    };
    const later = { ...roadmap, id: newId() };
    const ended = {
      ...roadmap,
      plan: { steps: [] },
      revision: 4,
      plannedAt: day(1),
      endedAt: day(2),
    };
    await store.write(async ({ learners, adoptedRoadmaps }) => {
      await learners.create([learner, other]);
      await adoptedRoadmaps.adopt(later, 'key');
      await adoptedRoadmaps.adopt(roadmap, 'key');
      await adoptedRoadmaps.update(ended);
    });
    expect(await store.reads.adoptedRoadmaps.byId(learner.id, later.id)).toEqual(later);
    expect(await store.reads.adoptedRoadmaps.byId(other.id, later.id)).toBeNull();
    expect(await store.reads.adoptedRoadmaps.ofLearners([other.id, learner.id])).toEqual(
      new Map([
        [other.id, []],
        [learner.id, [ended, later]],
      ]),
    );
    expect(await store.reads.adoptedRoadmaps.followedBy([other.id, learner.id])).toEqual(
      new Map([[learner.id, later]]),
    );
  });

  it('marks the roadmap that a learner follows where something changes that matters to it', async () => {
    const learner = newLearner();
    const roadmap: AdoptedRoadmap = {
      learner: learner.id,
      id: newId(),
      request: {},
      curriculum: 'marked',
      revision: 3,
      plan: {},
      adoptedAt: day(0),
      plannedAt: day(0),
      endedAt: null,
      dueSince: null,
      checkedRevision: 3,
      checkedRelated: 0,
    };
    const ended = { ...roadmap, id: newId(), endedAt: day(1) };
    await store.write(async ({ learners, adoptedRoadmaps }) => {
      await learners.create([learner]);
      await adoptedRoadmaps.adopt(ended, 'key');
      await adoptedRoadmaps.adopt(roadmap, 'key');
    });
    const { reads } = store;
    const change = (kind: 'NOTE_WRITTEN' | 'EVIDENCE_RECORDED', at: Date) =>
      store.write(async ({ learners, learnerChanges }) => {
        await learners.lock([learner.id]);
        learnerChanges.add(newChange(learner.id, { kind, at }));
      });
    await change('NOTE_WRITTEN', day(4));
    expect(await reads.adoptedRoadmaps.due({ limit: 9 })).not.toContain(learner.id);
    await change('EVIDENCE_RECORDED', day(5));
    expect(await reads.adoptedRoadmaps.due({ limit: 9 })).toContain(learner.id);
    expect(await reads.adoptedRoadmaps.byId(learner.id, ended.id)).toEqual(ended);
    expect((await reads.adoptedRoadmaps.byId(learner.id, roadmap.id))?.dueSince).toEqual(day(5));

    const notCheckedSince = (revision: number) =>
      reads.adoptedRoadmaps.before({ curriculum: 'marked', revision, related: 0 }, { limit: 9 });
    expect(await notCheckedSince(3)).toEqual([]);
    expect(await notCheckedSince(4)).toEqual([learner.id]);
    expect(await reads.adoptedRoadmaps.feedKey(learner.id)).toBe('key');
    await store.write(({ adoptedRoadmaps }) => adoptedRoadmaps.setFeedKey(learner.id, 'other'));
    expect(await reads.adoptedRoadmaps.feedKey(learner.id)).toBe('other');
  });
});

function newToken(given: Partial<Token> = {}): Token {
  return {
    id: newId(),
    kind: 'SERVICE',
    learner: null,
    mentor: null,
    scopes: [],
    title: 'Moodle',
    prefix: 'cairn_ab',
    persistedOperationsOnly: false,
    createdAt: day(0),
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    ...given,
  };
}
