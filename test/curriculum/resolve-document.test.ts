import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import type {
  CurriculumDocument,
  RequirementDocument,
  SituationDocument,
  SkillDocument,
} from '../../src/curriculum/document.ts';
import { resolveDocument } from '../../src/curriculum/resolve-document.ts';

const item = { title: 'T', summary: 'S' };

/** A skill of one level, or of what `more` says. */
function skill(id: string, more: Partial<SkillDocument> = {}): SkillDocument {
  return { id, ...item, area: 'basics', hours: 1, ...more };
}

/** A document with these skills, and what `more` says. */
function documentOf(
  skills: SkillDocument[],
  more: Partial<CurriculumDocument> = {},
): CurriculumDocument {
  return {
    curriculum: 'demo',
    title: 'Demo',
    levels: ['foundation', 'working', 'advanced'],
    sides: ['frontend', 'backend'],
    interests: ['logic'],
    areas: [{ id: 'basics', title: 'Basics' }],
    skills,
    ...more,
  };
}

const loops = skill('loops', { hours: { foundation: 4, working: 2 } });

/** All that is wrong with a document, as `path code message`. */
function check(document: CurriculumDocument, expected: string[]) {
  const resolution = resolveDocument(document);
  const defects = resolution.kind === 'defective' ? resolution.defects : resolution.warnings;
  expect(defects.map(({ path, code, message }) => `${path.join('.')} ${code} ${message}`)).toEqual(
    expected,
  );
}

function resolved(document: CurriculumDocument): Curriculum {
  const resolution = resolveDocument(document);
  if (resolution.kind === 'defective') throw new Error(resolution.defects[0]!.message);
  return resolution.curriculum;
}

describe('a sound document', () => {
  it('has everything spelled out', () =>
    expect(
      resolved({
        curriculum: 'demo',
        title: ' Demo ',
        levels: ['foundation', { id: 'working', title: 'At work' }],
        interests: ['visual-design'],
        areas: [{ id: 'basics', title: 'Basics' }],
        skills: [skill('loops', { resources: [{ title: 'R' }] })],
        projects: [{ id: 'site', ...item, hours: 2 }],
        careerPaths: [{ id: 'path', ...item, requires: ['loops'] }],
        advice: [{ id: 'begin', title: 'T', when: { knows: 'loops' }, says: ' Begin.\n' }],
      }),
    ).toEqual({
      slug: 'demo',
      title: 'Demo',
      summary: null,
      externalIds: {},
      levels: [
        { slug: 'foundation', title: 'Foundation' },
        { slug: 'working', title: 'At work' },
      ],
      sides: [],
      interests: [{ slug: 'visual-design', title: 'Visual design' }],
      areas: [{ slug: 'basics', title: 'Basics', summary: null, side: null, externalIds: {} }],
      skills: [
        {
          slug: 'loops',
          title: 'T',
          summary: 'S',
          area: 'basics',
          side: null,
          sideNote: null,
          levels: [{ level: 'foundation', hours: 1, criteria: [], requires: null }],
          recommends: [],
          because: {},
          resources: [{ title: 'R', url: null, hours: null, kind: 'READ', level: null }],
          sameAs: [],
          replaces: [],
          externalIds: {},
          notes: [],
        },
      ],
      projects: [
        {
          slug: 'site',
          title: 'T',
          summary: 'S',
          hours: 2,
          requires: null,
          practises: [],
          prefers: [],
          replaces: [],
          externalIds: {},
        },
      ],
      careerPaths: [
        {
          slug: 'path',
          title: 'T',
          summary: 'S',
          interests: [],
          requires: {
            kind: 'all-of',
            of: [{ kind: 'competency', skill: 'loops', level: 'foundation' }],
          },
          prefers: [],
          replaces: [],
          externalIds: {},
        },
      ],
      advice: [
        {
          slug: 'begin',
          title: 'T',
          when: { kind: 'knows', competency: { skill: 'loops', level: 'foundation' } },
          says: 'Begin.',
        },
      ],
    }));

  it('has its items in order of slug, and its scales and areas as written', () => {
    const areas = ['z', 'a'].map((id) => ({ id, title: id }));
    const skills = ['b', 'a', 'b-a', 'ba'].map((id) => skill(id, { area: 'z' }));
    const curriculum = resolved(documentOf(skills, { areas, levels: ['z', 'a'] }));
    expect(curriculum.skills.map(({ slug }) => slug)).toEqual(['a', 'b', 'b-a', 'ba']);
    expect(curriculum.areas.map(({ slug }) => slug)).toEqual(['z', 'a']);
    expect(curriculum.levels.map(({ slug }) => slug)).toEqual(['z', 'a']);
  });

  it('gives a skill the side of its area, but for its own', () => {
    const areas = [{ id: 'basics', title: 'Basics', side: 'backend' }];
    const skills = [skill('a'), skill('b', { side: 'frontend' })];
    const sides = resolved(documentOf(skills, { areas })).skills.map(({ side }) => side);
    expect(sides).toEqual(['backend', 'frontend']);
  });

  it('takes the lowest level where none is named, also where it is not the lowest of all', () => {
    const high = skill('high', { hours: { advanced: 1, working: 2 } });
    const [, user] = resolved(documentOf([high, skill('user', { recommends: ['high'] })])).skills;
    expect(user!.recommends).toEqual([{ skill: 'high', level: 'working' }]);
  });

  it('puts what a level needs with that level', () => {
    const requiresAt = { working: [{ anyOf: ['a', 'b'] }] };
    const two = { ...loops, requires: ['a'], requiresAt };
    const [, , found] = resolved(documentOf([skill('a'), skill('b'), two])).skills;
    const a = { kind: 'competency', skill: 'a', level: 'foundation' };
    const b = { ...a, skill: 'b' };
    expect(found!.levels.map(({ requires }) => requires)).toEqual([
      { kind: 'all-of', of: [a] },
      { kind: 'all-of', of: [{ kind: 'any-of', of: [a, b] }] },
    ]);
  });

  it('may use names that objects are born with', () => {
    const strange = skill('constructor', { hours: { 'to-string': 1 }, area: 'constructor' });
    const curriculum = resolved(
      documentOf([strange, skill('has-own-property', { requires: ['constructor'], hours: 1 })], {
        levels: ['to-string'],
        areas: ['basics', 'constructor'].map((id) => ({ id, title: id })),
      }),
    );
    expect(curriculum.skills[1]!.because['constructor']).toBeUndefined();
  });
});

