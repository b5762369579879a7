import { describe, expect, it } from 'vitest';
import type { Curriculum } from '../../../../src/curriculum/curriculum.ts';
import { CurriculumGraph } from '../../../../src/curriculum/graph.ts';
import { caseExporter } from '../../../../src/exchange/curriculum/case.ts';
import { findingsOf, type LevelPolicy } from '../../../../src/exchange/evidence/badges/findings.ts';
import { alignedWith, type Json, subjectOf } from '../../../support/badge-issuer.ts';
import { smallCurriculum } from '../../../support/small-curriculum.ts';

const caseId = '3f0b1b8e-5a55-4c39-8a9e-6a1c9a2f7d11';
const esco = 'http://data.europa.eu/esco/skill/8f18f987-33e2-4228-9efb-65de25d03330';

function curriculum(): Curriculum {
  const small = smallCurriculum();
  const more: Record<string, object> = {
    html: { sameAs: [esco], externalIds: { case: caseId } },
    css: { externalIds: { esco: 'S1.2' }, notes: ['Code: W.7'] },
  };
  return {
    ...small,
    levels: small.levels.map((level, rank) => ({
      ...level,
      title: ['Beginner', 'Fluent'][rank] ?? level.slug,
    })),
    skills: small.skills.map((skill) => ({ ...skill, ...more[skill.slug] })),
  };
}

function graphOf(one: Curriculum): CurriculumGraph {
  const built = CurriculumGraph.build(one);
  if (built.kind !== 'graph') throw new Error(built.kind);
  return built.graph;
}

const graph = graphOf(curriculum());
const [lowest, higher] = graph.curriculum.levels.map(({ slug }) => slug) as [string, string];
const noPolicy: LevelPolicy = { level: null, levelByAchievementType: {} };

function check(subject: Json, policy: Partial<LevelPolicy> = {}): string[] {
  const { findings, unmapped } = findingsOf(subject, [graph], { ...noPolicy, ...policy });
  return [
    ...findings.map(
      ({ competency: { skill, level }, outcome, score }) =>
        `${skill}@${level} ${outcome}${score === null ? '' : ` ${score}`}`,
    ),
    ...unmapped.map(({ alignment, suggestions }) =>
      ['-', alignment.code ?? alignment.url, ...suggestions].join(' '),
    ),
  ];
}

const pointingTo = (alignment: Json) => subjectOf({ alignment: [alignment] });
const only = (given: Json) => ({ type: ['Alignment'], targetName: 'x', ...given });
const url = (targetUrl: string) => pointingTo(only({ targetUrl }));
const code = (targetCode: string, targetFramework?: string) =>
  pointingTo(only({ targetCode, targetFramework, targetUrl: 'https://elsewhere.example/1' }));

describe('an alignment', () => {
  it.each<[subject: Json, expected: string]>([
    [url(esco), `html@${lowest} HELD`],
    [url(esco.replace('http:', 'https:')), `html@${lowest} HELD`],
    [url(`${esco}/`), `html@${lowest} HELD`],
    [url(`https://frameworks.example/uri/${caseId}`), `html@${lowest} HELD`],
    [
      url(`https://frameworks.example/ims/case/v1p1/CFItems/${caseId.toUpperCase()}`),
      `html@${lowest} HELD`,
    ],
    [code(caseId), `html@${lowest} HELD`],
    [code('functions', 'Small small'), `functions@${lowest} HELD`],
    [code('functions', 'SMALL'), `functions@${lowest} HELD`],
    [code('W.7', 'small'), `css@${lowest} HELD`],
    [code('S1.2', 'ESCO'), `css@${lowest} HELD`],
    [code('S1.2', 'small'), `css@${lowest} HELD`],
  ])('leads to a skill: %#', (subject, expected) => expect(check(subject)).toEqual([expected]));

  it.each<[subject: Json, expected: string]>([
    [code('functions'), '- functions functions'],
    [code('functions', 'Another framework'), '- functions functions'],
    [code('W.7', 'ESCO'), '- W.7 css'],
    [pointingTo(only({ targetName: 'css', targetCode: 'z' })), '- z css'],
    [url('https://elsewhere.example/html'), '- https://elsewhere.example/html'],
    [url('not an address'), '- not an address'],
    [url(`https://elsewhere.example/${caseId}/part`), `- https://elsewhere.example/${caseId}/part`],
  ])('that leads nowhere is told: %#', (subject, expected) =>
    expect(check(subject)).toEqual([expected]),
  );

  it('leads to what we publish ourselves', () => {
    const address = 'https://cairn.example';
    const { files } = caseExporter.write(graph, { revision: null, address });
    const items: readonly { uri: string; identifier: string; humanCodingScheme?: string }[] =
      JSON.parse(files[0]!.text).CFItems;
    const item = items.find(({ humanCodingScheme }) => humanCodingScheme === 'flask')!;
    expect(check(code(item.identifier))).toEqual([`flask@${lowest} HELD`]);
    expect(check(url(item.uri))).toEqual([`flask@${lowest} HELD`]);
  });

  it('counts for every curriculum that knows it', () => {
    const other = graphOf({ ...curriculum(), slug: 'other' });
    const { findings } = findingsOf(url(esco), [graph, other], noPolicy);
    expect(findings.map(({ competency }) => competency.curriculum)).toEqual(['other', 'small']);
  });

  it('counts once, however often it is said', () => {
    const alignment = [alignedWith('html'), alignedWith('html'), only({ targetUrl: esco })];
    expect(check(subjectOf({ alignment }))).toEqual([`html@${lowest} HELD`]);
    expect(check(subjectOf({ alignment: alignedWith('html') }))).toEqual([`html@${lowest} HELD`]);
  });

  it('need not be there', () => {
    expect(check(subjectOf({ alignment: undefined }))).toEqual([]);
    expect(check({ id: 'a:b' })).toEqual([]);
    expect(check(subjectOf({ alignment: ['a', 5, null] }))).toEqual([]);
  });
});

