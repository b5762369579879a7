import { defineConfig } from 'drizzle-kit';

const dialect = process.env['DIALECT'];
if (dialect !== 'sqlite' && dialect !== 'postgres')
  throw new Error('DIALECT must be `sqlite` or `postgres`.');

/** `npm run migrations` writes what has changed in the tables as one more migration for each database. */
export default defineConfig({
  dialect: dialect === 'postgres' ? 'postgresql' : 'sqlite',
  schema: `src/store/${dialect}/tables.ts`,
  out: `migrations/${dialect}`,
});