describe('names', () => {
  it('stand for one thing', () =>
    check(
      documentOf([loops, skill('loops', { requires: ['nothing'] })], {
        levels: ['foundation', 'working', 'foundation'],
        sides: ['backend', { id: 'backend' }],
        areas: [
          { id: 'basics', title: 'Basics' },
          { id: 'basics', title: 'More' },
        ],
        projects: [{ id: 'loops', ...item, hours: 1 }],
        careerPaths: [{ id: 'loops', ...item, requires: ['loops'] }],
        advice: [
          { id: 'a', title: 'T', when: { all: [] }, says: 'S' },
          { id: 'a', title: 'T', when: { all: [] }, says: 'S' },
        ],
      }),
      [
        'levels.2 duplicate-id `foundation` is the id of a level already. Give this one an id of its own, or make one of the two.',
        'sides.1.id duplicate-id `backend` is the id of a side already. Give this one an id of its own, or make one of the two.',
        'areas.1.id duplicate-id `basics` is the id of an area already. Give this one an id of its own, or make one of the two.',
        'skills.1.id duplicate-id `loops` is the id of a skill already. Give this one an id of its own, or make one of the two.',
        'advice.1.id duplicate-id `a` is the id of a piece of advice already. Give this one an id of its own, or make one of the two.',
        'projects.0.id duplicate-id `loops` is the id of a skill already. Give this one an id of its own, or make one of the two.',
        'careerPaths.0.id duplicate-id `loops` is the id of a skill already. Give this one an id of its own, or make one of the two.',
        'skills.1.requires.0 unknown-skill There is no skill `nothing`.',
      ],
    ));

  it('may stand for things of several kinds where they cannot be mixed up', () =>
    check(documentOf([skill('basics'), skill('logic')]), []));

  it('must be those of something', () =>
    check(
      documentOf(
        [
          skill('loops', {
            area: 'basic',
            side: 'front-end',
            recommends: ['lops'],
            requires: ['site', { anyOf: ['path', 'loop@working'] }],
          }),
        ],
        {
          areas: [{ id: 'basics', title: 'Basics', side: 'back' }],
          projects: [
            { id: 'site', ...item, hours: 1, practises: ['site'], prefers: ['sites', 'path'] },
          ],
          careerPaths: [
            { id: 'path', ...item, requires: ['loops'], interests: ['logik'], prefers: ['site'] },
          ],
        },
      ),
      [
        'areas.0.side unknown-side There is no side `back`.',
        'skills.0.area unknown-area There is no area `basic`. Did you mean `basics`?',
        'skills.0.side unknown-side There is no side `front-end`. Did you mean `frontend`?',
        'skills.0.requires.0 unknown-skill `site` is a project; only a skill can stand here.',
        'skills.0.requires.1.anyOf.0 unknown-skill `path` is a career path; only a skill can stand here.',
        'skills.0.requires.1.anyOf.1 unknown-skill There is no skill `loop`. Did you mean `loops`?',
        'skills.0.recommends.0 unknown-skill There is no skill `lops`. Did you mean `loops`?',
        'projects.0.practises.0 unknown-skill `site` is a project; only a skill can stand here.',
        'projects.0.prefers.0 unknown-name There is no skill or project `sites`. Did you mean `site`?',
        'projects.0.prefers.1 unknown-name `path` is a career path; only a skill or project can stand here.',
        'careerPaths.0.interests.0 unknown-interest There is no interest `logik`. Did you mean `logic`?',
      ],
    ));

  it('that are replaced must be gone', () =>
    check(
      documentOf([loops, skill('lists', { replaces: ['arrays', 'loops', 'arrays', 'lists'] })]),
      [
        'skills.1.replaces.1 replaces-existing `loops` is still in the curriculum, so nothing can replace it. Take one of the two out.',
        'skills.1.replaces.2 replaced-twice `arrays` stands in this list already. Take one of the two out.',
        "skills.1.replaces.3 replaces-itself `lists` can't replace itself. Take this out; what keeps its name is the same anyway.",
      ],
    ));

  it('suggest at most three names, and none where very much is unknown', () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `skill-number-${index}`);
    const document = documentOf(
      names.map((name) => skill(name, { requires: [`${name}-misspelt`] })),
    );
    const resolution = resolveDocument(document);
    const defects = resolution.kind === 'defective' ? resolution.defects : [];
    expect(defects).toHaveLength(3_000);
    expect(defects[0]!.suggestions).toEqual(['skill-number-0']);
    expect(defects.at(-1)!.suggestions).toEqual([]);
  });
});