const described = (description: Json, result: Json, more: Json = {}) =>
  subjectOf(
    {
      alignment: [alignedWith('functions')],
      resultDescription: [{ id: 'urn:r', name: 'Result', ...description }],
      ...more,
    },
    { result: [{ resultDescription: 'urn:r', ...result }] },
  );

const rubric = {
  resultType: 'RubricCriterionLevel',
  rubricCriterionLevel: [
    { id: 'urn:l1', name: 'Beginner', points: '1' },
    { id: 'urn:l2', name: 'Second', level: higher, points: '2' },
    { id: 'urn:l3', name: 'Unheard of', points: '3', alignment: [alignedWith('css')] },
  ],
};

describe('the level that is shown', () => {
  it.each<[subject: Json, expected: readonly string[], policy?: Partial<LevelPolicy>]>([
    [described(rubric, { achievedLevel: 'urn:l1' }), [`functions@${lowest} HELD`]],
    [described(rubric, { achievedLevel: 'urn:l2' }), [`functions@${higher} HELD`]],
    [described({ resultType: 'Result' }, { value: 'fluent' }), [`functions@${higher} HELD`]],
    [
      described(rubric, { achievedLevel: 'urn:l1' }),
      [`functions@${lowest} HELD`],
      { level: higher },
    ],
    [described(rubric, {}), [`functions@${higher} HELD`], { level: higher }],
    [
      subjectOf({ achievementType: 'Certification', alignment: [alignedWith('functions')] }),
      [`functions@${higher} HELD`],
      { level: lowest, levelByAchievementType: { Certification: higher } },
    ],
    [
      subjectOf({ achievementType: 'Course', alignment: [alignedWith('functions')] }),
      [`functions@${lowest} HELD`],
      { levelByAchievementType: { Certification: higher } },
    ],
    // Of a skill that ends below it, the highest.
    [subjectOf({}), [`html@${lowest} HELD`], { level: higher }],
    // A level that the scale doesn't have says nothing.
    [subjectOf({}), [`html@${lowest} HELD`], { level: 'grandmaster' }],
  ])('comes from the result, the type or the issuer: %#', (subject, expected, policy) =>
    expect(check(subject, policy)).toEqual(expected),
  );

  it('says nothing of a lower level where a higher one was failed that the skill has not', () =>
    expect(check(subjectOf({}, { result: [{ status: 'Failed' }] }), { level: higher })).toEqual([
      '- html',
    ]));
});

describe('a result', () => {
  it.each<[subject: Json, expected: readonly string[]]>([
    [described({ resultType: 'Status' }, { status: 'Failed' }), [`functions@${lowest} NOT_HELD`]],
    [described({ resultType: 'Status' }, { status: 'Completed' }), [`functions@${lowest} HELD`]],
    ...['Enrolled', 'InProgress', 'OnHold', 'Provisional', 'Withdrew'].map(
      (status): [Json, string[]] => [described({ resultType: 'Status' }, { status }), []],
    ),
    [described({ resultType: 'Percent' }, { value: '85%' }), [`functions@${lowest} HELD 0.85`]],
    [
      described({ resultType: 'RawScore', valueMin: '10', valueMax: '20' }, { value: '15' }),
      [`functions@${lowest} HELD 0.5`],
    ],
    [described({ resultType: 'RawScore' }, { value: '15' }), [`functions@${lowest} HELD`]],
    [
      described({ resultType: 'Percent', requiredValue: '90' }, { value: 85 }),
      [`functions@${lowest} NOT_HELD 0.85`],
    ],
    ...(['D', 'C', 'B', 'z'] as const).map((value): [Json, string[]] => [
      described(
        { resultType: 'LetterGrade', allowedValue: ['D', 'C', 'B'], requiredValue: 'C' },
        { value },
      ),
      [`functions@${lowest} ${value === 'D' ? 'NOT_HELD' : 'HELD'}`],
    ]),
    [
      described({ ...rubric, requiredLevel: 'urn:l2' }, { achievedLevel: 'urn:l1' }),
      [`functions@${lowest} NOT_HELD`],
    ],
    [
      described({ ...rubric, requiredLevel: 'urn:l1' }, { achievedLevel: 'urn:l3' }),
      [`css@${lowest} HELD`, `functions@${lowest} HELD`],
    ],
    [
      described({}, { status: 'Failed', alignment: [alignedWith('css')] }),
      [`css@${lowest} NOT_HELD`, `functions@${lowest} NOT_HELD`],
    ],
    [
      subjectOf(
        { alignment: [alignedWith('html'), alignedWith('css')] },
        {
          result: [
            { alignment: [alignedWith('css')] },
            { status: 'Failed', alignment: [alignedWith('html')] },
          ],
        },
      ),
      [`css@${lowest} HELD`, `html@${lowest} NOT_HELD`],
    ],
  ])('tells whether it was achieved: %#', (subject, expected) =>
    expect(check(subject)).toEqual(expected),
  );
});
