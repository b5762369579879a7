import { canonicalJson } from '../../../util/canonical-json.ts';
import {
  type Agent,
  type Context,
  contextActivities,
  contextRoles,
  type Statement,
  type SubStatement,
  type XapiVersion,
} from './statement.ts';
import { momentOf } from './texts.ts';

/**
 * What a statement says, equal where xAPI counts two for the same: whatever the receiver assigns or may add to is left
 * out, and with it the time, which is to be compared as a moment.
 */
export function contentOf(statement: Statement, version: XapiVersion): string {
  return canonicalJson(saidBy(statement, version));
}

/**
 * By which a statement that came without an id is known again: what it says but for the extensions of its context, and
 * when. Null where it doesn't say when, since it may then well have happened twice.
 */
export function repetitionKey(statement: Statement, version: XapiVersion): string | null {
  const moment = statement.timestamp === undefined ? null : momentOf(statement.timestamp);
  if (moment === null) return null;
  const said = saidBy(statement, version);
  const { extensions, ...context } = (said['context'] ?? {}) as Record<string, unknown>;
  return canonicalJson({ ...said, context, timestamp: moment.toISOString() });
}

function saidBy(statement: Statement, version: XapiVersion): Record<string, unknown> {
  const { actor, verb, object, result, context } = statement;
  return {
    actor: agentContent(actor),
    verb: verb.id,
    object: objectContent(object, version),
    result: result && { ...result, duration: durationContent(result.duration, version) },
    context: context && contextContent(context),
  };
}

function objectContent(object: Statement['object'], version: XapiVersion): unknown {
  switch (object.objectType ?? 'Activity') {
    case 'Activity':
      return { activity: object['id'] };
    case 'StatementRef':
      return { statement: (object['id'] as string).toLowerCase() };
    case 'SubStatement': {
      const inside = object as SubStatement;
      const moment = inside.timestamp === undefined ? null : momentOf(inside.timestamp);
      const isPlain = (inside.object.objectType ?? 'Activity') !== 'SubStatement';
      const said = isPlain ? saidBy(inside as unknown as Statement, version) : {};
      return { ...said, timestamp: moment?.toISOString() };
    }
    default:
      return agentContent(object as Agent);
  }
}

/** Members in whatever order are the same group. */
function agentContent({ objectType, member, ...agent }: Agent): Record<string, unknown> {
  const members = member?.map((each) => canonicalJson({ ...each, objectType: 'Agent' })).sort();
  return { ...agent, objectType: objectType ?? 'Agent', member: members };
}

function contextContent(context: Context): Record<string, unknown> {
  const { contextActivities: activities, instructor, team, registration, ...rest } = context;
  const roles = contextRoles.map((role) => [
    role,
    activities?.[role] === undefined
      ? undefined
      : contextActivities(context, role).map(({ id }) => id),
  ]);
  return {
    ...rest,
    registration: registration?.toLowerCase(),
    instructor: instructor && agentContent(instructor),
    team: team && agentContent(team),
    activities: activities && Object.fromEntries(roles),
  };
}

/** From 2.0 on what is beyond hundredths of a second makes no difference. */
function durationContent(duration: string | undefined, version: XapiVersion): string | undefined {
  if (version === '1.0.3') return duration;
  return duration?.replace(/([.,]\d\d)\d+S$/, '$1S');
}
