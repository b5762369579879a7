import { invariant } from '../util/invariant.ts';
import { checkName } from './check-name.ts';
import type { GoalKind, Situation } from './curriculum.ts';
import type { SituationDocument } from './document.ts';
import type { DocumentNames } from './document-names.ts';
import { resolveReference } from './resolve-reference.ts';
import { type Trail, trailOf } from './trail.ts';

/** Resolves the names in the situation that an advice belongs to. */
export function resolveSituation(
  document: SituationDocument,
  names: DocumentNames,
  trail: Trail,
): Situation {
  let root: Situation | null = null;
  const open: Frame[] = [{ document, trail, place: (situation) => (root = situation) }];
  for (let frame = open.pop(); frame; frame = open.pop()) {
    const { document, trail, place } = frame;
    if ('all' in document) openGroup('all', document.all, frame, open);
    else if ('any' in document) openGroup('any', document.any, frame, open);
    else if ('not' in document) {
      const negation = { kind: 'not', of: nothing } as { kind: 'not'; of: Situation };
      place(negation);
      const inner = trailOf(trail, 'not');
      open.push({ document: document.not, trail: inner, place: (of) => (negation.of = of) });
    } else place(resolveFact(document, names, trail));
    if ('any' in document && document.any.length === 0) {
      const message = 'An empty `any` never holds. Name a condition, or take it out.';
      names.defects.add('empty-group', trailOf(trail, 'any'), message);
    }
  }
  invariant(root !== null, 'a situation has a root');
  return root;
}

interface Frame {
  readonly document: SituationDocument;
  readonly trail: Trail;
  /** Puts the resolved situation where it belongs. */
  readonly place: (situation: Situation) => void;
}

type Fact = Exclude<
  SituationDocument,
  Record<'all', unknown> | Record<'any', unknown> | Record<'not', unknown>
>;

type FactKind = Fact extends infer F ? (F extends F ? keyof F : never) : never;

/** Stands where a name means nothing; a curriculum with such a defect is never made. */
const nothing: Situation = { kind: 'any', of: [] };

function openGroup(
  kind: 'all' | 'any',
  members: readonly SituationDocument[],
  { trail, place }: Frame,
  open: Frame[],
): void {
  const of: Situation[] = [];
  place({ kind, of });
  const listTrail = trailOf(trail, kind);
  for (let index = members.length - 1; index >= 0; index--) {
    open.push({
      document: members[index]!,
      trail: trailOf(listTrail, index),
      place: (situation) => of.push(situation),
    });
  }
}

function resolveFact(fact: Fact, names: DocumentNames, trail: Trail): Situation {
  const [kind, name] = Object.entries(fact)[0] as [FactKind, string];
  const inner = trailOf(trail, kind);
  switch (kind) {
    case 'noGoalOfKind':
      return { kind, goalKind: name as GoalKind };
    case 'goalArea':
      checkName('area', name, names, inner);
      return { kind, area: name };
    case 'goal':
      checkName('goal', name, names, inner);
      return { kind, slug: name };
    case 'knows':
    case 'lacks': {
      const competency = resolveReference(name, names, inner);
      return competency === null ? nothing : { kind, competency };
    }
    case 'excludes':
    case 'roadmapHas':
    case 'roadmapLacks':
      checkName('step', name, names, inner);
      return { kind, slug: name };
  }
}
