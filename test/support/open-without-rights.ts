import { OpenFailure } from '../../src/store/open-failure.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';

/** A process that opens the file it is given as somebody whom file permissions bind, and says how that went. */
const nobody = 65_534;
if (process.getuid?.() === 0) {
  process.setgid?.(nobody);
  process.setuid?.(nobody);
}
try {
  const database = await openSqlite(process.argv[2] ?? '');
  await database.close();
  process.stdout.write('opened');
} catch (error) {
  process.stdout.write(error instanceof OpenFailure ? error.message : String(error));
}
