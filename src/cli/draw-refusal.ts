import type { Refusal, UnknownName, UnreachableGoals } from '../planner/refusal.ts';
import { didYouMeanText } from '../util/did-you-mean.ts';
import { drawAdvice } from './draw-advice.ts';
import { wrap } from './layout.ts';
import type { Look } from './terminal.ts';

/** Why there is no roadmap, all of it, and what would help. */
export function drawRefusal(refusal: Refusal, look: Look): string {
  switch (refusal.kind) {
    case 'invalid-request':
      return drawProblems(refusal.problems.map(problemText), look);
    case 'unknown-names':
      return drawProblems(refusal.names.map(unknownText), look);
    case 'unreachable-goals':
      return drawUnreachable(refusal, look);
  }
}

/** Problems as a list, each a sentence and perhaps, on a line of its own, a hint. */
export function drawProblems(problems: readonly string[], { style, widthColumns }: Look): string {
  return problems
    .map((problem) => {
      const lines = problem.split(/\n+/).flatMap((part) => wrap(part, widthColumns, margin));
      return style.red('error:') + lines.join('\n').slice(margin.length - 1);
    })
    .join('\n');
}

const margin = ' '.repeat('error: '.length);

function problemText({
  message,
  suggestions,
}: {
  message: string;
  suggestions: readonly string[];
}): string {
  // Most messages ask themselves.
  return message.includes('?') ? message : `${message}${didYouMeanText(suggestions)}`;
}

function unknownText({ name, suggestions }: UnknownName): string {
  return `There is no \`${name}\` in this curriculum.${didYouMeanText(suggestions)}`;
}

function drawUnreachable({ why, repairs, advice }: UnreachableGoals, look: Look): string {
  const { style, widthColumns } = look;
  const ways = repairs.flatMap(({ text }) =>
    wrap(text, widthColumns, '    ').map((line, index) =>
      index === 0 ? `  - ${line.trimStart()}` : line,
    ),
  );
  const help = ways.length > 0 ? [[style.bold('What would help'), ...ways]] : [];
  return [[drawProblems([why], look)], ...help, ...drawAdvice(advice, look)]
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}
