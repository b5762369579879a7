import fc from 'fast-check';
import type { Advice, Curriculum } from '../../src/curriculum/curriculum.ts';
import type { Requirement } from '../../src/curriculum/requirement.ts';

/** Texts as authors write them, and as they don't; each has two or three values only, so that edits often undo others. */
const text = fc.constantFrom('', 'Loops', 'Schleifen für 日本 🪨 "\\');
const maybe = fc.option(text);
const slugs = ['a', 'b', 'c', 'd-1', 'd-10', 'd-2', 'e'];
const slug = fc.constantFrom(...slugs);
const competency = fc.record({ skill: slug, level: fc.constantFrom('low', 'high') });
const names = fc.uniqueArray(slug, { maxLength: 2 });

const { requirement } = fc.letrec<{ requirement: Requirement }>((tie) => ({
  requirement: fc.oneof(
    { depthSize: 'small' },
    competency.map((one): Requirement => ({ kind: 'competency', ...one })),
    fc
      .array(tie('requirement'), { maxLength: 2 })
      .map((of): Requirement => ({ kind: 'all-of', of })),
    fc
      .array(tie('requirement'), { maxLength: 2 })
      .map((of): Requirement => ({ kind: 'at-least', count: 1, of })),
  ),
}));

const externalIds = fc.dictionary(slug, text, { maxKeys: 1 });

const area = fc.record({ slug, title: text, summary: maybe, side: maybe, externalIds });

const skill = fc.record({
  slug,
  title: text,
  summary: text,
  area: slug,
  side: maybe,
  sideNote: maybe,
  levels: fc.array(
    fc.record({
      level: slug,
      hours: fc.constantFrom(0.1, 4, 12.3),
      criteria: fc.array(text, { maxLength: 2 }),
      requires: fc.option(requirement),
    }),
    { maxLength: 2 },
  ),
  recommends: fc.array(competency, { maxLength: 2 }),
  because: fc.dictionary(slug, text, { maxKeys: 2 }),
  resources: fc.array(
    fc.record({
      title: text,
      url: maybe,
      hours: fc.constantFrom(null, 0.5),
      kind: fc.constantFrom('READ' as const, 'COURSE' as const),
      level: fc.option(slug),
    }),
    { maxLength: 1 },
  ),
  sameAs: names,
  replaces: names,
  externalIds,
  notes: fc.array(text, { maxLength: 1 }),
});

const project = fc.record({
  slug,
  title: text,
  summary: text,
  hours: fc.constantFrom(0.1, 10),
  requires: fc.option(requirement),
  practises: fc.array(competency, { maxLength: 2 }),
  prefers: names,
  replaces: names,
  externalIds,
});

const careerPath = fc.record({
  slug,
  title: text,
  summary: text,
  interests: names,
  requires: requirement,
  prefers: names,
  replaces: names,
  externalIds,
});

const advice: fc.Arbitrary<Advice> = fc.record({
  slug,
  title: text,
  when: fc.constantFrom<Advice['when'][]>(
    { kind: 'goal', slug: 'a' },
    { kind: 'not', of: { kind: 'knows', competency: { skill: 'a', level: 'low' } } },
  ),
  says: text,
});

const titled = fc.uniqueArray(fc.record({ slug, title: text }), { maxLength: 2 });

/** In canonical order, with names that may lead nowhere: a store keeps whatever it is given. */
const curriculum: fc.Arbitrary<Curriculum> = fc.record({
  slug: fc.constant('any'),
  title: text,
  summary: maybe,
  externalIds,
  levels: titled,
  sides: titled,
  interests: titled,
  areas: unique(area),
  skills: unique(skill).map(inOrder),
  projects: unique(project).map(inOrder),
  careerPaths: unique(careerPath).map(inOrder),
  advice: unique(advice).map(inOrder),
});

const edit = fc.record({ other: curriculum, taken: fc.subarray(slugs) });

/** Successive revisions of one curriculum, each with something changed, added, moved or taken away, or with nothing. */
export const arbitraryRevisions: fc.Arbitrary<Curriculum[]> = fc
  .tuple(curriculum, fc.array(edit, { maxLength: 5 }))
  .map(([first, edits]) => {
    const revisions = [first];
    for (const { other, taken } of edits) revisions.push(mixed(revisions.at(-1)!, other, taken));
    return revisions;
  });

/** The first with what is called so in the other. */
function mixed(one: Curriculum, other: Curriculum, taken: readonly string[]): Curriculum {
  const mix = <Item extends Named>(items: readonly Item[], others: readonly Item[]) => [
    ...others.filter(({ slug }) => taken.includes(slug)),
    ...items.filter(({ slug }) => !taken.includes(slug)),
  ];
  return {
    ...(taken.length % 2 === 0 ? one : other),
    areas: mix(one.areas, other.areas),
    skills: inOrder(mix(one.skills, other.skills)),
    projects: inOrder(mix(one.projects, other.projects)),
    careerPaths: inOrder(mix(one.careerPaths, other.careerPaths)),
    advice: inOrder(mix(one.advice, other.advice)),
  };
}

interface Named {
  readonly slug: string;
}

function unique<Item extends Named>(item: fc.Arbitrary<Item>): fc.Arbitrary<Item[]> {
  return fc.uniqueArray(item, { selector: ({ slug }) => slug, maxLength: 4 });
}

function inOrder<Item extends Named>(items: Item[]): Item[] {
  return items.sort((left, right) => (left.slug < right.slug ? -1 : 1));
}
