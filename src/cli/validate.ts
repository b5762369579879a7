import { existsSync } from 'node:fs';
import { type CurriculumReading, readCurriculum } from '../actions/read-curriculum.ts';
import type { Curriculum } from '../curriculum/curriculum.ts';
import type { PlacedDefect } from '../exchange/curriculum/native.ts';
import { counted } from '../util/counted.ts';
import { command, type ExitCode } from './command.ts';
import { defectCount, drawDefects } from './draw-defects.ts';
import { drawRules, rulesOf } from './draw-rules.ts';
import { tellDefective } from './read-or-tell.ts';
import type { Terminal } from './terminal.ts';
import { watchCurriculum } from './watch-curriculum.ts';

export const validate = command({
  name: 'validate',
  summary: 'Check a curriculum: all that is wrong with it, and where.',
  operands: '<path>',
  operandCount: [1, 1],
  options: {
    json: {
      says: 'Print `{"problems": […]}`, each with file, line, column, severity, code, message and suggestions.',
    },
    explain: {
      says: 'Tell of every rule that is broken what that means and what mends it; with `--json` as `rules`, by code.',
    },
    watch: {
      says: 'Check again whenever something is saved, and tell what is new and what is mended, until Ctrl+C; with `--json` a line each time.',
    },
  },
  about: [
    '<path> is a file, or a folder of files, in YAML or JSON. Every problem is one line: `file:line:column severity message`.',
    'Exit codes: 0 where there is no error, warnings or not; 1 where there is one; 2 where there is nothing to check. Watching ends with 0.',
  ],
  examples: [
    'cairn validate seeds',
    'cairn validate my-curriculum.yaml --explain',
    'cairn validate my-curriculum.yaml --json',
    'cairn validate my-curriculum --watch',
  ],
  run: async ({ values, operands: [path] }, { terminal, untilInterrupted }) => {
    const isExplained = values.explain === true;
    const isWatched = values.watch === true && existsSync(path!);
    const show = async (reading: CurriculumReading): Promise<ExitCode> => {
      if (values.json) return printJson(reading, isExplained, isWatched ? 0 : 2, terminal);
      const exitCode = await tell(reading, path!, terminal);
      if (isExplained) explain(reading, terminal);
      return exitCode;
    };
    if (!isWatched) return show(await readCurriculum(path!));
    await watchCurriculum(path!, values.json ? null : terminal, untilInterrupted(), show);
    return 0;
  },
});

async function tell(
  reading: CurriculumReading,
  path: string,
  terminal: Terminal,
): Promise<ExitCode> {
  if (reading.kind !== 'curriculum') {
    tellDefective(reading, terminal);
    return existsSync(path) ? 1 : 2;
  }
  const { curriculum, warnings } = reading;
  if (warnings.length > 0) terminal.tell(`${drawDefects(warnings, terminal.tellLook.style)}\n`);
  const found = warnings.length > 0 ? `${defectCount(warnings)}, no error` : 'No problems';
  await terminal.print(`${found}: ${contentText(curriculum)}.`);
  return 0;
}

function explain(reading: CurriculumReading, { tell, tellLook }: Terminal): void {
  const problems = problemsOf(reading);
  const { style, widthColumns } = tellLook;
  if (problems.length > 0)
    tell(`\n${drawRules(problems, { style, widthColumns: Math.min(widthColumns, 100) })}`);
}

function problemsOf(reading: CurriculumReading): readonly PlacedDefect[] {
  if (reading.kind === 'unreadable') return [];
  return reading.kind === 'curriculum' ? reading.warnings : reading.problems;
}

function contentText({ title, skills, projects, careerPaths }: Curriculum): string {
  const counts = [
    counted(skills.length, 'skill'),
    counted(projects.length, 'project'),
    counted(careerPaths.length, 'career path'),
  ];
  return `${title} has ${counts.join(', ')}`;
}

async function printJson(
  reading: CurriculumReading,
  isExplained: boolean,
  indent: number,
  terminal: Terminal,
): Promise<ExitCode> {
  if (reading.kind === 'unreadable') {
    await terminal.print(JSON.stringify({ message: reading.message, problems: [] }, null, indent));
    return 2;
  }
  const problems = problemsOf(reading);
  const rules = isExplained ? { rules: rulesOf(problems) } : {};
  await terminal.print(JSON.stringify({ problems, ...rules }, null, indent));
  return reading.kind === 'curriculum' ? 0 : 1;
}
