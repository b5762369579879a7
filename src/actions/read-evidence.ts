import type {
  CurriculumCompetency,
  EvidenceContent,
  EvidenceKind,
  Outcome,
} from '../curriculum/evidence.ts';
import { sameRankIn } from '../curriculum/level-lineage.ts';
import { type CurriculumAt, presentSkills } from '../curriculum/skills-meant.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import { didYouMeanText } from '../util/did-you-mean.ts';
import { listed } from '../util/listed.ts';
import type { CurriculaSnapshot } from './curricula.ts';
import type { LearnerName } from './find-learner.ts';
import { placeOf } from './judge-learners.ts';
import { clockSkewMaxMs, learnerLimits } from './learner-limits.ts';
import { type HandingIn, isReserved } from './may-hand-in.ts';
import { textProblem } from './problem-list.ts';

/** A piece of evidence as it is handed in. */
export interface EvidenceInput {
  readonly learner: LearnerName;
  /** Persons speak under their own name, and may leave it out. */
  readonly source?: string | null | undefined;
  /** Of what persons say it is the competency where it is left out, so that saying it again says it anew. */
  readonly externalId?: string | null | undefined;
  readonly kind: EvidenceKind | 'RETRACTION';
  /** The default one where it is left out; as all up to `strength`, of no matter to a retraction. */
  readonly curriculum?: string | null | undefined;
  readonly skill?: string | null | undefined;
  /** The skill's lowest where it is left out. */
  readonly level?: string | null | undefined;
  /** Held where it is left out. */
  readonly outcome?: Outcome | null | undefined;
  readonly score?: number | null | undefined;
  readonly strength?: number | null | undefined;
  /** Of what persons say it is now where it is left out. */
  readonly occurredAt?: Date | null | undefined;
  readonly note?: string | null | undefined;
  readonly data?: unknown;
}

export const evidenceProblemCodes = [
  'INVALID',
  'KIND_NOT_YOURS',
  'SOURCE_NOT_YOURS',
  'UNKNOWN_LEARNER',
  'UNKNOWN_CURRICULUM',
  'UNKNOWN_SKILL',
  'UNKNOWN_LEVEL',
  'IN_THE_FUTURE',
  'BEFORE_LEARNER',
  'TWICE_IN_BATCH',
  'BATCH_REJECTED',
] as const;

/** The first thing that is wrong with a piece of evidence. */
export interface EvidenceProblem {
  readonly code: (typeof evidenceProblemCodes)[number];
  /** Into the request: `items.3.skill`. */
  readonly path: string;
  readonly message: string;
  readonly suggestions: readonly string[];
}

export type ReadEvidence =
  | { readonly kind: 'content'; readonly content: EvidenceContent }
  | { readonly kind: 'problem'; readonly problem: EvidenceProblem };

/** What a batch is read with. */
export interface EvidenceGrounds {
  readonly snapshot: CurriculaSnapshot;
  readonly now: Date;
  /** By whoever hands it in; null where nobody's rights need be looked at. */
  readonly handingIn: HandingIn | null;
  /** What may have been meant by a name, among candidates that have a name together. */
  readonly suggest: (
    name: string,
    among: string,
    candidates: Iterable<string>,
  ) => readonly string[];
}

/** Reads a piece of evidence as far as that goes without its learner; it is at `path` in the request. */
export function readEvidence(
  grounds: EvidenceGrounds,
  input: EvidenceInput,
  path: string,
): ReadEvidence {
  const at = (field: string) => `${path}.${field}`;
  const { handingIn, now } = grounds;
  const problem =
    (handingIn && checkRights(handingIn, input, at)) ??
    checkTexts(input, at) ??
    checkTime(input, at, now);
  if (problem) return { kind: 'problem', problem };
  const { externalId, note, data } = input;
  const ownSource = handingIn?.ownSource ?? null;
  const source = input.source ?? ownSource;
  if (source === null) return missing('source', 'say where the evidence is from.', at);
  const occurredAt = input.occurredAt ?? (ownSource === null ? null : now);
  if (occurredAt === null) return missing('occurredAt', 'say when it came about.', at);
  const said = { source, occurredAt, note: note ?? null, data: data ?? null };
  if (input.kind === 'RETRACTION') {
    if (externalId == null) return missing('externalId', 'say what is retracted.', at);
    return { kind: 'content', content: { kind: input.kind, externalId, ...said } };
  }
  const { kind, outcome, score, strength } = input;
  const wrongShare = checkShare('score', score, at) ?? checkShare('strength', strength, at);
  if (wrongShare) return { kind: 'problem', problem: wrongShare };
  const competency = readCompetency(grounds, input, at);
  if ('code' in competency) return { kind: 'problem', problem: competency };
  const name = externalId ?? (ownSource === null ? null : competencyName(competency));
  if (name === null) return missing('externalId', 'say what the source calls it.', at);
  const shares = { score: score ?? null, strength: strength ?? null };
  return {
    kind: 'content',
    content: {
      kind,
      competency,
      outcome: outcome ?? 'HELD',
      ...shares,
      externalId: name,
      ...said,
    },
  };
}

/** What persons say of a competency goes by this name where they give it none. */
export function competencyName({ curriculum, skill, level }: CurriculumCompetency): string {
  return `${curriculum}/${skill}@${level}`;
}

function missing(field: 'source' | 'externalId' | 'occurredAt', say: string, at: At): ReadEvidence {
  return { kind: 'problem', problem: invalid(at(field), `\`${field}\` is missing: ${say}`) };
}

