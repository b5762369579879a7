import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type RoadmapFormatName, roadmapFormats } from '../exchange/roadmap/index.ts';
import { plan } from '../planner/plan.ts';
import { wishesFor } from '../planner/progress/wishes-for.ts';
import type { PlanRequest } from '../planner/request.ts';
import { dayName } from '../util/calendar.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import { isUuid } from '../util/uuid-v7.ts';
import type { Actor } from './actor.ts';
import { planIn, requestIn } from './adopted.ts';
import type { PublishedCurriculum } from './curricula.ts';
import type { Environment } from './environment.ts';
import { type Forbidden, forbiddenLearner, permittedLearners } from './permissions.ts';
import { planLeft, readGrounds, situationOf, standingOf } from './plan-for-learner.ts';
import { renderRoadmap } from './render-roadmap.ts';
import { publishedOf } from './roadmap-progress.ts';
import { runInSlices } from './run-in-slices.ts';

/**
 * The path of an address under which whoever has it may read the roadmap that a learner follows, in one format. It stays
 * the same, whichever roadmap that is, until it is revoked. Null where the learner never adopted one.
 */
export async function feedPath(
  environment: Environment,
  actor: Actor,
  { learner, format }: { readonly learner: string; readonly format: RoadmapFormatName },
): Promise<{ readonly kind: 'feed'; readonly path: string | null } | Forbidden> {
  const permitted = await permittedLearners(environment, actor, 'ADOPT_ROADMAP', [learner]);
  if (!permitted.has(learner)) return forbiddenLearner(actor, 'ADOPT_ROADMAP');
  const key = await environment.store.reads.adoptedRoadmaps.feedKey(learner);
  if (key === null) return { kind: 'feed', path: null };
  const { fileExtension } = roadmapFormats.find(({ name }) => name === format)!;
  const signature = signatureOf(key, learner, fileExtension);
  return { kind: 'feed', path: `feeds/${learner}.${signature}.${fileExtension}` };
}

/** Makes all addresses of the feeds of a learner lead nowhere, for good. */
export async function revokeFeeds(
  environment: Environment,
  actor: Actor,
  learner: string,
): Promise<{ readonly kind: 'feeds-revoked' } | Forbidden> {
  const permitted = await permittedLearners(environment, actor, 'ADOPT_ROADMAP', [learner]);
  const forbidden = forbiddenLearner(actor, 'ADOPT_ROADMAP');
  if (!permitted.has(learner)) return forbidden;
  const key = newFeedKey(environment);
  return environment.store.write(async ({ learners, adoptedRoadmaps }) => {
    if (!(await learners.lock([learner])).has(learner)) return forbidden;
    await adoptedRoadmaps.setFeedKey(learner, key);
    return { kind: 'feeds-revoked' };
  });
}

/** What the addresses of the feeds of a learner are signed with. */
export function newFeedKey({ random }: Pick<Environment, 'random'>): string {
  return Buffer.from(random(32)).toString('base64url');
}

function signatureOf(key: string, learner: string, fileExtension: string): string {
  return createHmac('sha256', key).update(`${learner}.${fileExtension}`).digest('base64url');
}

/** What is to be read under an address. */
export interface Feed {
  readonly mediaType: string;
  /** The name of a file that it can be kept in. */
  readonly fileName: string;
  /** Equal where the text is, for one who has it already; to make the text takes longer. */
  readonly tag: string;
  readonly text: () => Promise<string | null>;
}

/**
 * The feed under an address, of which this is the last part; null where it is none, was revoked, or the learner follows
 * nothing. It has what is left to do, on the days of the schedule, which goes on from today where these have passed.
 */
export async function readFeed(environment: Environment, name: string): Promise<Feed | null> {
  const [learner = '', signature = '', fileExtension = '', ...more] = name.split('.');
  const format = roadmapFormats.find((each) => each.fileExtension === fileExtension);
  if (!isUuid(learner) || !format || more.length > 0) return null;
  const { reads } = environment.store;
  const key = await reads.adoptedRoadmaps.feedKey(learner);
  // Whoever never adopted anything takes as long to refuse.
  const isSigned = isSame(signature, signatureOf(key ?? '', learner, fileExtension));
  if (key === null || !isSigned) return null;
  const roadmap = (await reads.adoptedRoadmaps.followedBy([learner])).get(learner);
  const ground = (await readGrounds(reads, [learner])).get(learner);
  if (!roadmap || !ground) return null;

  const snapshot = environment.curricula.snapshot();
  const published = await publishedOf(environment, snapshot, roadmap);
  const now = environment.now();
  const request = requestIn(roadmap);
  const situation = situationOf(snapshot, published, request, ground);
  const standing = standingOf(planIn(roadmap), situation, now);
  const wishes = wishesFor(situation.place, request, situation.says);
  const today = dayName(standing.today);
  const known = [...situation.known].sort();
  const state = [roadmap.id, roadmap.revision, planIn(roadmap).request, known, wishes, today];
  const tag = createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(state))))
    .digest('base64url');
  return {
    mediaType: format.mediaType,
    fileName: `roadmap.${fileExtension}`,
    tag,
    text: async () => {
      const left = await planLeft(wishes, situation, standing);
      // What cannot be planned any more is shown as it was when it was planned last.
      const asked = left.kind === 'left' ? left.asked.request : planIn(roadmap).request;
      return writeFeed(published, asked, today, format.name);
    },
  };
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

async function writeFeed(
  { graph, revision }: PublishedCurriculum,
  request: PlanRequest,
  today: string,
  format: RoadmapFormatName,
): Promise<string | null> {
  const isLate = request.startOn != null && request.startOn < today;
  const roadmap = await runInSlices(plan(graph, isLate ? fromToday(request, today) : request));
  if (roadmap.kind !== 'roadmap') return null;
  const context = { graph, revision: revision.number, explanations: new Map() };
  return renderRoadmap(roadmap, format, context);
}

/** Without dates, which might leave goals out for the sake of others that nobody gave up. */
function fromToday(request: PlanRequest, today: string): PlanRequest {
  const goals = request.goals.map((goal) => ({ ...goal, by: null }));
  return { ...request, goals, finishBy: null, startOn: today };
}
