import type { Resource } from '../../curriculum/curriculum.ts';
import type { CurriculumGraph } from '../../curriculum/graph.ts';
import { requirementTitle } from '../../curriculum/requirement-title.ts';
import type {
  Choice,
  ChoiceExplanation,
  KnownCompetency,
  Milestone,
  NeededBy,
  OptionPrice,
  Roadmap,
  Step,
} from '../../planner/roadmap.ts';
import { counted } from '../../util/counted.ts';
import { daysText, shortDaysText } from '../../util/day-text.ts';
import { hoursText } from '../../util/hours-text.ts';
import { listed } from '../../util/listed.ts';
import { plainLine } from '../../util/plain-line.ts';
import { markdownLine as shown } from '../text/markdown-line.ts';
import type { RoadmapContext, RoadmapFormat } from './format.ts';
import { titleOf } from './heading.ts';
import { resourcesOf } from './resources.ts';

export const markdown = {
  name: 'MARKDOWN',
  mediaType: 'text/markdown',
  fileExtension: 'md',
  description:
    'A checklist to tick off, as GitHub and many editors show it: milestones, steps with their hours, dates, reasons and resources, choices, and what is known.',
  needsDates: false,
  write,
} as const satisfies RoadmapFormat;

function write(roadmap: Roadmap, context: RoadmapContext): string {
  const resources = resourcesOf(roadmap);
  const blocks = [
    `# ${shown(titleOf(roadmap))}`,
    shown(roadmap.summary),
    ...roadmap.advice.map(({ title, says }) => `> **${shown(title)}**\\\n> ${shown(says)}`),
    ...roadmap.milestones.flatMap((milestone, index) => [
      `## ${headingOf(milestone, index)}`,
      milestone.steps.map((step) => itemOf(step, resources.get(step)!)).join('\n'),
    ]),
    ...section('Not in time', lateOf(roadmap)),
    ...section('Choices', choicesOf(roadmap, context)),
    ...section('Known already', knownOf(roadmap.known, context)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function headingOf({ title, hours, startsOn, endsOn }: Milestone, index: number): string {
  const facts = [hoursText(hours), startsOn && endsOn && daysText(startsOn, endsOn)];
  return `${index + 1}. ${shown(title)} (${facts.filter(Boolean).join(', ')})`;
}

function itemOf(step: Step, resources: readonly Resource[]): string {
  const { position, title, subject, hours, why } = step;
  const name = `${position}. ${subject.kind === 'project' ? 'Build: ' : ''}${shown(title)}`;
  const facts = [hoursText(hours), whenText(step)].filter(Boolean);
  return [
    `- [ ] **${name}** (${facts.join(', ')})\\`,
    `  ${shown(why)}`,
    ...resources.map((resource) => `  - ${linkOf(resource)}`),
  ].join('\n');
}

function whenText({ timing }: Step): string | null {
  if (timing === null) return null;
  const { week, startsOn, endsOn } = timing;
  return startsOn && endsOn ? shortDaysText(startsOn, endsOn) : `week ${week}`;
}

function linkOf({ title, url, hours, kind }: Resource): string {
  const name = shown(title);
  const address = url === null ? null : plainLine(url).replace(/[\s<>\\]/g, encodeURIComponent);
  const facts = [kind.toLowerCase(), hours === null ? null : hoursText(hours)].filter(Boolean);
  return `${address === null ? name : `[${name}](<${address}>)`} (${facts.join(', ')})`;
}

function section(heading: string, items: readonly string[]): string[] {
  return items.length > 0 ? [`## ${heading}`, items.join('\n')] : [];
}

/** Goals that don't keep their date, left out or on the roadmap. */
function lateOf({ schedule }: Roadmap): string[] {
  const late = schedule?.lateness ?? [];
  return late.map(({ goal, why }) => `- **${shown(goal.title)}**: ${shown(why)}`);
}

/** The same alternatives are often asked for in several places, and stand here once. */
function choicesOf({ choices }: Roadmap, { graph, explanations }: RoadmapContext): string[] {
  const alike = new Map<string, { chosen: string; neededBy: string[]; options: string }>();
  for (const choice of choices) {
    const explanation = explanations.get(choice);
    const options = otherOptions(choice, explanation, graph).map((option) => `\n  - ${option}`);
    const chosen = listed(
      choice.options
        .filter(({ isChosen }) => isChosen)
        .map(({ requirement }) => shown(requirementTitle(graph, requirement))),
    );
    const key = `${chosen}\n${options.join('')}`;
    const group = alike.get(key) ?? { chosen, neededBy: [], options: options.join('') };
    group.neededBy.push(shown(neededByTitle(choice.neededBy)));
    alike.set(key, group);
  }
  return [...alike.values()].map(
    ({ chosen, neededBy, options }) =>
      `- **${chosen}** for ${listed([...new Set(neededBy)])}${options && ', instead of'}${options}`,
  );
}

function otherOptions(
  { options }: Choice,
  explanation: ChoiceExplanation | undefined,
  graph: CurriculumGraph,
): string[] {
  return options.flatMap(({ requirement, isChosen }, index) => {
    const price = explanation?.prices[index];
    const name = shown(requirementTitle(graph, requirement));
    return isChosen ? [] : [price ? `${name} (${priceText(price)})` : name];
  });
}

function priceText({ extraHours, extraHoursIsExact, addedSteps }: OptionPrice): string {
  if (extraHours === null) return 'not possible as you wish it';
  const sign = extraHours < 0 ? '−' : '+';
  const hours = extraHours === 0 ? 'no more hours' : `${sign}${hoursText(Math.abs(extraHours))}`;
  const steps = addedSteps ? `, ${counted(addedSteps, 'other step')}` : '';
  return `${extraHoursIsExact ? '' : 'about '}${hours}${steps}`;
}

function neededByTitle(neededBy: NeededBy): string {
  switch (neededBy.kind) {
    case 'competency':
      return neededBy.skill.title;
    case 'project':
      return neededBy.project.title;
    case 'careerPath':
      return neededBy.careerPath.title;
  }
}

function knownOf(known: readonly KnownCompetency[], { graph }: RoadmapContext): string[] {
  return known.map(({ competency, because }) => {
    const name = requirementTitle(graph, { kind: 'competency', ...competency });
    return `- ${shown(name)}: ${shown(because)}`;
  });
}
