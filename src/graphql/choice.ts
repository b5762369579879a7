import type { PublishedCurriculum } from '../actions/curricula.ts';
import type { Choice, ChoiceOption, NeededBy, OptionPrice } from '../planner/roadmap.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { KnownCompetencyType } from './known-competency.ts';
import { type OnRoadmap, onSameRoadmap } from './on-roadmap.ts';
import { placed } from './placed.ts';
import { levelOf, ProficiencyLevelType } from './proficiency-level.ts';
import {
  ChoiceType,
  CompetencyType,
  CurriculumItemType,
  type PlacedItem,
  RequirementType,
  StepType,
} from './refs.ts';
import { placedCompetency, placedRequirement } from './requirement.ts';

/** What it costs to solve again, in objects, spread over the fields that may be asked for it. */
const pricing = 20;

interface PricedOption extends OnRoadmap<ChoiceOption> {
  /** Solved for all options of the choice when the first is asked. */
  readonly price: () => Promise<OptionPrice>;
}

const ChoiceOptionType = builder.objectRef<PricedOption>('ChoiceOption');

ChoiceType.implement({
  description:
    'A requirement that leaves a choice, and how the planner decided it. Prices and causes are worked out only where they are asked for.',
  fields: (t) => ({
    requirement: t.field({
      type: RequirementType,
      description: 'What left the choice.',
      resolve: ({ published, value }) => placedRequirement(published, value.requirement),
    }),
    neededBy: t.field({
      type: CurriculumItemType,
      description: 'Whose requirement it is.',
      resolve: ({ published, value }) => placedItem(published, value.neededBy),
    }),
    neededByLevel: t.field({
      type: ProficiencyLevelType,
      nullable: true,
      description: 'At which level it is, where it is that of a skill.',
      resolve: ({ published, value: { neededBy } }) =>
        neededBy.kind === 'competency' ? levelOf(published, neededBy.level.slug) : null,
    }),
    chosen: t.field({
      type: [StepType],
      description: 'The steps by which it is met; empty where what is known meets it.',
      extensions: expects(2),
      resolve: (choice) => choice.value.chosen.map((step) => onSameRoadmap(choice, 'Step', step)),
    }),
    options: t.field({
      type: [ChoiceOptionType],
      description: 'All that could have been chosen.',
      extensions: expects(4),
      resolve: (choice) => pricedOptions(choice),
    }),
    tippedBy: t.field({
      type: [KnownCompetencyType],
      description: 'Each known competency without which it would have been decided otherwise.',
      extensions: { ...expects(3), ...costs(pricing) },
      resolve: async (choice) => {
        const { tippedBy } = await choice.explain(choice.value);
        return tippedBy.map((known) => placed('KnownCompetency', choice.published, known));
      },
    }),
    why: t.string({
      description: 'Why it was decided so, as a sentence.',
      extensions: costs(pricing),
      resolve: async (choice) => (await choice.explain(choice.value)).why,
    }),
  }),
});

ChoiceOptionType.implement({
  description: 'One way to meet a requirement that leaves a choice.',
  fields: (t) => ({
    requirement: t.field({
      type: RequirementType,
      description: 'What it consists of.',
      resolve: ({ published, value }) => placedRequirement(published, value.requirement),
    }),
    competency: t.field({
      type: CompetencyType,
      nullable: true,
      description: 'The same where it is a single competency; null for a nested expression.',
      resolve: ({ published, value }) =>
        value.competency && placedCompetency(published, value.competency),
    }),
    isChosen: t.boolean({
      description: 'Whether the roadmap relies on it.',
      resolve: ({ value }) => value.isChosen,
    }),
    extraHours: t.float({
      nullable: true,
      description:
        'Hours that the roadmap would take more with it; null where it is excluded or out of reach.',
      extensions: costs(pricing),
      resolve: async ({ price }) => (await price()).extraHours,
    }),
    extraHoursIsExact: t.boolean({
      description: 'Whether that is proven; if not, it may be less.',
      extensions: costs(pricing),
      resolve: async ({ price }) => (await price()).extraHoursIsExact,
    }),
    addedSteps: t.int({
      nullable: true,
      description:
        'How many steps it would bring that are not on the roadmap; null with the hours.',
      extensions: costs(pricing),
      resolve: async ({ price }) => (await price()).addedSteps,
    }),
  }),
});

function pricedOptions(choice: OnRoadmap<Choice>): PricedOption[] {
  return choice.value.options.map((option, index) => ({
    ...onSameRoadmap(choice, 'ChoiceOption', option),
    price: async () => (await choice.explain(choice.value)).prices[index]!,
  }));
}

function placedItem(published: PublishedCurriculum, item: NeededBy): PlacedItem {
  switch (item.kind) {
    case 'competency':
      return placed('Skill', published, item.skill);
    case 'project':
      return placed('Project', published, item.project);
    case 'careerPath':
      return placed('CareerPath', published, item.careerPath);
  }
}
