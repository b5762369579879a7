import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { DefectList } from '../../src/curriculum/defect-list.ts';
import { fatesOf, lineageBetween } from '../../src/curriculum/fates.ts';
import { foldEvidence } from '../../src/curriculum/fold-evidence.ts';
import type { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { type History, historyWith, noHistory } from '../../src/curriculum/history.ts';
import { type Lineage, lineageOf } from '../../src/curriculum/lineage.ts';
import { lintNames } from '../../src/curriculum/lint/names.ts';
import { competencyKey } from '../../src/curriculum/requirement.ts';
import { retiredKnowledge } from '../../src/curriculum/retired-knowledge.ts';
import { presentSkills, withoutHistory } from '../../src/curriculum/skills-meant.ts';
import { curriculum, graph } from '../support/curricula.ts';
import { type RandomEdits, randomEdits } from '../support/edited-skills.ts';
import { finding } from '../support/random-evidence.ts';

describe('a name', () => {
  it('is followed through renames, whether or not authors repeat the older ones', () =>
    check(['a', 'b < a', 'c < b'], 'a 1 3: c, b 2 3: c, c 3 1: a, c 3 2: b'));

  it('is followed where somebody says only later what replaces it', () =>
    check(['a; z', 'z', 'y < a; z'], 'a 1 2: , a 1 3: y, y 3 1: a'));

  it('stands for all that it was split into, also where one of them says so no longer', () =>
    check(['a', 'b < a; c < a', 'b; c < a', 'b; d < c'], 'a 1 2: b c, a 1 3: b c, a 1 4: b d'));

  it('stands for what it was merged into', () =>
    check(['a; b; c', 'd < a b; c', 'd; e < c'], 'a 1 3: d, b 1 3: d, c 1 3: e'));

  it('that is used anew takes nothing of what went on under another name', () =>
    check(['x', 'y < x', 'y; x', 'y; z < x'], 'x 1 3: y, x 3 3: x, y 2 3: y, x 3 4: z, x 1 4: y'));

  it('that comes back is what it was, where nothing took its place', () =>
    check(['x; z', 'z', 'x; z'], 'x 1 2: , x 1 3: x, x 2 3: x'));

  it('that never was there stands for what replaces it', () =>
    check(['a < old', 'a', 'b < a'], 'old 1 1: a, old 1 3: b'));
});

describe('a revision that is equal to an older one', () => {
  it('brings back what was renamed, and what was known since under the new name', () =>
    check(['x; z', 'y < x; z', 'x; z'], 'x 1 3: x, y 2 3: x'));

  it('brings back what was merged, all of which the whole stood for', () =>
    check(['a; b', 'c < a b', 'a; b'], 'a 1 3: a, b 1 3: b, c 2 3: a b'));

  it('brings back what was split, for which no part stands', () =>
    check(['a', 'b < a; c < a', 'a', 'b < a; c < a'], 'a 1 3: a, b 2 3: , b 2 4: b, a 1 4: b c'));

  it('gives reused names back to whom they belonged', () =>
    check(['x', 'y < x', 'y; x', 'x', 'y; x'], 'x 1 4: x, x 3 4: , y 2 4: x, x 3 5: x, x 1 5: y'));

  it('brings back what nobody says any more', () =>
    check(
      ['a', 'b < a; c < a', 'b; c', 'a', 'd < a; e < a', 'b; c'],
      'a 1 5: d e, a 1 6: b c, d 5 6: ',
    ));
});

describe('levels', () => {
  const scales = (lists: string[][], level: string, isHeld = true) => {
    const graphs = lists.map((list) => withScale(list));
    const lineage = publish(graphs.map((each) => each.curriculum));
    const found = finding({
      competency: { curriculum: 'drawn', skill: 'a', level },
      outcome: isHeld ? 'HELD' : 'NOT_HELD',
      recordedAt: new Date(1),
    });
    const revision = lists.length;
    const judged = foldEvidence({ graph: graphs.at(-1)!, lineage, revision }, [found]);
    return judged.map((each) => `${each.isHeld ? '' : 'not '}${each.competency.level}`).join(' ');
  };

  it('that were renamed are the same', () => {
    expect(
      scales(
        [
          ['a', 'b', 'c'],
          ['a', 'x', 'c'],
        ],
        'b',
      ),
    ).toBe('a x');
    expect(
      scales(
        [
          ['a', 'b', 'c'],
          ['u', 'v', 'w'],
        ],
        'b',
      ),
    ).toBe('u v');
    expect(
      scales(
        [
          ['a', 'b'],
          ['a', 'x'],
          ['a', 'm', 'x'],
        ],
        'b',
      ),
    ).toBe('a m x');
  });

  it('that are gone are held as far as a lower one is, and lacking as far as a higher one is', () => {
    expect(
      scales(
        [
          ['a', 'b', 'c'],
          ['a', 'c'],
        ],
        'b',
      ),
    ).toBe('a');
    expect(
      scales(
        [
          ['a', 'b', 'c'],
          ['a', 'c'],
        ],
        'b',
        false,
      ),
    ).toBe('not c');
    expect(
      scales(
        [
          ['a', 'b', 'c'],
          ['b', 'c'],
        ],
        'a',
      ),
    ).toBe('');
  });

  it('come back with the scale that had them', () =>
    expect(
      scales(
        [
          ['a', 'b', 'c'],
          ['a', 'c'],
          ['a', 'b', 'c'],
        ],
        'b',
      ),
    ).toBe('a b'));
});

describe('what several skills became', () => {
  const merged = (...said: readonly [string, 'HELD' | 'NOT_HELD', number][]) => {
    const [before, after] = [drawn('a; b'), drawn('c < a b')];
    const lineage = publish([before, after]);
    const evidence = said.map(([skill, outcome, at], number) =>
      finding({
        ...{ number, externalId: String(number), outcome, recordedAt: new Date(at) },
        competency: { curriculum: 'drawn', skill, level: 'foundation' },
        occurredAt: new Date(number),
      }),
    );
    const [judged] = foldEvidence({ graph: graph(after), lineage, revision: 2 }, evidence);
    return judged?.isHeld;
  };

  it('is held as far as the best of them', () => {
    expect(merged(['a', 'HELD', 1], ['b', 'NOT_HELD', 1])).toBe(true);
    expect(merged(['a', 'NOT_HELD', 1], ['b', 'NOT_HELD', 1])).toBe(false);
  });

  it('may be found lacking itself', () => {
    expect(merged(['a', 'HELD', 1], ['c', 'NOT_HELD', 2])).toBe(false);
    expect(merged(['c', 'NOT_HELD', 2], ['a', 'HELD', 1])).toBe(true);
  });
});

it('what becomes of each skill is told', () => {
  const [before, after] = [
    drawn('kept; old; whole; one; two; part; gone'),
    drawn('kept < part; new < old; left < whole; right < whole; both < one two'),
  ];
  const fates = fatesOf(
    lineageBetween(before, after),
    'skills',
    { curriculum: before, revision: 1 },
    { curriculum: after, revision: 2 },
  );
  expect(Object.fromEntries(fates)).toEqual({
    gone: { kind: 'retired' },
    kept: { kind: 'kept' },
    old: { kind: 'renamed', to: 'new' },
    one: { kind: 'merged', into: 'both', with: ['two'] },
    part: { kind: 'merged', into: 'kept', with: ['kept'] },
    two: { kind: 'merged', into: 'both', with: ['one'] },
    whole: { kind: 'split', into: ['left', 'right'] },
  });
});

describe('whatever authors do', () => {
  const seeds = Array.from({ length: 120 }, (_, seed) => seed);

  it('every learner keeps what is there under any name, and what is gone is retired', () => {
    for (const seed of seeds) {
      const edits = randomEdits(seed, 9);
      const lineage = publish(edits.curricula);
      edits.curricula.forEach((each, index) => {
        const revision = index + 1;
        const ground = { graph: graph(each), lineage, revision };
        for (const shown of edits.shown) {
          const evidence = [evidenceOf(shown)];
          const held = foldEvidence(ground, evidence).map(({ competency }) => competency.skill);
          const wanted = edits.expected(shown, revision);
          const at = `seed ${seed}, ${shown.skill} of ${shown.revision} in ${revision}\n${told(edits)}`;
          expect(held, at).toEqual(wanted.held);
          if (revision < edits.curricula.length) continue;
          const retired = retiredKnowledge(ground, evidence).map(
            ({ competency, lastRevision }) => `${competency.skill} ${lastRevision}`,
          );
          expect(retired, at).toEqual(wanted.retired);
        }
      });
    }
  });

  it('what is known in a revision is the same, however much is published later', () => {
    for (const seed of seeds.slice(0, 40)) {
      const edits = randomEdits(seed, 8);
      const whole = publish(edits.curricula);
      edits.curricula.forEach((each, index) => {
        const revision = index + 1;
        const then = publish(edits.curricula.slice(0, revision));
        for (const { skill, revision: at } of edits.shown) {
          if (at > revision) continue;
          const here = { graph: graph(each), revision };
          expect(presentSkills({ ...here, lineage: whole }, skill, at)).toEqual(
            presentSkills({ ...here, lineage: then }, skill, at),
          );
        }
      });
    }
  });
});

function told({ curricula }: RandomEdits): string {
  return curricula
    .map(({ skills }, index) => {
      const each = skills.map(({ slug, replaces }) => [slug, ...replaces].join(' < '));
      return `${index + 1}: ${each.join('; ')}`;
    })
    .join('\n');
}

function evidenceOf({ skill, revision }: { readonly skill: string; readonly revision: number }) {
  const competency = { curriculum: 'drawn', skill, level: 'foundation' };
  return finding({ competency, recordedAt: new Date(revision) });
}

/** `b < a; c < a d`: skills, and what they replace. */
function drawn(text: string): Curriculum {
  const lines = text.split(';').map((line) => line.trim().split(' < '));
  const { skills, ...rest } = curriculum(lines.map(([slug]) => slug).join('; '));
  const replaces = new Map(lines.map(([slug, names]) => [slug, names?.split(' ') ?? []]));
  return {
    ...rest,
    skills: skills.map((each) => ({ ...each, replaces: replaces.get(each.slug)! })),
  };
}

function withScale(levels: readonly string[]): CurriculumGraph {
  const { skills, ...rest } = curriculum('a');
  const each = levels.map((level) => ({ level, hours: 1, criteria: [], requires: null }));
  return graph({
    ...rest,
    levels: levels.map((slug) => ({ slug, title: slug })),
    skills: skills.map((skill) => ({ ...skill, levels: each })),
  });
}

/** Each of them is published as the next revision, a millisecond after the one before. */
function publish(curricula: readonly Curriculum[]): Lineage {
  let history: History = noHistory;
  curricula.forEach((each, index) => {
    const number = index + 1;
    const digest = JSON.stringify(each);
    const revision = { number, digest, publishedAt: new Date(number) };
    history = historyWith(history, curricula[index - 1] ?? null, each, revision);
  });
  return lineageOf(history);
}

it('authors are warned of names that never were, became something else or are used anew', () => {
  const texts = ['old; other', 'new < old; other'];
  const last = drawn('new; later < odl other; old');
  const lineage = publish([...texts.map(drawn), last]);
  const warnings = new DefectList('warning');
  lintNames({ graph: graph(last), lineage, revision: 3 }, warnings);
  expect(warnings.all.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
    'never-there skills.later.replaces.0',
    'name-reused skills.old.id',
  ]);
  const taken = drawn('new; later < old; other');
  const contradiction = publish([...texts.map(drawn), taken]);
  const more = new DefectList('warning');
  lintNames({ graph: graph(taken), lineage: contradiction, revision: 3 }, more);
  expect(more.all.map(({ message }) => message)).toEqual([
    '`old` is `new` by now, so what people know of it counts there and not for `later`. Take it out.',
  ]);
});

