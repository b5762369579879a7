import { randomBytes } from 'node:crypto';
import { ChangeStreams } from './actions/change-streams.ts';
import { Curricula } from './actions/curricula.ts';
import { followHeads } from './actions/follow-heads.ts';
import { followImports } from './actions/follow-imports.ts';
import { followRoadmaps } from './actions/follow-roadmaps.ts';
import { followStatements } from './actions/follow-statements.ts';
import { followWebhooks } from './actions/follow-webhooks.ts';
import { closeDemo, type Demo, publishDemo } from './actions/publish-demo.ts';
import { publishSeeds } from './actions/publish-seeds.ts';
import { drawProblems } from './cli/draw-refusal.ts';
import { tellDefective } from './cli/read-or-tell.ts';
import { startMessage } from './cli/start-message.ts';
import { tellWarnings } from './cli/tell-warnings.ts';
import { createTerminal } from './cli/terminal.ts';
import { type Config, readConfig } from './config.ts';
import { createServer } from './server.ts';
import { openStore } from './store/open.ts';
import { OpenFailure } from './store/open-failure.ts';
import type { Store } from './store/store.ts';
import { drain } from './web/drain.ts';
import type { Dashboard } from './web/example-operations.ts';
import { listen } from './web/listen.ts';

const terminal = createTerminal(process);

process.on('uncaughtException', exitOnBug);

const settings = readConfig(process.env);
if (settings.kind === 'invalid') giveUp(settings.problems);
else await start(settings.config);

async function start(config: Config): Promise<void> {
  const store = await open(config);
  if (store && !(await serve(config, store))) await store.close();
}

async function open({ databaseUrl }: Config): Promise<Store | null> {
  try {
    return await openStore(databaseUrl);
  } catch (error) {
    if (!(error instanceof OpenFailure)) throw error;
    giveUp([error.message]);
    return null;
  }
}

/** Whether the server runs; where it doesn't, it is told why. */
async function serve(config: Config, store: Store): Promise<boolean> {
  const environment = {
    store,
    curricula: await Curricula.load(store),
    streams: new ChangeStreams(store),
    now: () => new Date(),
    random: randomBytes,
    calls: { mayBePrivate: config.privateWebhooks },
  };
  const seeds = await publishSeeds(environment, config.seeds);
  if (seeds.kind === 'defective' || seeds.kind === 'unreadable') {
    tellDefective(seeds, terminal);
    giveUp(["The seeds can't be published, so nothing was started; the database is as it was."]);
    return false;
  }
  if (seeds.kind === 'published') tellWarnings(seeds.warnings, config.seeds, terminal);

  const demo = config.demo ? await publishDemo(environment) : await closeDemo(environment);
  const server = createServer(environment, { ...config, dashboard: dashboardOf(demo) });
  const listening = await listen(server, config);
  if (listening.kind === 'refused') {
    giveUp([listening.message]);
    return false;
  }
  const unfollowHeads = followHeads(environment.curricula, tellBug);
  const unfollowRoadmaps = followRoadmaps(environment, tellBug);
  const unfollowStatements = followStatements(environment, tellBug);
  const unfollowWebhooks = followWebhooks(environment, tellBug);
  const unfollowImports = followImports(environment, tellBug);
  stopOnSignal(async () => {
    unfollowHeads();
    environment.streams.end();
    const followed = Promise.all([
      unfollowRoadmaps(),
      unfollowStatements(),
      unfollowWebhooks(),
      unfollowImports(),
    ]);
    await drain(server, graceMilliseconds);
    await followed;
    await store.close();
  });
  const curricula = environment.curricula.snapshot();
  const started = { config, address: listening.address, curricula, seeds, demo };
  await terminal.print(startMessage(started, terminal.look.style));
  return true;
}

/** What the tabs of GraphiQL are filled in with that are for mentors. */
function dashboardOf(demo: Demo | null): Dashboard | null {
  const mentor = demo?.people[0];
  return demo && mentor ? { secret: mentor.secret, cohort: demo.cohort } : null;
}

/** Shorter than the ten seconds after which containers are killed. */
const graceMilliseconds = 8_000;

/** The first signal lets what is under way come to its end, the second one doesn't wait for it. */
function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, async () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      await stop();
      process.exit(0);
    });
}

function giveUp(problems: readonly string[]): void {
  terminal.tell(drawProblems(problems, terminal.tellLook));
  process.exitCode = 1;
}

/** Something happened that nobody foresaw: who knows what state it left. */
function exitOnBug(bug: unknown): never {
  tellBug(bug, 'fatal');
  process.exit(1);
}

/** One line of JSON, for who collects logs. */
function tellBug(bug: unknown, level: 'error' | 'fatal' = 'error'): void {
  const { message, stack } = bug instanceof Error ? bug : new Error(String(bug));
  const line = { level, at: new Date().toISOString(), message, stack };
  terminal.tell(JSON.stringify(line));
}