describe('levels', () => {
  const withHours = (hours: SkillDocument['hours'], more: Partial<SkillDocument> = {}) =>
    documentOf([skill('loops', { hours, ...more })]);

  it('must be on the scale', () =>
    check(withHours({ foundation: 1, expert: 2, workin: 3 }), [
      'skills.0.hours.expert unknown-level `expert` is none of the levels, which are `foundation`, `working` and `advanced`.',
      'skills.0.hours.workin unknown-level `workin` is none of the levels, which are `foundation`, `working` and `advanced`. Did you mean `working`?',
    ]));

  it('must have no gaps', () =>
    check(withHours({ foundation: 1, advanced: 2 }), [
      'skills.0.hours level-gap `loops` has hours below and above `working`, but none for it. Add them.',
    ]));

  it('must be there', () =>
    check(withHours({}, { criteria: { foundation: [] }, requires: ['loops'] }), [
      'skills.0.hours no-levels `loops` has no level. Give it hours for one.',
    ]));

  it('are those of the skill wherever they are named', () =>
    check(
      withHours(
        { working: 1 },
        {
          criteria: { foundation: ['x'], working: ['y'] },
          requiresAt: { advanced: [], workin: [] },
          resources: [{ title: 'R', level: 'foundation' }],
        },
      ),
      [
        'skills.0.criteria.foundation unknown-level `loops` has no level `foundation`, only `working`.',
        'skills.0.requiresAt.advanced unknown-level `loops` has no level `advanced`, only `working`.',
        'skills.0.requiresAt.workin unknown-level `loops` has no level `workin`, only `working`. Did you mean `working`?',
        'skills.0.resources.0.level unknown-level `loops` has no level `foundation`, only `working`.',
      ],
    ));

  it('are those of the skill where it is referred to', () =>
    check(
      documentOf([loops, skill('lists', { requires: ['loops@advanced', 'loops@x'] })], {
        projects: [
          {
            id: 'site',
            ...item,
            hours: 1,
            prefers: ['loops@advanced', 'site@working', 'sites@working'],
          },
        ],
      }),
      [
        'skills.1.requires.0 unknown-level `loops` has no level `advanced`, only `foundation` and `working`.',
        'skills.1.requires.1 unknown-level `loops` has no level `x`, only `foundation` and `working`.',
        'projects.0.prefers.0 unknown-level `loops` has no level `advanced`, only `foundation` and `working`.',
        'projects.0.prefers.1 unknown-level `site` is a project and has no levels. Take `@working` away.',
        'projects.0.prefers.2 unknown-name There is no skill or project `sites`. Did you mean `site`?',
      ],
    ));

  it('that are the lowest need what `requires` says', () =>
    check(documentOf([skill('a'), { ...loops, requiresAt: { foundation: ['a'] } }]), [
      'skills.1.requiresAt.foundation lowest-level `foundation` is the lowest level of `loops`. Write what it needs under `requires`.',
    ]));
});