function checkRights(
  { kinds, ownSource, isTrusted }: HandingIn,
  { kind, source }: EvidenceInput,
  at: At,
): EvidenceProblem | null {
  if (kind !== 'RETRACTION' && !kinds.includes(kind)) {
    const message = `You may not hand in evidence of the kind ${kind}, only ${listed(kinds)}.`;
    return { code: 'KIND_NOT_YOURS', path: at('kind'), message, suggestions: kinds };
  }
  if (source == null || isTrusted) return null;
  if (ownSource !== null ? source === ownSource : !isReserved(source)) return null;
  const message =
    ownSource === null
      ? 'This source is the name of a person or of Cairn itself: name the platform that it is from.'
      : 'You speak for yourself alone: leave `source` out.';
  return { code: 'SOURCE_NOT_YOURS', path: at('source'), message, suggestions: [] };
}

type At = (field: string) => string;

function invalid(path: string, message: string): EvidenceProblem {
  return { code: 'INVALID', path, message, suggestions: [] };
}

function checkTexts(input: EvidenceInput, at: At): EvidenceProblem | null {
  for (const field of ['source', 'externalId', 'note'] as const) {
    const text = input[field];
    if (text === null || text === undefined) continue;
    const problem = textProblem(text, learnerLimits[field]);
    if (problem) return invalid(at(field), `\`${field}\` ${problem}`);
  }
  const { length } = canonicalJson(input.data ?? null);
  if (length <= learnerLimits.data) return null;
  const most = learnerLimits.data;
  return invalid(at('data'), `\`data\` has ${length} characters as JSON; ${most} are the most.`);
}

function checkTime({ occurredAt }: EvidenceInput, at: At, now: Date): EvidenceProblem | null {
  if (!occurredAt || Number(occurredAt) <= Number(now) + clockSkewMaxMs) return null;
  const message = `It is to occur at ${occurredAt.toISOString()}, and it is only ${now.toISOString()}.`;
  return { code: 'IN_THE_FUTURE', path: at('occurredAt'), message, suggestions: [] };
}

function checkShare(
  field: 'score' | 'strength',
  share: number | null | undefined,
  at: At,
): EvidenceProblem | null {
  if (share === null || share === undefined || (share >= 0 && share <= 1)) return null;
  return invalid(at(field), `\`${field}\` is from 0 to 1, not ${share}.`);
}

/** By the names that are given: a skill may have another one by now. */
function readCompetency(
  { snapshot, suggest }: EvidenceGrounds,
  input: EvidenceInput,
  at: At,
): CurriculumCompetency | EvidenceProblem {
  const { heads, default: first } = snapshot;
  const slug = input.curriculum || first?.revision.curriculum;
  const head = slug === undefined ? undefined : heads.get(slug);
  if (!head || slug === undefined) {
    const suggestions = suggest(short(slug ?? ''), 'curricula', heads.keys());
    return unknownCurriculum(slug, suggestions, at);
  }
  const { graph } = head;
  const { skill } = input;
  if (!skill) return invalid(at('skill'), '`skill` is missing: say what the evidence is about.');
  const place = placeOf(snapshot, head);
  const [meant] = presentSkills(place, skill);
  if (meant === undefined && !place.lineage.kinds.skills.meanings.has(skill)) {
    const slugs = graph.curriculum.skills.map(({ slug }) => slug);
    return unknownSkill(skill, slug, suggest(short(skill), `skills of ${slug}`, slugs), at);
  }
  const scale = graph.curriculum.levels.map(({ slug }) => slug);
  const own = meant === undefined ? scale : graph.skill(meant)!.levels.map(({ level }) => level);
  const level = input.level || own[0]!;
  // A skill that is gone may have had any level.
  const known = graph.skill(skill) === undefined ? scale : own;
  if (!known.includes(presentLevel(place, level))) return unknownLevel(skill, level, known, at);
  return { curriculum: slug, skill, level };
}

/** What a level is called by now; one that is gone, or never was, keeps its name. */
function presentLevel({ graph, lineage, revision }: CurriculumAt, level: string): string {
  if (graph.rank(level) !== -1) return level;
  const rank = sameRankIn(lineage.scales, level, { at: revision, on: revision });
  return rank === null ? level : graph.curriculum.levels[rank]!.slug;
}

function unknownCurriculum(
  slug: string | undefined,
  suggestions: readonly string[],
  at: At,
): EvidenceProblem {
  const message =
    slug === undefined
      ? 'No curriculum has been published yet.'
      : `There is no curriculum \`${short(slug)}\`.${didYouMeanText(suggestions)}`;
  return { code: 'UNKNOWN_CURRICULUM', path: at('curriculum'), message, suggestions };
}

function unknownSkill(
  skill: string,
  curriculum: string,
  suggestions: readonly string[],
  at: At,
): EvidenceProblem {
  const meant = didYouMeanText(suggestions);
  const message = `There is no skill \`${short(skill)}\` in \`${curriculum}\`.${meant}`;
  return { code: 'UNKNOWN_SKILL', path: at('skill'), message, suggestions };
}

function unknownLevel(
  skill: string,
  level: string,
  known: readonly string[],
  at: At,
): EvidenceProblem {
  const names = known.map((name) => `\`${name}\``).join(', ');
  const message = `\`${skill}\` has no level \`${short(level)}\`; it has ${names}.`;
  return { code: 'UNKNOWN_LEVEL', path: at('level'), message, suggestions: known };
}

function short(name: string): string {
  return name.slice(0, 200);
}