it('authors are not warned of what their first revision replaces, which may have been elsewhere', () => {
  const [first, last] = [drawn('new < old; other'), drawn('new < old; other < olden')];
  const warnings = new DefectList('warning');
  lintNames({ graph: graph(last), lineage: publish([first, last]), revision: 2 }, warnings);
  expect(warnings.all.map(({ path }) => path.join('.'))).toEqual(['skills.other.replaces.0']);
});

it('authors are warned of the names of projects and career paths, too', () => {
  const first = curriculum('a; !site: a; $path: a');
  const last = {
    ...curriculum('a; !web-site: a; $way: a'),
    projects: curriculum('a; !web-site: a').projects.map((each) => ({
      ...each,
      replaces: ['site', 'shop'],
    })),
    careerPaths: curriculum('a; $way: a').careerPaths.map((each) => ({
      ...each,
      replaces: ['paht'],
    })),
  };
  const warnings = new DefectList('warning');
  lintNames({ graph: graph(last), lineage: publish([first, last]), revision: 2 }, warnings);
  expect(
    warnings.all.map(({ path, suggestions }) => `${path.join('.')} ${suggestions.join(' ')}`),
  ).toEqual(['projects.web-site.replaces.1 ', 'careerPaths.way.replaces.0 path']);
});

/** `name, revision in which it is said, revision in which it is read: what it stands for` */
function check(texts: readonly string[], expected: string): void {
  const curricula = texts.map(drawn);
  const lineage = publish(curricula);
  const found = expected.split(', ').map((line) => {
    const [slug = '', at = '', on = ''] = line.split(':')[0]!.split(' ');
    const revision = Number(on);
    const here = { graph: graph(curricula[revision - 1]!), lineage, revision };
    return `${slug} ${at} ${on}: ${presentSkills(here, slug, Number(at)).join(' ')}`;
  });
  expect(found.join(', ')).toBe(expected);
}

it('a curriculum of which no history is known has what it says itself', () => {
  const alone = withoutHistory(graph(drawn('b < a; c < a; d')));
  expect(presentSkills(alone, 'a')).toEqual(['b', 'c']);
  expect(presentSkills(alone, 'd')).toEqual(['d']);
  expect(presentSkills(alone, 'x')).toEqual([]);
  const evidence = [evidenceOf({ skill: 'a', revision: 1 })];
  const judged = foldEvidence({ graph: alone.graph }, evidence);
  expect(judged.map(({ competency }) => competencyKey(competency))).toEqual([
    'b@foundation',
    'c@foundation',
  ]);
});
