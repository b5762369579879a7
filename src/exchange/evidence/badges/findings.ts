import type { CredentialIssuer } from '../../../curriculum/credential-issuer.ts';
import type { CurriculumCompetency, Outcome } from '../../../curriculum/evidence.ts';
import type { CurriculumGraph } from '../../../curriculum/graph.ts';
import { foldText } from '../../../util/fold-text.ts';
import { asRecord, type JsonRecord, textIn } from './json.ts';
import { type Alignment, type Showing, showingsOf } from './showing.ts';
import { skillsAt, skillsLike } from './skill-targets.ts';

/** A competency of which a credential shows something. */
export interface CredentialFinding {
  readonly competency: CurriculumCompetency;
  readonly outcome: Outcome;
  readonly score: number | null;
  readonly alignment: Alignment;
}

/** Something that a credential points to and that is nothing here. */
export interface UnmappedAlignment {
  readonly alignment: Alignment;
  readonly message: string;
  /** Slugs of skills that may be meant, likeliest first. */
  readonly suggestions: readonly string[];
}

export interface CredentialFindings {
  /** In order of the competency, each once. */
  readonly findings: readonly CredentialFinding[];
  readonly unmapped: readonly UnmappedAlignment[];
}

/** How an issuer's credentials are read that name no level. */
export type LevelPolicy = Pick<CredentialIssuer, 'level' | 'levelByAchievementType'>;

/** What a credential's subject shows of the skills of the curricula, each of which counts. */
export function findingsOf(
  subject: JsonRecord,
  graphs: readonly CurriculumGraph[],
  policy: LevelPolicy,
): CredentialFindings {
  const findings = new Map<string, CredentialFinding>();
  const unmapped: UnmappedAlignment[] = [];
  const achievement = asRecord(subject['achievement']);
  const type = achievement && textIn(achievement, 'achievementType');
  const usualLevel = (type && policy.levelByAchievementType[type]) || policy.level;
  for (const showing of showingsOf(subject)) {
    const found = graphs.flatMap((graph) =>
      skillsAt(graph, showing.alignment).map((skill) => ({ graph, skill })),
    );
    const competencies = found.flatMap(
      ({ graph, skill }) => competencyAt(graph, skill, showing, usualLevel) ?? [],
    );
    for (const competency of competencies) {
      const key = keyOf(competency);
      const { outcome, score, alignment } = showing;
      // What a single result says comes first.
      if (!findings.has(key)) findings.set(key, { competency, outcome, score, alignment });
    }
    if (competencies.length > 0) continue;
    unmapped.push(found.length > 0 ? withoutLevel(showing) : withoutSkill(showing, graphs));
  }
  const inOrder = [...findings.keys()].sort().map((key) => findings.get(key)!);
  return { findings: inOrder, unmapped };
}

function keyOf({ curriculum, skill, level }: CurriculumCompetency): string {
  return `${curriculum}/${skill}@${level}`;
}

/**
 * The level of the skill that is shown: the one that the credential names, else the usual one, else the skill's lowest. Of
 * a skill that ends below it the highest is held; what was failed at a level that the skill doesn't have says nothing of
 * those below. Null where the skill only begins above.
 */
function competencyAt(
  graph: CurriculumGraph,
  slug: string,
  { levelNames, outcome }: Showing,
  usualLevel: string | null,
): CurriculumCompetency | null {
  const { slug: curriculum, levels: scale } = graph.curriculum;
  const levels = graph.skill(slug)!.levels.map(({ level }) => level);
  const named = [...levelNames, ...(usualLevel === null ? [] : [usualLevel])];
  const ranks = named.map((name) => rankOf(scale, name)).filter((rank) => rank >= 0);
  const competency = (level: string) => ({ curriculum, skill: slug, level });
  const [rank] = ranks;
  if (rank === undefined) return competency(levels[0]!);
  const isAt = (level: string) => scale.findIndex((one) => one.slug === level);
  const level =
    outcome === 'HELD'
      ? levels.findLast((one) => isAt(one) <= rank)
      : levels.find((one) => isAt(one) >= rank);
  return level === undefined ? null : competency(level);
}

function rankOf(
  scale: readonly { readonly slug: string; readonly title: string }[],
  name: string,
): number {
  const wanted = foldText(name);
  return scale.findIndex(
    ({ slug, title }) => foldText(slug) === wanted || foldText(title) === wanted,
  );
}

function withoutLevel({ alignment }: Showing): UnmappedAlignment {
  const message = 'The skill that it points to has no level of which this shows anything.';
  return { alignment, message, suggestions: [] };
}

const suggestionsMax = 3;

function withoutSkill(
  { alignment }: Showing,
  graphs: readonly CurriculumGraph[],
): UnmappedAlignment {
  const like = graphs.flatMap((graph) => skillsLike(graph, alignment));
  const suggestions = [...new Set(like)].slice(0, suggestionsMax);
  const { url, code, framework } = alignment;
  const isLoose = url === null && code !== null && framework === null;
  const message = isLoose
    ? 'It gives a code and no `targetFramework`, so that nobody can tell whose code it is.'
    : `No skill is called so here. Give the skill that is meant ${url === null ? 'the code as an external id' : 'the address as one of its `sameAs`'}.`;
  return { alignment, message, suggestions };
}
