import type { CurriculumCompetency, Evidence, Finding } from '../../curriculum/evidence.ts';
import { type EvidenceGround, foldEvidence } from '../../curriculum/fold-evidence.ts';
import type { CurriculumAt } from '../../curriculum/skills-meant.ts';
import { chunks } from '../../util/chunks.ts';
import type { Work } from '../work.ts';

/**
 * The skills of a curriculum that evidence shows a learner to hold, and of which at some level nothing that shows it would
 * mean anything on another ground, in order. What a learner is known to hold under another name is not lost.
 */
export function skillsLost(
  before: EvidenceGround,
  after: EvidenceGround,
  evidence: readonly Evidence[],
): { readonly skill: string; readonly title: string }[] {
  const meansNothing = (finding: Finding) => foldEvidence(after, [finding]).length === 0;
  const lost = new Set(
    foldEvidence(before, evidence)
      .filter(({ isHeld }) => isHeld)
      .filter((each) =>
        each.evidence.filter(({ outcome }) => outcome === 'HELD').every(meansNothing),
      )
      .map(({ competency }) => competency.skill),
  );
  return [...lost].map((skill) => ({ skill, title: before.graph.skill(skill)!.title }));
}

/** Of a curriculum, by its slug, names of skills. */
export type SkillNames = ReadonlyMap<string, readonly string[]>;

/**
 * Names by which evidence may speak of a skill on one ground, at some level and time, and that mean nothing on the other.
 * Only who has evidence under one of them can lose a skill.
 */
export function* namesLost(before: Ground, after: Ground): Work<SkillNames> {
  const lost = new Map<string, string[]>();
  for (const place of [before, ...(before.counterparts?.values() ?? [])]) {
    const found: string[] = [];
    for (const some of chunks(namesIn(place), namesAtOnce)) {
      const spoken = some.flatMap((skill) => findingsOf(place, skill));
      const meant = meaningful(after, spoken);
      const gone = [...meaningful(before, spoken)].filter((finding) => !meant.has(finding));
      found.push(...new Set(gone.map(({ competency }) => competency.skill)));
      yield;
    }
    if (found.length > 0) lost.set(place.graph.curriculum.slug, found);
  }
  return lost;
}

const namesAtOnce = 100;

type Ground = EvidenceGround & CurriculumAt;

/** All that a curriculum ever had. */
function namesIn({ graph, lineage }: CurriculumAt): string[] {
  const { skills } = graph.curriculum;
  const own = skills.flatMap(({ slug, replaces }) => [slug, ...replaces]);
  return [...new Set([...own, ...lineage.kinds.skills.meanings.keys()])];
}

/** Evidence that is nobody's, of every level that there ever was, and of every time from which on names meant something else. */
function findingsOf({ graph, lineage }: CurriculumAt, skill: string): Finding[] {
  const { slug: curriculum, levels } = graph.curriculum;
  const names = lineage.scales.flatMap(({ slugs }) => slugs);
  const all = new Set([...levels.map(({ slug }) => slug), ...names]);
  const meanings = lineage.kinds.skills.meanings.get(skill) ?? [];
  const numbers = new Set([...meanings, ...lineage.scales].map(({ since }) => since));
  const times = lineage.history.revisions
    .filter(({ number }, index) => index === 0 || numbers.has(number))
    .map(({ publishedAt }) => publishedAt);
  return [...all].flatMap((level) =>
    times.map((time) => spokenOf({ curriculum, skill, level }, time)),
  );
}

function spokenOf(competency: CurriculumCompetency, time: Date): Finding {
  const { curriculum, skill, level } = competency;
  return {
    ...{ kind: 'DECLARED', competency, outcome: 'HELD', score: null, strength: null },
    ...{
      number: 1,
      source: 'names',
      externalId: `${curriculum} ${skill} ${level} ${Number(time)}`,
    },
    ...{ occurredAt: time, recordedAt: time, recordedBy: 'names', note: null, data: null },
  };
}

function meaningful(ground: EvidenceGround, findings: readonly Finding[]): ReadonlySet<Finding> {
  return new Set(foldEvidence(ground, findings).flatMap(({ evidence }) => evidence));
}
