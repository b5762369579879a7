import type { Refusal, UnknownName, UnreachableGoals } from '../planner/refusal.ts';
import { counted } from '../util/counted.ts';
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

function drawUnreachable(refusal: UnreachableGoals, look: Look): string {
  const { style } = look;
  const argument = drawArgument(refusal, look);
  const ways = refusal.repairs.flatMap(({ text }) => drawItem('-', text, look));
  const sections = [
    ...(argument.length > 0 ? [[style.bold('Why'), ...argument]] : []),
    ...(ways.length > 0 ? [[style.bold('What would help'), ...ways]] : []),
  ];
  return [[drawProblems([refusal.why], look)], ...sections, ...drawAdvice(refusal.advice, look)]
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** The lines by their numbers; nothing where there is no more to say than the problem did. */
function drawArgument({ argument, argumentLinesLeftOut }: UnreachableGoals, look: Look): string[] {
  if (argument.length <= 1) return [];
  const numberColumns = String(argument.at(-1)!.number).length;
  const lines = argument.flatMap(({ number, says }) =>
    drawItem(`${String(number).padStart(numberColumns)}.`, says, look),
  );
  if (argumentLinesLeftOut === 0) return lines;
  const before = `${counted(argumentLinesLeftOut, 'line')} before these ${argumentLinesLeftOut === 1 ? 'is' : 'are'} left out.`;
  return [...wrap(before, look.widthColumns, '  '), ...lines];
}

/** Text after a mark, with what does not fit on a line indented as far. */
function drawItem(mark: string, text: string, { widthColumns }: Look): string[] {
  const indent = ' '.repeat(mark.length + 3);
  return wrap(text, widthColumns, indent).map((line, index) =>
    index === 0 ? `  ${mark} ${line.trimStart()}` : line,
  );
}
