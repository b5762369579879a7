import { writeFile } from 'node:fs/promises';
import type { Bench, Line } from './bench.ts';
import { benches } from './index.ts';
import { machine } from './machine.ts';

// npm run bench [-- <name> …] [-- --write]: measures beside peers, and says of each target whether it is met. With
// `--write` and no names the tables are kept in README.md beside this file.

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no bench \`${unknown[0]}\`; there are ${benches.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
const chosen = benches.filter(({ name }) => names.length === 0 || names.includes(name));
const sections: string[] = [];
let missed = 0;
for (const bench of chosen) {
  const lines = await bench.run();
  missed += lines.filter(({ isMet }) => isMet === false).length;
  const section = drawSection(bench, lines);
  console.log(section);
  sections.push(section);
}
console.log(missed === 0 ? 'Every target is met.' : `${missed} targets are missed.`);
if (process.argv.includes('--write') && names.length === 0) {
  const page = [
    '# What is measured',
    '',
    'Written by `npm run bench -- --write`. Peers run in the same process run; only ratios within one run tell anything, since',
    'the machine is shared.',
    '',
    `Machine: ${machine()}.`,
    '',
    ...sections,
  ];
  await writeFile(new URL('README.md', import.meta.url), page.join('\n'));
}

function drawSection({ title, method }: Bench, lines: readonly Line[]): string {
  const rows = lines.map(({ what, measured, peer, target, isMet }) => [
    what,
    measured,
    peer,
    target,
    isMet === null ? '' : isMet ? 'met' : '**missed**',
  ]);
  const table = [
    ['what', 'measured', 'beside', 'target', ''],
    ['---', '---', '---', '---', '---'],
    ...rows,
  ];
  return [`## ${title}`, '', method, '', ...table.map((row) => `| ${row.join(' | ')} |`), ''].join(
    '\n',
  );
}
