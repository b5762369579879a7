import { describe, expect, it } from 'vitest';
import type { Evidence, EvidenceKind, Finding, Outcome } from '../../src/curriculum/evidence.ts';
import { foldEvidence } from '../../src/curriculum/fold-evidence.ts';
import type { CurriculumGraph } from '../../src/curriculum/graph.ts';
import { knowledgeInBrief } from '../../src/curriculum/knowledge-in-brief.ts';
import { competencyKey } from '../../src/curriculum/requirement.ts';
import { withoutHistory } from '../../src/curriculum/skills-meant.ts';
import { plan } from '../../src/planner/plan.ts';
import { curriculum, graph } from '../support/curricula.ts';
import { dice } from '../support/random.ts';
import { randomCurriculum } from '../support/random-curricula.ts';
import { arrived, day, finding, randomContents, shuffled } from '../support/random-evidence.ts';
import { runToEnd } from '../support/run-to-end.ts';

const drawn = graph('a; a@2; a@3; b; c@2; c@3');

describe('a level is judged', () => {
  it('held where that is all there is to say of it', () =>
    check('OBSERVED a@2 HELD', 'a@1 OBSERVED, a@2 OBSERVED'));

  it('not held, as those above it', () =>
    check('OBSERVED a@2 NOT_HELD', 'a@2 not OBSERVED, a@3 not OBSERVED'));

  it('by the weightier of two', () =>
    check(
      'DECLARED a@3 HELD; OBSERVED a@2 NOT_HELD',
      'a@1 DECLARED, a@2 not OBSERVED, a@3 not OBSERVED',
    ));

  it('by what a mentor confirms before anything else, however old', () =>
    check(
      'CONFIRMED a@2 HELD 0; OBSERVED a@1 NOT_HELD 3; DECLARED a@1 NOT_HELD 4',
      'a@1 CONFIRMED, a@2 CONFIRMED, a@3 not OBSERVED',
    ));

  it('by the later of an observation and a placement', () => {
    check('OBSERVED b@1 HELD 1; PLACEMENT b@1 NOT_HELD 2', 'b@1 not PLACEMENT');
    check('OBSERVED b@1 HELD 2; PLACEMENT b@1 NOT_HELD 1', 'b@1 OBSERVED');
  });

  it('by the later of two of a kind, the level being no matter', () =>
    check(
      'OBSERVED a@3 HELD 1; OBSERVED a@1 NOT_HELD 2',
      'a@1 not OBSERVED, a@2 not OBSERVED, a@3 not OBSERVED',
    ));

  it('not held where two at one time say both', () =>
    check('OBSERVED b@1 HELD 1; OBSERVED b@1 NOT_HELD 1', 'b@1 not OBSERVED'));

  it('not at all between what is held and what is not', () =>
    check('OBSERVED a@1 HELD; OBSERVED a@3 NOT_HELD', 'a@1 OBSERVED, a@3 not OBSERVED'));
});

it('a judgement has all that speaks of it, the weightiest first', () => {
  const evidence = read('DECLARED a@3 HELD 3; OBSERVED a@2 NOT_HELD 1; OBSERVED a@1 HELD 2');
  const [first, , third] = foldEvidence({ graph: drawn }, evidence);
  expect(first).toMatchObject({ competency: { skill: 'a', level: 'foundation' }, isHeld: true });
  expect(first!.evidence).toEqual([evidence[2], evidence[0]]);
  expect(first!.decidedBy).toBe(evidence[2]);
  expect(third!.evidence).toEqual([evidence[1], evidence[0]]);
});

describe('evidence of what is there no longer', () => {
  it('counts for the skill that took its place, or for all that did', () => {
    const { skills, ...rest } = curriculum('a; b; c');
    const replaced = skills.map((skill) => ({
      ...skill,
      replaces: skill.slug === 'c' ? [] : ['old', `old-${skill.slug}`],
    }));
    const now = graph({ ...rest, skills: replaced });
    check('OBSERVED old-b@1 HELD', 'b@1 OBSERVED', now);
    check('OBSERVED old@1 HELD', 'a@1 OBSERVED, b@1 OBSERVED', now);
    check('OBSERVED older@1 HELD; OBSERVED c@1 HELD', 'c@1 OBSERVED', now);
  });

  it('counts by the place of its level on the scale', () => {
    check('OBSERVED b@3 HELD', 'b@1 OBSERVED');
    check('OBSERVED b@2 NOT_HELD', '');
    check('OBSERVED c@1 HELD', '');
    check('OBSERVED c@1 NOT_HELD', 'c@2 not OBSERVED, c@3 not OBSERVED');
  });

  it('counts for nothing where the scale has no such level', () => {
    const competency = { curriculum: 'drawn', skill: 'a', level: 'godlike' };
    for (const outcome of ['HELD', 'NOT_HELD'] as const)
      expect(foldEvidence({ graph: drawn }, [finding({ competency, outcome })])).toEqual([]);
  });
});

