import type { Command, Option } from './command.ts';
import { left, widest, wrap } from './layout.ts';
import type { Look } from './terminal.ts';

/** What the program can do. */
export function programHelp(commands: readonly Command[], look: Look): string {
  const { bold } = look.style;
  const rows = commands.map(({ name, summary }) => [name, summary] as const);
  return [
    'A curriculum engine: skills and career paths in, an exact personal roadmap out.',
    '',
    `${bold('Usage:')} cairn <command> [options]`,
    '',
    bold('Commands:'),
    ...table(rows, look),
    '',
    bold('Options:'),
    ...table([helpRow, ['--version', 'Print the version.']], look),
    '',
    ...wrap('`cairn <command> --help` tells all about one command.', look.widthColumns),
  ].join('\n');
}

/** All about one command. */
export function commandHelp(command: Command, look: Look): string {
  const { bold } = look.style;
  const options = Object.entries(command.options).map(optionRow);
  const paragraphs = [command.summary, ...command.about].map((text) =>
    wrap(text, look.widthColumns).join('\n'),
  );
  return [
    `${bold('Usage:')} ${['cairn', command.name, command.operands, '[options]'].filter(Boolean).join(' ')}`,
    '',
    paragraphs.join('\n\n'),
    '',
    bold('Options:'),
    ...table([...options, helpRow], look),
    ...(command.examples.length > 0 ? ['', bold('Examples:')] : []),
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n');
}

type Row = readonly [name: string, says: string];

const helpRow: Row = ['-h, --help', 'Print this.'];

function optionRow([name, { value, says, isList }]: [string, Option]): Row {
  return [`--${name}${value ? ` ${value}` : ''}${isList ? ' …' : ''}`, says];
}

/** Rows in two columns; what is said is wrapped beside its name. */
function table(rows: readonly Row[], { style, widthColumns }: Look): string[] {
  const nameColumns = widest(rows.map(([name]) => name));
  return rows.flatMap(([name, says]) =>
    wrap(says, widthColumns - nameColumns - 4).map(
      (line, index) => `  ${style.cyan(left(index === 0 ? name : '', nameColumns))}  ${line}`,
    ),
  );
}
