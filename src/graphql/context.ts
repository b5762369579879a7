import type { Actor } from '../actions/actor.ts';
import type { Identity } from '../actions/authenticate.ts';
import { type CurriculaSnapshot, heldAt } from '../actions/curricula.ts';
import type { Environment } from '../actions/environment.ts';
import type { AnswerBudget } from './answer-budget.ts';
import { createLoaders, type Loaders } from './loaders.ts';

/** What every resolver is given, made anew for each request. */
export interface Context extends NewerPart {
  /** Who asks. */
  readonly actor: Actor;
  /** By what they proved it, for whoever goes on answering when the request is over. */
  readonly identity: Identity;
  readonly connection: AskersConnection;
  readonly allowance: AskersAllowance;
  /** What the operation was charged, once that is known. */
  readonly charged: { points: number };
  /** Where callers reach this server, without a slash at the end. */
  readonly address: string;
  /** For a stream, whose next event is answered as a request of its own. */
  readonly newerPart: () => NewerPart;
}

/** What a request reads, and has read. */
interface NewerPart {
  readonly environment: Environment;
  /** What was published when the request came: it keeps the revisions that it began with, and so does its environment. */
  readonly curricula: CurriculaSnapshot;
  readonly loaders: Loaders;
  readonly budget: AnswerBudget;
}

export function createContext(
  environment: Environment,
  identity: Identity,
  address: string,
  connection: AskersConnection = alwaysThere,
  allowance: AskersAllowance = boundless,
): Context {
  const newer = () => newerPart(environment);
  return {
    actor: identity.actor,
    identity,
    ...newer(),
    newerPart: newer,
    address,
    connection,
    allowance,
    charged: { points: 0 },
  };
}

/** What leads to whoever asks, for answers that take long. */
export interface AskersConnection {
  /** Calls back when the asker is gone, or has the whole answer; at once if that is so already. */
  readonly whenGone: (then: () => void) => void;
  readonly hangUp: () => void;
}

/** How much whoever asks may still ask, in points: an object of an answer is about one. */
export interface AskersAllowance {
  /** Takes so many points; says what to wait for where there are fewer. */
  readonly charge: (points: number) => {
    readonly message: string;
    readonly retryAfterSeconds: number;
  } | null;
  /** Null where there is no limit. */
  readonly standing: () => {
    readonly limit: number;
    readonly remaining: number;
    readonly resetSeconds: number;
  } | null;
}

const boundless: AskersAllowance = { charge: () => null, standing: () => null };

const alwaysThere: AskersConnection = { whenGone: () => undefined, hangUp: () => undefined };

/** The context of a stream for its next event: what the events before have read is forgotten. */
export function contextOfEvent(context: Context): Context {
  return { ...context, ...context.newerPart() };
}

function newerPart(environment: Environment): NewerPart {
  const snapshot = environment.curricula.snapshot();
  const held = { ...environment, curricula: heldAt(snapshot, environment.curricula) };
  return {
    environment: held,
    curricula: snapshot,
    loaders: createLoaders(held),
    budget: { entries: 0 },
  };
}
