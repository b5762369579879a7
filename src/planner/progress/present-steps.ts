import type { CurriculumGraph } from '../../curriculum/graph.ts';
import { sameRankIn } from '../../curriculum/level-lineage.ts';
import { type CurriculumAt, presentNames, presentSkills } from '../../curriculum/skills-meant.ts';
import { nodeTitle } from '../explain/titles.ts';
import { nodeOfKey } from '../node-of-key.ts';
import type { PlannedStep } from './adopted-plan.ts';
import type { Renamed, Standing } from './ask-anew.ts';

/** The steps of an old plan by what they are called now. */
export interface PresentSteps {
  /** In their old order; those that nothing stands for now stay as they were, and say in which revision they were last. */
  readonly doneSteps: readonly PlannedStep[];
  /** In their old order; what nothing stands for keeps its key. */
  readonly open: readonly Renamed[];
  /** By the keys of old steps, those that stand for them now; empty where nothing does. */
  readonly present: ReadonlyMap<string, readonly string[]>;
}

/**
 * Steps under the names that they have now. What one step became is as many steps, in an order in which they can be taken;
 * what several became is one, in the place of the first. Hours that are done stay as many.
 */
export function presentSteps(
  here: CurriculumAt,
  { plan, done, plannedOn }: Standing,
): PresentSteps {
  const steps = plan?.steps ?? [];
  const present = new Map(
    steps.map((step): [string, readonly string[]] => [
      step.key,
      presentKeys(here, step.key, step.retiredAfter ?? plannedOn ?? Number.POSITIVE_INFINITY),
    ]),
  );
  const open = steps
    .filter(({ key }) => !done.has(key))
    .flatMap(({ key }) => {
      const keys = present.get(key)!;
      return (keys.length === 0 ? [key] : keys).map((to) => ({ from: key, to }));
    });
  const doneSteps = withoutTwins(
    steps
      .filter(({ key }) => done.has(key))
      .flatMap((step) => presentStep(here.graph, step, present, plannedOn)),
  );
  return { doneSteps, open, present };
}

/** The keys of what stands now for a step of a plan that was made on a revision. */
function presentKeys(here: CurriculumAt, key: string, plannedOn: number): readonly string[] {
  const [slug = '', level] = key.split('@');
  if (level === undefined) return presentNames(here, 'projects', slug, plannedOn);
  const { graph, lineage, revision } = here;
  const rank = sameRankIn(lineage.scales, level, { at: plannedOn, on: revision });
  const nodes = presentSkills(here, slug, plannedOn).flatMap((skill) => {
    const { levels } = graph.skill(skill)!;
    const found = levels.find((each) => graph.rank(each.level) === rank);
    return found ? [graph.nodeOfCompetency({ skill, level: found.level })!] : [];
  });
  const inOrder = nodes.sort(
    (one, other) => graph.depth[one]! - graph.depth[other]! || one - other,
  );
  return inOrder.map((node) => graph.keyOf(node));
}

function presentStep(
  graph: CurriculumGraph,
  step: PlannedStep,
  present: ReadonlyMap<string, readonly string[]>,
  plannedOn: number | null,
): PlannedStep[] {
  const keys = present.get(step.key)!;
  const after = step.after.flatMap((key) => present.get(key) ?? [key]);
  const { retiredAfter, ...known } = step;
  if (keys.length === 0)
    return [{ ...step, after, ...(plannedOn && { retiredAfter: retiredAfter ?? plannedOn }) }];
  const shares = sharesOf(graph, step, keys);
  return keys.map((key, index) => {
    const title = key === step.key ? step.title : nodeTitle(graph, nodeOfKey(graph, key)!);
    return { ...known, key, title, hours: shares[index]!, after };
  });
}

/** The hours of a step over what it became, in proportion to their hours; the last takes what is left. */
function sharesOf(
  graph: CurriculumGraph,
  { hours }: PlannedStep,
  keys: readonly string[],
): number[] {
  const tenths = keys.map((key) => graph.nodes.tenths[nodeOfKey(graph, key)!]!);
  const total = tenths.reduce((sum, each) => sum + each, 0);
  let left = Math.round(hours * 10);
  return tenths.map((each, index) => {
    const isLast = index === tenths.length - 1;
    const share = isLast ? left : Math.min(left, Math.floor((each * hours * 10) / total));
    left -= share;
    return share / 10;
  });
}

/** Steps that became one, with all their hours, in the place of the first. */
function withoutTwins(steps: readonly PlannedStep[]): PlannedStep[] {
  const found = new Map<string, PlannedStep>();
  for (const step of steps) {
    const twin = found.get(step.key);
    const hours = (Math.round((twin?.hours ?? 0) * 10) + Math.round(step.hours * 10)) / 10;
    found.set(step.key, { ...(twin ?? step), hours });
  }
  return [...found.values()];
}