describe('groups', () => {
  const requiring = (...requires: RequirementDocument[]) =>
    documentOf([loops, skill('a'), skill('b', { requires })]);

  it('can be met', () =>
    check(
      requiring(
        { anyOf: [] },
        { atLeast: 0, of: ['a'] },
        { atLeast: 3, of: ['a', { allOf: [{ anyOf: [] }] }] },
        { atLeast: 1, of: [] },
        { atLeast: -1, of: ['loops', 'loops@working'] },
      ),
      [
        'skills.2.requires.0.anyOf empty-group An empty `anyOf` can never be met. Name what would do, or take it out.',
        'skills.2.requires.1.atLeast impossible-count `atLeast` must be at least 1 and at most 1, the number of members, not 0.',
        'skills.2.requires.2.of.1.allOf.0.anyOf empty-group An empty `anyOf` can never be met. Name what would do, or take it out.',
        'skills.2.requires.2.atLeast impossible-count `atLeast` must be at least 1 and at most 2, the number of members, not 3.',
        'skills.2.requires.3.atLeast impossible-count An empty group can never be met. Name what would do, or take it out.',
        'skills.2.requires.4.atLeast impossible-count `atLeast` must be at least 1 and at most 2, the number of members, not -1.',
      ],
    ));

  it('count members that stand twice once', () =>
    check(requiring({ atLeast: 2, of: ['loops', 'loops@foundation'] }), [
      'skills.2.requires.0.atLeast impossible-count `atLeast` must be at least 1 and at most 1, the number of members, not 2.',
      'skills.2.requires.0.of.1 duplicate-member `loops@foundation` stands in this group already. Take one out.',
    ]));

  it('are taken once where they stand twice', () =>
    expect(
      resolved(requiring({ anyOf: ['loops', 'loops@working', 'loops@foundation'] })).skills.find(
        ({ levels }) => levels[0]!.requires !== null,
      )!.levels[0]!.requires,
    ).toEqual({
      kind: 'all-of',
      of: [
        {
          kind: 'any-of',
          of: [
            { kind: 'competency', skill: 'loops', level: 'foundation' },
            { kind: 'competency', skill: 'loops', level: 'working' },
          ],
        },
      ],
    }));

  it('name a competency once, in lists too', () =>
    check(
      documentOf(
        [
          loops,
          skill('a', {
            requires: ['loops', 'loops@working', { allOf: ['loops', 'loops'] }, 'loops'],
            recommends: ['loops', 'loops@foundation'],
          }),
        ],
        { projects: [{ id: 'site', ...item, hours: 1, practises: ['a', 'a'] }] },
      ),
      [
        'skills.1.requires.2.allOf.1 duplicate-member `loops@foundation` stands in this group already. Take one out.',
        'skills.1.requires.3 duplicate-member `loops@foundation` stands in this group already. Take one out.',
        'skills.1.recommends.1 duplicate-member `loops@foundation` stands in this list already. Take one out.',
        'projects.0.practises.1 duplicate-member `a@foundation` stands in this list already. Take one out.',
      ],
    ));
});

