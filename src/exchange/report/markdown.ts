import { counted } from '../../util/counted.ts';
import { daysText, dayText } from '../../util/day-text.ts';
import { hoursText } from '../../util/hours-text.ts';
import { listed } from '../../util/listed.ts';
import { markdownLine } from '../text/markdown-line.ts';
import type { CohortReport, MemberReport, ReportFormat } from './report.ts';

export const markdown = {
  name: 'MARKDOWN',
  mediaType: 'text/markdown',
  fileExtension: 'md',
  description:
    'For people: who moved, who is stuck, what is next for each, and what would help most.',
  write,
} as const satisfies ReportFormat;

function write(report: CohortReport): string {
  const { cohort, curriculum, from, to, members, workshop } = report;
  const moved = members.filter(({ doneInWeek }) => doneInWeek.length > 0);
  const stuck = members.filter(({ stalledSince }) => stalledSince !== null);
  const blocks = [
    `# ${markdownLine(cohort)}: ${daysText(from, to)}`,
    `${markdownLine(curriculum)}. ${markdownLine(report.progress)}`,
    ...section(
      `Who moved (${moved.length} of ${members.length})`,
      moved.map(movedText),
      'Nobody did a step.',
    ),
    ...section('Who is stuck', stuck.map(stuckText), 'Nobody is.'),
    ...section('What is next', members.flatMap(nextText), 'Nothing is planned.'),
    ...section('What holds them up', report.bottlenecks.map(item), 'Nothing waits for anything.'),
    ...section(
      'Who can learn together',
      report.groups.map(item),
      'No two have the same step before them.',
    ),
    '## The next workshop',
    workshop === null ? 'Nothing would help several at once.' : markdownLine(workshop),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function section(heading: string, items: readonly string[], none: string): string[] {
  return [`## ${heading}`, items.length > 0 ? items.join('\n') : none];
}

function item(text: string): string {
  return `- ${markdownLine(text)}`;
}

function movedText({ name, doneInWeek, hoursInWeek, shareDone }: MemberReport): string {
  const steps = listed(doneInWeek.map(markdownLine), 'and', 5);
  const share = shareDone === null ? '' : `; ${percentText(shareDone)} of the roadmap is done`;
  return `- **${markdownLine(name)}**: ${steps} (${counted(doneInWeek.length, 'step')}, ${hoursText(hoursInWeek)})${share}`;
}

function stuckText({ name, stalledSince, next: [first] }: MemberReport): string {
  const at = first === undefined ? '' : `, at ${markdownLine(first.title)}`;
  return `- **${markdownLine(name)}**: since ${dayText(stalledSince!)}${at}`;
}

function nextText({ name, next, expectedFinishOn }: MemberReport): string[] {
  if (next.length === 0) return [];
  const steps = next.map(({ title }) => markdownLine(title));
  const finish =
    expectedFinishOn === null ? '' : `; done by ${dayText(expectedFinishOn)} at this pace`;
  return [`- **${markdownLine(name)}**: ${steps.join(', then ')}${finish}`];
}

/** Rounded down: nobody is told to be done who is not. */
function percentText(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}
