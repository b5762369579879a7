import { type CurriculumReading, readCurriculum } from '../actions/read-curriculum.ts';
import type { Curriculum } from '../curriculum/curriculum.ts';
import { counted } from '../util/counted.ts';
import { command, type ExitCode } from './command.ts';
import { defectCount, drawDefects } from './draw-defects.ts';
import { readOrTell } from './read-or-tell.ts';
import type { Terminal } from './terminal.ts';

export const validate = command({
  name: 'validate',
  summary: 'Check a curriculum: all that is wrong with it, and where.',
  operands: '<path>',
  operandCount: [1, 1],
  options: {
    json: {
      says: 'Print `{"problems": […]}`, each with file, line, column, severity, code, message and suggestions.',
    },
  },
  about: [
    '<path> is a file, or a folder of files, in YAML or JSON. Every problem is one line: `file:line:column severity message`.',
    'Exit codes: 0 where there is no error, warnings or not; 1 where there is one; 2 where there is nothing to check.',
  ],
  examples: ['cairn validate seeds', 'cairn validate my-curriculum.yaml --json'],
  run: async ({ values, operands: [path] }, { terminal }) =>
    values.json ? printJson(await readCurriculum(path!), terminal) : tell(path!, terminal),
});

async function tell(path: string, terminal: Terminal): Promise<ExitCode> {
  const reading = await readOrTell(path, terminal);
  if (typeof reading === 'number') return reading;
  const { curriculum, warnings } = reading;
  if (warnings.length > 0) terminal.tell(`${drawDefects(warnings, terminal.tellLook.style)}\n`);
  const found = warnings.length > 0 ? `${defectCount(warnings)}, no error` : 'No problems';
  await terminal.print(`${found}: ${contentText(curriculum)}.`);
  return 0;
}

function contentText({ title, skills, projects, careerPaths }: Curriculum): string {
  const counts = [
    counted(skills.length, 'skill'),
    counted(projects.length, 'project'),
    counted(careerPaths.length, 'career path'),
  ];
  return `${title} has ${counts.join(', ')}`;
}

async function printJson(reading: CurriculumReading, terminal: Terminal): Promise<ExitCode> {
  if (reading.kind === 'unreadable') {
    await terminal.print(JSON.stringify({ message: reading.message, problems: [] }, null, 2));
    return 2;
  }
  const problems = reading.kind === 'curriculum' ? reading.warnings : reading.problems;
  await terminal.print(JSON.stringify({ problems }, null, 2));
  return reading.kind === 'curriculum' ? 0 : 1;
}
