import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';

/** Is told what is wrong with a command line. */
export type Refuse = (problem: string) => void;

/** The one that is meant: `one-per-milestone` is how people type `ONE_PER_MILESTONE`. */
export function choiceOf<Choice extends string>(
  name: string,
  text: string | undefined,
  choices: readonly Choice[],
  refuse: Refuse,
): Choice | null {
  if (text === undefined) return null;
  const wanted = text.toUpperCase().replaceAll('-', '_');
  const found = choices.find((choice) => choice === wanted);
  if (found) return found;
  const meant = didYouMean(typed(wanted), choices.map(typed));
  refuse(`\`${name} ${text}\` must be one of ${choicesText(choices)}.${didYouMeanText(meant)}`);
  return null;
}

/** All of them, as people type them. */
export function choicesText(choices: readonly string[]): string {
  return choices.map((choice) => `\`${typed(choice)}\``).join(', ');
}

function typed(choice: string): string {
  return choice.toLowerCase().replaceAll('_', '-');
}
