import { invariant } from '../util/invariant.ts';
import type { Situation } from './curriculum.ts';
import type { RequirementDocument, SituationDocument } from './document.ts';
import { competencyKey, type Requirement } from './requirement.ts';

/** A requirement as the list of what all must hold, as authors write it; empty for none. */
export function requirementsDocument(requirement: Requirement | null): RequirementDocument[] {
  const list: RequirementDocument[] = [];
  const all = requirement?.kind === 'all-of' ? requirement.of : requirement ? [requirement] : [];
  const open = frames(all, list);
  for (let frame = open.pop(); frame; frame = open.pop()) {
    const { from, into } = frame;
    if (from.kind === 'competency') {
      into.push(competencyKey(from));
      continue;
    }
    const of: RequirementDocument[] = [];
    if (from.kind === 'all-of') into.push({ allOf: of });
    else if (from.kind === 'any-of') into.push({ anyOf: of });
    else into.push({ atLeast: from.count, of });
    for (const inner of frames(from.of, of)) open.push(inner);
  }
  return list;
}

/** A situation as authors write it. */
export function situationDocument(situation: Situation): SituationDocument {
  let root: SituationDocument | null = null;
  const open: SituationFrame[] = [{ from: situation, place: (document) => (root = document) }];
  for (let frame = open.pop(); frame; frame = open.pop()) {
    const { from, place } = frame;
    if (from.kind === 'all' || from.kind === 'any') {
      const of: SituationDocument[] = [];
      place(from.kind === 'all' ? { all: of } : { any: of });
      for (const inner of frames(from.of, of)) {
        open.push({ from: inner.from, place: (document) => inner.into.push(document) });
      }
    } else if (from.kind === 'not') {
      const negation = {} as { not: SituationDocument };
      place(negation);
      open.push({ from: from.of, place: (document) => (negation.not = document) });
    } else place(factDocument(from));
  }
  invariant(root !== null, 'a situation has a root');
  return root;
}

interface SituationFrame {
  readonly from: Situation;
  readonly place: (document: SituationDocument) => void;
}

type Fact = Exclude<Situation, { readonly kind: 'all' | 'any' | 'not' }>;

function factDocument(fact: Fact): SituationDocument {
  switch (fact.kind) {
    case 'goal':
      return { goal: fact.slug };
    case 'goalArea':
      return { goalArea: fact.area };
    case 'noGoalOfKind':
      return { noGoalOfKind: fact.goalKind };
    case 'knows':
      return { knows: competencyKey(fact.competency) };
    case 'lacks':
      return { lacks: competencyKey(fact.competency) };
    case 'excludes':
      return { excludes: fact.slug };
    case 'roadmapHas':
      return { roadmapHas: fact.slug };
    case 'roadmapLacks':
      return { roadmapLacks: fact.slug };
  }
}

/** What is still to be written, and where to; the first on top. */
function frames<From, To>(from: readonly From[], into: To[]): { from: From; into: To[] }[] {
  return from.map((one) => ({ from: one, into })).reverse();
}
