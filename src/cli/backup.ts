import { plainLine } from '../util/plain-line.ts';
import { command } from './command.ts';
import { shareText } from './progress.ts';

export const backup = command({
  name: 'backup',
  summary: 'Copy the embedded database into a file, while the server goes on.',
  operands: '<file>',
  operandCount: [1, 1],
  options: {},
  about: [
    'The copy is of the database that DATABASE_URL names, as it is at one moment, whoever reads and writes meanwhile. It is read through before it gets its name: what is at <file> afterwards is sound and complete, in this one file. An earlier backup of that name is replaced; anything else is left alone.',
    'A backup holds all that the database holds of people: keep it as safe, and no longer than you may.',
    'Exit codes: 0 where it is done; 1 where the database, or the disk, is at fault, and the earlier backup is as it was; 2 where the command line is wrong.',
  ],
  examples: ['cairn backup backups/monday.db'],
  run: async ({ operands: [file] }, { terminal, database }) => {
    const { path, sizeBytes } = await database
      .backUp(file!, (share) => terminal.progress(shareText(share)))
      .finally(() => terminal.progress(''));
    await terminal.print(
      `Backed up ${plainLine(path)} to ${plainLine(file!)}: ${sizeText(sizeBytes)}, read through and sound.`,
    );
    return 0;
  },
});

function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
