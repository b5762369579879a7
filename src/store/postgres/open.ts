import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { invariant } from '../../util/invariant.ts';
import type { Database, Writes } from '../database.ts';
import { type DriverError, driverError } from '../driver-error.ts';
import { migrate, migrationsFolder } from '../migrate.ts';
import { OpenFailure } from '../open-failure.ts';
import { StoreBusy } from '../store-busy.ts';
import { StoreFull } from '../store-full.ts';
import { UniqueConflict } from '../unique-conflict.ts';

const connectionsMax = 10;
const connectMaxMs = 5000;
const queryMaxMs = 30_000;

/** Both end with the transaction, so that they hold behind a pooler too, where connections are shared. */
const begin =
  "begin; set local lock_timeout = '10s'; set local idle_in_transaction_session_timeout = '60s'";

/** Any number will do, as long as nothing else in the database takes the same. */
const migrationLock = 7_235_421_968;

/** Opens a Postgres database and brings its tables up to date; rejects with an `OpenFailure` where it can't be used. */
export async function openPostgres(address: string): Promise<Database> {
  const pool = poolOf(address, connectionsMax);
  try {
    (await pool.connect()).release();
  } catch (error) {
    throw openFailure(address, error);
  }
  try {
    await refuseScripts(pool, address);
    await inTransaction(pool, async (client) => {
      await client.query(`select pg_advisory_xact_lock(${migrationLock})`);
      await migrate(migrationsFolder('postgres'), async (text) => (await client.query(text)).rows);
    });
  } catch (error) {
    await pool.end();
    throw driverError(error) ? openFailure(address, error) : error;
  }
  return database(pool);
}

/** The same database for one that only reads, one query after another, while a `Database` has it open. */
export function openPostgresReads(address: string): Pick<Database, 'reads' | 'close'> {
  const pool = poolOf(address, 1);
  return { reads: drizzle({ client: pool }), close: () => pool.end() };
}

function poolOf(address: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: address,
    application_name: 'cairn',
    max,
    connectionTimeoutMillis: connectMaxMs,
    query_timeout: queryMaxMs,
    keepAlive: true,
  });
  // A connection that breaks, idle or not, is replaced; whoever was using it is told by the query that failed.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A database in another encoding would refuse some texts only when they come. */
async function refuseScripts(pool: pg.Pool, address: string): Promise<void> {
  const { rows } = await pool.query<{ server_encoding: string }>('show server_encoding');
  const encoding = rows[0]?.server_encoding;
  if (encoding === 'UTF8') return;
  throw new OpenFailure({
    problem: `The database \`${withoutPassword(address)}\` keeps text as ${encoding}, which has not every script.`,
    hint: "Make it with `encoding 'UTF8'`.",
  });
}

async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query(begin);
    const result = await work(client);
    const { command } = await client.query('commit');
    invariant(command === 'COMMIT', 'the failure of a statement was passed over in a transaction');
    client.release();
    return result;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken) => client.release(broken),
    );
    throw uniqueConflict(error) ?? busy(error) ?? full(error) ?? error;
  }
}

function database(pool: pg.Pool): Database {
  return {
    reads: drizzle({ client: pool }),
    transaction: (work) =>
      inTransaction(pool, (client) => work(drizzle({ client }) as unknown as Writes)),
    ping: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  };
}

/** The columns are read from the detail, `Key (curriculum, number)=(…) …`, whose brackets are the same in every language. */
function uniqueConflict(error: unknown): UniqueConflict | null {
  const said = driverError(error);
  if (!(said instanceof pg.DatabaseError) || said.code !== '23505') return null;
  const [, columns = ''] = said.detail?.match(/\(([^=]*)\)=\(/) ?? [];
  return new UniqueConflict({
    table: said.table ?? '',
    columns: columns.split(', ').map((name) => name.replaceAll('"', '')),
    cause: error,
  });
}

/** Locks that others held too long, and deadlocks. */
function busy(error: unknown): StoreBusy | null {
  return ['55P03', '40P01'].includes(driverError(error)?.code ?? '') ? new StoreBusy(error) : null;
}

function full(error: unknown): StoreFull | null {
  return driverError(error)?.code === '53100' ? new StoreFull(error) : null;
}

function openFailure(address: string, error: unknown): OpenFailure {
  const { code = '', message = '' } = error as Partial<DriverError>;
  const said = message.startsWith(passwordMissing) ? 'no password' : code;
  const [, problem] = reasons.find(([codes]) => codes.test(said)) ?? [];
  return new OpenFailure({
    problem: `The database \`${withoutPassword(address)}\` ${problem ?? `can't be used: ${message || code}.`}`,
    // What says that an address is no address holds the address, with the password in it.
    cause: code === 'ERR_INVALID_URL' ? undefined : error,
  });
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/.*@/, '//').replace(/\?.*/, '');
}

/** The driver gives this no code. */
const passwordMissing = 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be';

const reasons: readonly (readonly [codes: RegExp, problem: string])[] = [
  [
    /^ERR_INVALID_URL$/,
    'has no valid address; it looks like `postgres://name:password@host:5432/database`.',
  ],
  [/^(ECONN|EHOST|ENET|ETIMEDOUT|ENOENT)/, "can't be reached: nothing answers there."],
  [/^(ENOTFOUND|EAI_AGAIN)$/, "can't be reached: there is no host of that name."],
  [/^no password$/, 'asks for a password: its address looks like `postgres://name:password@…`.'],
  [/^28/, 'refuses the name or the password.'],
  [/^3D000$/, "doesn't exist."],
  [/^57P03$/, "isn't ready: it is starting or stopping."],
  [/^53300$/, 'has no connection left.'],
  [/^(42501|25006)$/, "can't be written: the name that it was opened with has no right to."],
];