describe('evidence of another curriculum', () => {
  const address = 'https://example.org/skill';
  const withAddress = (drawing: string, slug: string) => {
    const { skills, ...rest } = curriculum(drawing);
    const same = skills.map((skill) => ({
      ...skill,
      sameAs: skill.slug === 'x' ? [] : [address],
      replaces: skill.slug === 'far' ? ['far-away'] : [],
    }));
    return graph({ ...rest, slug, skills: same });
  };
  const here = withAddress('near; near@2; nearby; x', 'here');
  const other = withAddress('far; far@2; x', 'other');
  const check = (skill: string, from: string, skills: readonly string[]) => {
    const competency = { curriculum: from, skill, level: 'working' };
    const counterparts = new Map([['other', withoutHistory(other)]]);
    const found = foldEvidence({ graph: here, counterparts }, [finding({ competency })]);
    expect(found.map(({ competency }) => competencyKey(competency))).toEqual(skills);
  };

  it('counts for the skills that are the same here', () =>
    check('far', 'other', ['near@foundation', 'near@working', 'nearby@foundation']));

  it('counts for them where the skill has another name there by now', () =>
    check('far-away', 'other', ['near@foundation', 'near@working', 'nearby@foundation']));

  it('counts for nothing where nothing is the same, not even by name', () =>
    check('x', 'other', []));

  it('counts for nothing where that curriculum is gone', () => check('far', 'gone', []));
});

describe('for any evidence', () => {
  const competencies = ['a', 'b', 'c'].flatMap((skill) =>
    ['foundation', 'working', 'advanced'].map((level) => ({ curriculum: 'drawn', skill, level })),
  );
  const seeds = Array.from({ length: 400 }, (_, seed) => seed);

  it('judgements are those of the rule, read out literally', () => {
    for (const seed of seeds) {
      const evidence = arrived(randomContents(seed, competencies));
      expect(text(drawn, evidence)).toBe(byTheRule(drawn, evidence));
    }
  });

  it('neither the order of arrival nor repetition changes a judgement', () => {
    for (const seed of seeds) {
      const contents = randomContents(seed, competencies);
      const again = [...contents, ...shuffled(seed, contents).slice(0, 2)];
      const found = (order: readonly (typeof contents)[number][]) =>
        foldEvidence({ graph: drawn }, arrived(order)).map((judgement) => ({
          ...judgement,
          decidedBy: nameOf(judgement.decidedBy),
          evidence: judgement.evidence.map(nameOf),
        }));
      expect(found(shuffled(seed + 1, again))).toEqual(found(contents));
    }
  });

  it('a level that is held makes those below it held, and one that is not those above it not', () => {
    for (const seed of seeds) {
      const evidence = arrived(randomContents(seed, competencies, 30));
      for (const { slug, levels } of drawn.curriculum.skills) {
        const ofSkill = foldEvidence({ graph: drawn }, evidence).filter(
          ({ competency }) => competency.skill === slug,
        );
        const signs = levels.map(({ level }) => {
          const found = ofSkill.find(({ competency }) => competency.level === level);
          return found === undefined ? '?' : found.isHeld ? '+' : '-';
        });
        expect(signs.join('')).toMatch(/^\+*\?*-*$/);
      }
    }
  });

  it('the state at a moment is that of what was recorded by then', () => {
    for (const seed of seeds.slice(0, 100)) {
      const evidence = arrived(randomContents(seed, competencies));
      for (const [index, { recordedAt }] of evidence.entries())
        expect(
          foldEvidence({ graph: drawn }, shuffled(seed, evidence), { recordedUntil: recordedAt }),
        ).toEqual(foldEvidence({ graph: drawn }, evidence.slice(0, index + 1)));
    }
  });

  it('the planner takes what it adds up to, and plans nothing of what is held', () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const random = randomCurriculum(seed, 8);
      const built = graph(random);
      const all = random.skills.flatMap(({ slug, levels }) =>
        levels.map(({ level }) => ({ curriculum: random.slug, skill: slug, level })),
      );
      const judgements = foldEvidence(
        { graph: built },
        arrived(randomContents(seed, dice(seed).pick(all, 6), 15)),
      );
      const { knows, denies } = knowledgeInBrief(judgements);
      const goals = [{ careerPath: random.careerPaths[0]!.slug }];
      const result = runToEnd(plan(built, { goals, knows, denies, projects: 'NONE' }));
      if (result.kind !== 'roadmap') throw new Error(JSON.stringify(result.message));
      const keys = new Set(result.steps.map(({ key }) => key));
      for (const { competency, isHeld } of judgements) {
        if (isHeld) expect(keys).not.toContain(competencyKey(competency));
        const known = result.known.some(
          (each) => competencyKey(each.competency) === competencyKey(competency),
        );
        if (knows.length > 0 || isHeld) expect(known).toBe(isHeld);
      }
    }
  });
});

