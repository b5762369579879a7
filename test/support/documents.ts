import fc from 'fast-check';
import { goalKinds, resourceKinds } from '../../src/curriculum/curriculum.ts';
import type {
  CurriculumDocument,
  RequirementDocument,
  SituationDocument,
  SkillDocument,
} from '../../src/curriculum/document.ts';

const scale = ['foundation', 'working', 'advanced'];

/** Any document whose names resolve. Whether its skills can be attained is another matter. */
export const soundDocument: fc.Arbitrary<CurriculumDocument> = fc
  .uniqueArray(slug(), { minLength: 4, maxLength: 9 })
  .chain(([project, careerPath, ...skills]) =>
    fc
      .tuple(...skills.map((skill) => fc.tuple(fc.constant(skill), levelsOfSkill())))
      .chain((levels) => documentOf(project!, careerPath!, new Map(levels))),
  );

type Levels = ReadonlyMap<string, readonly string[]>;

function documentOf(
  project: string,
  careerPath: string,
  levels: Levels,
): fc.Arbitrary<CurriculumDocument> {
  const named = { title: text(), summary: text() };
  const skills = [...levels.keys()];
  const prefers = fc.uniqueArray(fc.constantFrom(...skills, project), { maxLength: 2 });
  const more = { replaces: replaces(), externalIds: externalIds() };
  return fc.record(
    {
      curriculum: slug(),
      title: text(),
      summary: text(),
      externalIds: externalIds(),
      levels: fc.constantFrom(scale, [{ id: scale[0]!, title: 'At first' }, ...scale.slice(1)]),
      sides: fc.constant(['frontend', { id: 'backend', title: 'The back' }]),
      interests: fc.constant(['logic', { id: 'visual-design', title: 'How it looks' }]),
      areas: externalIds().map((ids) => [
        { id: 'basics', title: 'Basics', side: 'backend', externalIds: ids },
        { id: 'constructor', title: 'Building', summary: 'Of all kinds.' },
      ]),
      skills: fc
        .shuffledSubarray(skills, { minLength: skills.length })
        .chain((shuffled) => fc.tuple(...shuffled.map((skill) => skillOf(skill, levels)))),
      projects: fc.tuple(
        fc.record(
          {
            id: fc.constant(project),
            ...named,
            hours: hours(),
            requires: requirements(levels),
            practises: references(levels),
            prefers,
            ...more,
          },
          { requiredKeys: ['id', 'title', 'summary', 'hours'] },
        ),
      ),
      careerPaths: fc.tuple(
        fc.record(
          {
            id: fc.constant(careerPath),
            ...named,
            requires: requirements(levels, 1),
            interests: fc.subarray(['logic', 'visual-design']),
            prefers,
            ...more,
          },
          { requiredKeys: ['id', 'title', 'summary', 'requires'] },
        ),
      ),
      advice: fc.tuple(
        fc.record({
          id: slug(),
          title: text(),
          says: text(),
          when: situation(levels, [project]),
        }),
      ),
    },
    {
      requiredKeys: [
        ...(['curriculum', 'title', 'levels', 'sides', 'interests', 'areas', 'skills'] as const),
        'projects',
      ],
    },
  );
}

function skillOf(id: string, levels: Levels): fc.Arbitrary<SkillDocument> {
  const own = levels.get(id)!;
  const others = new Map([...levels].filter(([skill]) => skill !== id));
  const byLevel = <T>(value: fc.Arbitrary<T>, names: readonly string[]) =>
    fc.record(Object.fromEntries(names.map((name) => [name, value])));
  const skill: fc.Arbitrary<SkillDocument> = fc.record(
    {
      id: fc.constant(id),
      title: text(),
      summary: text(),
      area: fc.constantFrom('basics', 'constructor'),
      side: fc.constantFrom('frontend', 'backend'),
      sideNote: text(),
      hours: own.length === 1 && own[0] === scale[0] ? hours() : byLevel(hours(), own),
      criteria: byLevel(fc.array(text(), { maxLength: 2 }), own),
      requires: requirements(others),
      requiresAt: byLevel(requirements(others), own.slice(1)),
      recommends: references(others),
      resources: fc.array(
        fc.record(
          {
            title: text(),
            url: fc.webUrl().filter((url) => !/\s/.test(url)),
            hours: hours(),
            kind: fc.constantFrom(...resourceKinds),
            level: fc.constantFrom(...own),
          },
          { requiredKeys: ['title'] },
        ),
        { maxLength: 2 },
      ),
      sameAs: fc.array(fc.webUrl(), { maxLength: 1 }),
      replaces: replaces(),
      externalIds: externalIds(),
      notes: fc.array(text(), { maxLength: 2 }),
    },
    { requiredKeys: ['id', 'title', 'summary', 'area', 'hours'] },
  );
  return fc.tuple(skill, fc.option(text())).map(([drawn, reason]) => withReason(drawn, reason));
}

