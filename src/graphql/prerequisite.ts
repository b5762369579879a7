import type { Skill } from '../curriculum/curriculum.ts';
import { type Competency, competencyKey, type Requirement } from '../curriculum/requirement.ts';
import { builder } from './builder.ts';
import { enumOf } from './enum-of.ts';
import type { Placed } from './placed.ts';
import { levelOf, ProficiencyLevelType } from './proficiency-level.ts';
import { CompetencyType } from './refs.ts';
import { placedCompetency } from './requirement.ts';

const kinds = {
  REQUIRED: 'It must be held first.',
  ALTERNATIVE: 'It is one of several, of which not all must be held.',
  RECOMMENDED: 'It makes learning easier, and may be left out.',
};

interface Prerequisite {
  readonly competency: Competency;
  readonly neededFor: string;
  readonly kind: keyof typeof kinds;
  readonly because: string | null;
}

const PrerequisiteKind = enumOf('PrerequisiteKind', 'How much a prerequisite is needed.', kinds);

export const PrerequisiteType = builder.objectRef<Placed<Prerequisite>>('Prerequisite');

PrerequisiteType.implement({
  description: 'One competency that a skill builds on: an edge of the graph, as one would draw it.',
  fields: (t) => ({
    competency: t.field({
      type: CompetencyType,
      description: 'What is needed.',
      resolve: ({ published, value }) => placedCompetency(published, value.competency),
    }),
    neededFor: t.field({
      type: ProficiencyLevelType,
      description: 'The level of the skill that needs it.',
      resolve: ({ published, value }) => levelOf(published, value.neededFor),
    }),
    kind: t.field({
      type: PrerequisiteKind,
      description: 'Whether it must be held.',
      resolve: ({ value }) => value.kind,
    }),
    because: t.string({
      nullable: true,
      description: "The author's reason; null where it goes without saying.",
      resolve: ({ value }) => value.because,
    }),
  }),
});

/** Every competency that a skill names, once a level, lowest level first and then as the author wrote them. */
export function prerequisitesOf({ published, value }: Placed<Skill>): Placed<Prerequisite>[] {
  const found = new Map<string, Prerequisite>();
  const add = (neededFor: string, kind: Prerequisite['kind'], competency: Competency) => {
    const key = `${neededFor} ${competencyKey(competency)}`;
    if (found.has(key) && kind !== 'REQUIRED') return;
    const because = value.because[competency.skill] ?? null;
    found.set(key, { competency, neededFor, kind, because });
  };
  for (const { level, requires } of value.levels) {
    for (const [competency, kind] of namedBy(requires)) add(level, kind, competency);
  }
  for (const competency of value.recommends) add(value.levels[0]!.level, 'RECOMMENDED', competency);
  return [...found.values()].map((edge) => ({ type: 'Prerequisite', published, value: edge }));
}

/** The competencies in a requirement from left to right; those among alternatives say so. */
function namedBy(
  requirement: Requirement | null,
): [Competency, Exclude<Prerequisite['kind'], 'RECOMMENDED'>][] {
  const named: ReturnType<typeof namedBy> = [];
  const pending = requirement === null ? [] : [{ requirement, isAlternative: false }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { requirement: current, isAlternative } = next;
    if (current.kind === 'competency') {
      named.push([current, isAlternative ? 'ALTERNATIVE' : 'REQUIRED']);
      continue;
    }
    const inner = isAlternative || countOf(current) < current.of.length;
    for (const part of current.of.toReversed())
      pending.push({ requirement: part, isAlternative: inner });
  }
  return named;
}

function countOf(group: Exclude<Requirement, { kind: 'competency' }>): number {
  switch (group.kind) {
    case 'all-of':
      return group.of.length;
    case 'any-of':
      return 1;
    case 'at-least':
      return group.count;
  }
}
