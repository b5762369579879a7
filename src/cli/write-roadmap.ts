import type { Ground } from '../actions/answer-plan-request.ts';
import { planExplained } from '../actions/plan-explained.ts';
import { renderRoadmap } from '../actions/render-roadmap.ts';
import { type RoadmapFormatName, roadmapFormats } from '../exchange/roadmap/index.ts';
import type { PlanRequest } from '../planner/request.ts';
import { choiceOf, choicesText } from './choice-of.ts';
import type { ExitCode, Surroundings } from './command.ts';
import { drawProblems, drawRefusal } from './draw-refusal.ts';

const names = roadmapFormats.map(({ name }) => name);

export const formatOption = {
  value: '<format>',
  says: `Write the roadmap as ${choicesText(names)}. A calendar needs --hours-per-week and --start-on.`,
} as const;

export type FormatOfLine =
  | { readonly kind: 'format'; readonly name: RoadmapFormatName }
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

interface Values {
  readonly as?: string;
  readonly json?: true;
  readonly requests?: string;
}

/** The format that a command line asks for, or what speaks against it. */
export function formatOf({ as, json, requests }: Values): FormatOfLine {
  if (as === undefined) return { kind: 'none' };
  const problems: string[] = [];
  const name = choiceOf('--as', as, names, (problem) => problems.push(problem));
  if (json) problems.push('`--as` and `--json` are two ways to print a roadmap: choose one.');
  if (requests !== undefined)
    problems.push('With `--requests` the answers are JSON: `--as` is for a single roadmap.');
  return name === null || problems.length > 0
    ? { kind: 'wrong', problems }
    : { kind: 'format', name };
}

/** Plans, and prints the roadmap in a format; or tells why there is none. */
export async function writeRoadmap(
  format: RoadmapFormatName,
  request: PlanRequest,
  { graph, revision, prices }: Ground & { readonly prices: boolean },
  { terminal }: Surroundings,
): Promise<ExitCode> {
  const { result, explanations } = await planExplained(graph, request, { prices });
  if (result.kind !== 'roadmap') {
    terminal.tell(drawRefusal(result, terminal.tellLook));
    return 1;
  }
  const { needsDates } = roadmapFormats.find(({ name }) => name === format)!;
  const hasDates = result.steps.every(({ timing }) => timing?.startsOn);
  if (needsDates && !hasDates) {
    const problem = `\`--as ${format.toLowerCase()}\` needs dates: give \`--hours-per-week\` and \`--start-on\`.`;
    terminal.tell(drawProblems([problem], terminal.tellLook));
    return 2;
  }
  const text = await renderRoadmap(result, format, { graph, revision, explanations });
  // Every format ends its last line, and so does what prints.
  await terminal.print(text.slice(0, -1));
  return 0;
}