/** Reasons are for what is needed or recommended. */
function withReason(skill: SkillDocument, reason: string | null): SkillDocument {
  const first = [...(skill.recommends ?? []), ...(skill.requires ?? [])][0];
  if (reason === null || typeof first !== 'string') return skill;
  return { ...skill, because: { [first.split('@')[0]!]: reason } };
}

/** Names that nothing drawn here has. */
function replaces(): fc.Arbitrary<string[]> {
  return fc.shuffledSubarray(['gone-before', 'long-gone']);
}

/** Of systems that no importer reads back as its own, but for CASE. */
function externalIds(): fc.Arbitrary<Record<string, string>> {
  return fc.constantFrom<Record<string, string>>(
    ...[{}, { lms: 'CS 1' }, { case: 'd0000000-0000-0000-0000-000000000000', constructor: '7' }],
    { case: '7c1f1b9e-52f1-4ff1-9b0d-6a3d1a0a9b11' },
  );
}

function references(levels: Levels): fc.Arbitrary<string[]> {
  return fc.uniqueArray(fc.constantFrom(...levels.keys()), { maxLength: 3 });
}

function reference(levels: Levels): fc.Arbitrary<string> {
  const names = [...levels].flatMap(([skill, own]) => [
    skill,
    ...own.map((level) => `${skill}@${level}`),
  ]);
  return fc.constantFrom(...names);
}

/** Groups whose members are distinct, because each skill stands in them once. */
function requirements(levels: Levels, minLength = 0): fc.Arbitrary<RequirementDocument[]> {
  const members = (requirement: fc.Arbitrary<RequirementDocument>, min: number) =>
    fc.uniqueArray(requirement, {
      minLength: min,
      maxLength: 3,
      selector: (member) =>
        typeof member === 'string' ? member.replace(/@.*/, '') : JSON.stringify(member),
    });
  const { requirement } = fc.letrec<{ requirement: RequirementDocument }>((tie) => ({
    requirement: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      reference(levels),
      members(tie('requirement'), 1).map((anyOf) => ({ anyOf })),
      members(tie('requirement'), 0).map((allOf) => ({ allOf })),
      members(tie('requirement'), 1).map((of) => ({ atLeast: 1 + (of.length >> 1), of })),
    ),
  }));
  return members(requirement, minLength);
}

function situation(levels: Levels, others: readonly string[]): fc.Arbitrary<SituationDocument> {
  const skill = fc.constantFrom(...levels.keys());
  const { situation } = fc.letrec<{ situation: SituationDocument }>((tie) => ({
    situation: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(...levels.keys(), ...others).map((goal) => ({ goal })),
      fc.constantFrom('basics', 'constructor').map((goalArea) => ({ goalArea })),
      fc.constantFrom(...goalKinds).map((noGoalOfKind) => ({ noGoalOfKind })),
      reference(levels).map((knows) => ({ knows })),
      reference(levels).map((lacks) => ({ lacks })),
      skill.map((excludes) => ({ excludes })),
      skill.map((roadmapHas) => ({ roadmapHas })),
      skill.map((roadmapLacks) => ({ roadmapLacks })),
      fc.array(tie('situation'), { maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('situation'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('situation').map((not) => ({ not })),
    ),
  }));
  return situation;
}

function slug(): fc.Arbitrary<string> {
  const word = fc.string({
    unit: fc.constantFrom(...'abcxyz0'),
    minLength: 1,
    maxLength: 4,
  });
  return fc.oneof(
    fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('-')),
    fc.constantFrom('constructor', 'to-string', 'true', 'null', '1e3'),
  );
}

function levelsOfSkill(): fc.Arbitrary<readonly string[]> {
  return fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 3 }))
    .map(([from, count]) => scale.slice(from, from + count));
}

/** With spaces around it and strange letters in it, but not nothing, and on one line. */
function text(): fc.Arbitrary<string> {
  return fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((drawn) => drawn.trim() !== '' && !/[\p{Cc}\p{Cs}]/u.test(drawn));
}

function hours(): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: 100_000 }).map((tenths) => tenths / 10);
}
