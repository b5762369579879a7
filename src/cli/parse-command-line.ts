import { parseArgs } from 'node:util';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import type { Command, Line } from './command.ts';

export type ParsedLine =
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

/** Reads what follows the name of a command, or says all that is wrong with it. */
export function parseCommandLine(command: Command, args: readonly string[]): ParsedLine {
  const { tokens } = parseArgs({
    args: [...args],
    options: typesOf(command),
    strict: false,
    tokens: true,
  });
  const values: Record<string, string | true | string[]> = {};
  const operands: string[] = [];
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    if (token.name === 'help') return { kind: 'help' };
    const problem = take(command, token, values);
    if (problem) problems.push(problem);
  }
  const miscount = wrongCount(command, operands);
  // An option that is not known may have left its value behind as an operand.
  if (miscount && problems.length === 0) problems.push(miscount);
  if (problems.length > 0) return { kind: 'wrong', problems };
  return { kind: 'line', line: { values, operands } as Line };
}

function typesOf({ options }: Command) {
  const types = Object.entries(options).map(([name, { value }]) => [
    name,
    { type: value ? 'string' : 'boolean', multiple: true },
  ]);
  return {
    help: { type: 'boolean', short: 'h' },
    ...(Object.fromEntries(types) as Record<string, { type: 'string' | 'boolean' }>),
  } as const;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** Puts an option among the values, or says what is wrong with it. */
function take(
  { options }: Command,
  { name, rawName, value, inlineValue }: OptionToken,
  values: Record<string, string | true | string[]>,
): string | null {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) {
    const meant = didYouMean(name, [...Object.keys(options), 'help']).map((one) => `--${one}`);
    return `There is no option \`${rawName}\`.${didYouMeanText(meant)}`;
  }
  if (!option.value && value !== undefined) return `\`${rawName}\` takes no value.`;
  if (option.value && !isValue(value, inlineValue))
    return `\`${rawName}\` needs a value: ${option.value}.`;
  if (option.isList) {
    values[name] = [...((values[name] as string[]) ?? []), ...listed(value!)];
    return null;
  }
  if (Object.hasOwn(values, name)) return `\`${rawName}\` is given twice.`;
  values[name] = value ?? true;
  return null;
}

/** What looks like the next option is no value, unless it was joined by `=`; a negative number is one. */
function isValue(value: string | undefined, isInline = false): boolean {
  return value !== undefined && value !== '' && (isInline || !/^-[^\d]/.test(value));
}

function listed(value: string): string[] {
  return value
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}

function wrongCount(command: Command, operands: readonly string[]): string | null {
  const [min, max] = command.operandCount;
  if (operands.length < min) return `\`cairn ${command.name}\` needs ${command.operands}.`;
  const surplus = operands.slice(max).map((operand) => `\`${operand}\``);
  return surplus.length > 0
    ? `\`cairn ${command.name}\` has no use for ${surplus.join(', ')}.`
    : null;
}
