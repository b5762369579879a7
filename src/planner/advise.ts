import type { Advice, Situation } from '../curriculum/curriculum.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import type { Knowledge } from './infer.ts';
import type { Wishes } from './wishes.ts';

/** The curriculum's advice whose situation is the learner's, in order of slug. `planned` are the nodes on the roadmap. */
export function advise(
  wishes: Wishes,
  knowledge: Knowledge,
  planned: readonly number[],
): readonly Advice[] {
  const { advice } = wishes.graph.curriculum;
  if (advice.length === 0) return advice;
  const onRoadmap = new Set(planned.map((node) => slugOf(wishes.graph, node)));
  return advice.filter(({ when }) =>
    holds(when, (fact) => isTrue(fact, wishes, knowledge, onRoadmap)),
  );
}

type Fact = Exclude<Situation, { kind: 'all' | 'any' | 'not' }>;

interface Frame {
  readonly situation: Situation;
  next: number;
}

/** Evaluates without recursion, since situations may be nested deep. */
function holds(situation: Situation, isFact: (fact: Fact) => boolean): boolean {
  const frames: Frame[] = [{ situation, next: 0 }];
  let value = false;
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const { situation: at } = frame;
    if (at.kind === 'all' || at.kind === 'any') {
      const settles = at.kind === 'any';
      const isSettled: boolean = frame.next > 0 && value === settles;
      if (isSettled || frame.next === at.of.length) {
        value = isSettled ? settles : !settles;
        frames.pop();
      } else {
        frames.push({ situation: at.of[frame.next++]!, next: 0 });
      }
    } else if (at.kind === 'not') {
      if (frame.next++ === 0) frames.push({ situation: at.of, next: 0 });
      else {
        value = !value;
        frames.pop();
      }
    } else {
      value = isFact(at);
      frames.pop();
    }
  }
  return value;
}

function isTrue(
  fact: Fact,
  { graph, goals, exclusions }: Wishes,
  { known }: Knowledge,
  onRoadmap: ReadonlySet<string>,
): boolean {
  switch (fact.kind) {
    case 'goal':
      return goals.some(({ goal: { subject } }) => {
        if (subject.kind === 'competency') return subject.skill.slug === fact.slug;
        return (
          (subject.kind === 'project' ? subject.project : subject.careerPath).slug === fact.slug
        );
      });
    case 'goalArea':
      return goals.some(
        ({ goal: { subject } }) =>
          subject.kind === 'competency' && subject.skill.area === fact.area,
      );
    case 'noGoalOfKind':
      return !goals.some(({ goal: { subject } }) =>
        fact.goalKind === 'skill' ? subject.kind === 'competency' : subject.kind === fact.goalKind,
      );
    case 'knows':
      return known[graph.nodeOfCompetency(fact.competency)!] === 1;
    case 'lacks':
      return known[graph.nodeOfCompetency(fact.competency)!] === 0;
    case 'excludes':
      return exclusions.some(({ nodes }) => slugOf(graph, nodes[0]!) === fact.slug);
    case 'roadmapHas':
      return onRoadmap.has(fact.slug);
    case 'roadmapLacks':
      return !onRoadmap.has(fact.slug);
  }
}

function slugOf(graph: CurriculumGraph, node: number): string {
  const subject = graph.subjectOf(node);
  return subject.kind === 'competency' ? subject.skill.slug : graph.keyOf(node);
}