describe('reasons', () => {
  it('are for prerequisites', () =>
    check(
      documentOf([
        loops,
        skill('a', {
          requires: [{ anyOf: ['loops@working'] }],
          recommends: ['b'],
          because: { loops: 'x', b: 'y', bb: 'z' },
        }),
        skill('b'),
      ]),
      [
        'skills.1.because.bb not-a-prerequisite `bb` is no prerequisite of `a`, so there is nothing to give a reason for. Did you mean `b`?',
      ],
    ));

  it('are not given for recommending oneself', () =>
    check(documentOf([{ ...loops, recommends: ['loops@working'] }]), [
      "skills.0.recommends.0 recommends-itself `loops` can't recommend itself. Take this out.",
    ]));
});

describe('situations', () => {
  const advising = (when: SituationDocument) =>
    documentOf([loops], {
      projects: [{ id: 'site', ...item, hours: 1 }],
      careerPaths: [{ id: 'path', ...item, requires: ['loops'] }],
      advice: [{ id: 'begin', title: 'T', when, says: 'S' }],
    });

  it('name what there is', () =>
    check(
      advising({
        all: [
          { any: [{ goal: 'path' }, { goal: 'site' }, { goal: 'loops' }, { goal: 'pat' }] },
          { not: { not: { goalArea: 'basic' } } },
          { knows: 'loops@advanced' },
          { lacks: 'site' },
          { excludes: 'path' },
          { roadmapHas: 'lops' },
          { roadmapLacks: 'site' },
          { noGoalOfKind: 'skill' },
        ],
      }),
      [
        'advice.0.when.all.0.any.3.goal unknown-name There is no skill, project or career path `pat`. Did you mean `path`?',
        'advice.0.when.all.1.not.not.goalArea unknown-area There is no area `basic`. Did you mean `basics`?',
        'advice.0.when.all.2.knows unknown-level `loops` has no level `advanced`, only `foundation` and `working`.',
        'advice.0.when.all.3.lacks unknown-skill `site` is a project; only a skill can stand here.',
        'advice.0.when.all.4.excludes unknown-name `path` is a career path; only a skill or project can stand here.',
        'advice.0.when.all.5.roadmapHas unknown-name There is no skill or project `lops`. Did you mean `loops`?',
      ],
    ));

  it('can hold', () =>
    check(advising({ not: { any: [] } }), [
      'advice.0.when.not.any empty-group An empty `any` never holds. Name a condition, or take it out.',
    ]));

  it('keep their shape', () => {
    const when: SituationDocument = { all: [{ any: [{ not: { knows: 'loops' } }] }, { all: [] }] };
    const knows = { kind: 'knows', competency: { skill: 'loops', level: 'foundation' } };
    expect(resolved(advising(when)).advice[0]!.when).toEqual({
      kind: 'all',
      of: [
        { kind: 'any', of: [{ kind: 'not', of: knows }] },
        { kind: 'all', of: [] },
      ],
    });
  });
});

describe('very deep and very large documents', () => {
  it('have groups within each other resolved', () => {
    let requirement: RequirementDocument = 'nothing';
    let when: SituationDocument = { knows: 'nothing' };
    for (let depth = 0; depth < 5_000; depth++) {
      requirement = { anyOf: ['loops', requirement] };
      when = { not: when };
    }
    const advice = [{ id: 'a', title: 'T', when, says: 'S' }];
    const document = documentOf([loops, skill('deep', { requires: [requirement] })], { advice });
    const resolution = resolveDocument(document);
    const defects = resolution.kind === 'defective' ? resolution.defects : [];
    expect(defects.map(({ code, path }) => `${code} ${path.length}`)).toEqual([
      'unknown-skill 10004',
      'unknown-skill 5004',
    ]);
  });

  it('have a chain of 100,000 skills resolved', () => {
    const skills = Array.from({ length: 100_000 }, (_, index) =>
      skill(`s${index}`, index === 0 ? {} : { requires: [`s${index - 1}`] }),
    );
    expect(resolved(documentOf(skills)).skills).toHaveLength(100_000);
  });

  it('have ten thousand defects told', () => {
    const skills = Array.from({ length: 20_000 }, (_, index) =>
      skill(`s${index}`, { requires: ['nothing'] }),
    );
    const resolution = resolveDocument(documentOf(skills));
    expect(resolution.kind === 'defective' && resolution.defects.length).toBe(10_000);
  });
});