describe('knowledge in brief', () => {
  it('names the highest level held and the lowest that is not', () => {
    const evidence = read('OBSERVED a@2 HELD; OBSERVED a@3 NOT_HELD; OBSERVED c@2 NOT_HELD');
    const { knows, denies } = knowledgeInBrief(foldEvidence({ graph: drawn }, evidence));
    expect(knows.map(competencyKey)).toEqual(['a@working']);
    expect(denies.map(competencyKey)).toEqual(['a@advanced', 'c@working']);
  });

  it('denies nothing where nothing is held', () => {
    const evidence = read('OBSERVED c@2 NOT_HELD');
    expect(knowledgeInBrief(foldEvidence({ graph: drawn }, evidence))).toEqual({
      knows: [],
      denies: [],
    });
  });
});

const levels = ['foundation', 'working', 'advanced'];

/** Evidence as `KIND skill@level OUTCOME day`, each under an external id of its own, on day 0 where none is given. */
function read(lines: string): Finding[] {
  return lines.split('; ').map((line, index) => {
    const [kind, name, outcome, when = '0'] = line.split(' ') as [EvidenceKind, string, Outcome];
    const [skill, rank] = name.split('@') as [string, string];
    const competency = { curriculum: 'drawn', skill, level: levels[Number(rank) - 1]! };
    const occurredAt = day(Number(when));
    return finding({ kind, competency, outcome, occurredAt, externalId: `${index}` });
  });
}

/** Judgements as `skill@level KIND`, with a `not` before the kind. */
function check(lines: string, judgements: string, on: CurriculumGraph = drawn): void {
  expect(text(on, read(lines))).toBe(judgements);
  expect(text(on, read(lines).reverse())).toBe(judgements);
}

function text(on: CurriculumGraph, evidence: readonly Evidence[]): string {
  return foldEvidence({ graph: on }, evidence)
    .map(({ competency: { skill, level }, isHeld, provenance }) => {
      const name = `${skill}@${levels.indexOf(level) + 1}`;
      return `${name} ${isHeld ? '' : 'not '}${provenance}`;
    })
    .join(', ');
}

const nameOf = ({ source, externalId }: Evidence) => `${source} ${externalId}`;

const trust = { DECLARED: 0, OBSERVED: 1, PLACEMENT: 1, CONFIRMED: 2 };

/** The rule as a sentence says it, looking at every pair. */
function byTheRule(on: CurriculumGraph, evidence: readonly Evidence[]): string {
  const undone = (one: Evidence) =>
    evidence.some((other) => {
      if (nameOf(other) !== nameOf(one)) return false;
      if (Number(other.occurredAt) !== Number(one.occurredAt))
        return other.occurredAt > one.occurredAt;
      if (other.kind === 'RETRACTION') return true;
      return one.kind !== 'RETRACTION' && plain(other) > plain(one);
    });
  const live = evidence.filter((one): one is Finding => one.kind !== 'RETRACTION' && !undone(one));
  const beats = (one: Finding, other: Finding) => {
    if (trust[one.kind] !== trust[other.kind]) return trust[one.kind] > trust[other.kind];
    if (Number(one.occurredAt) !== Number(other.occurredAt))
      return one.occurredAt > other.occurredAt;
    return one.outcome === 'NOT_HELD' && other.outcome === 'HELD';
  };
  return on.curriculum.skills
    .flatMap(({ slug, levels: scale }) =>
      scale.flatMap(({ level }) => {
        const about = live.filter(({ competency, outcome }) => {
          const distance = levels.indexOf(competency.level) - levels.indexOf(level);
          if (competency.skill !== slug) return false;
          return outcome === 'HELD' ? distance >= 0 : distance <= 0;
        });
        const best = about.filter((one) => !about.some((other) => beats(other, one)));
        if (best.length === 0) return [];
        expect(new Set(best.map(({ outcome }) => outcome)).size).toBe(1);
        const names = best.sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
        const not = best[0]!.outcome === 'HELD' ? '' : 'not ';
        return [`${slug}@${levels.indexOf(level) + 1} ${not}${names[0]!.kind}`];
      }),
    )
    .join(', ');
}

/** The content with its keys in order, told without the code under test. */
function plain(one: Evidence): string {
  const { number, recordedAt, recordedBy, occurredAt, ...rest } = one;
  const { competency, ...flat } = { competency: {}, ...rest };
  const entries = Object.entries({
    ...flat,
    ...competency,
    occurredAt: occurredAt.toISOString(),
  });
  return JSON.stringify(
    Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1))),
  );
}
