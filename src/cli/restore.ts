import { plainLine } from '../util/plain-line.ts';
import { command } from './command.ts';
import { shareText } from './progress.ts';

export const restore = command({
  name: 'restore',
  summary: 'Put a backup in the place of the embedded database.',
  operands: '<file>',
  operandCount: [1, 1],
  options: {},
  about: [
    'Stop the server first: while anybody has the database open that DATABASE_URL names, nothing is replaced. The backup is checked before: it must be sound, of this program, and of no newer version of it. It is copied, so that <file> stays. The database that was there is kept beside the restored one.',
    'What happened since the backup is undone: tokens that were revoked since are good again, and learners who were erased since are there again. Revoke and erase them anew, and remove the database that was replaced when nobody needs it.',
    'Exit codes: 0 where it is done; 1 where the backup or the database is at fault, and all is as it was; 2 where the command line is wrong.',
  ],
  examples: ['cairn restore backups/monday.db'],
  run: async ({ operands: [file] }, { terminal, database }) => {
    const { path, replaced } = await database
      .restore(file!, (share) => terminal.progress(shareText(share)))
      .finally(() => terminal.progress(''));
    await terminal.print(`Restored ${plainLine(path)} from ${plainLine(file!)}.`);
    if (replaced !== null)
      terminal.tell(`The database that was there is kept at ${plainLine(replaced)}.`);
    return 0;
  },
});
