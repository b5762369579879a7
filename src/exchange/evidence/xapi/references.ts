import { activityText, identifierOf, identifierText } from './identifier.ts';
import {
  type Activity,
  type Agent,
  contextActivities,
  contextRoles,
  type Statement,
  type StatementRef,
  type SubStatement,
} from './statement.ts';

/** Whom and what a statement speaks of, as texts by which it is found. */
export interface References {
  /** Null where a group acts that has no identifier. */
  readonly actor: string | null;
  /** The activity, agent or group; null for others. */
  readonly object: string | null;
  /** The statement that is spoken of, in lower case. */
  readonly refersTo: string | null;
  readonly registration: string | null;
  /** Those who are members of a group that acts or is spoken of. */
  readonly members: readonly string[];
  /** All else: of the context, and of a statement within. None of those above is among them. */
  readonly related: readonly string[];
}

/** Whom and what a statement speaks of. */
export function referencesOf(statement: Statement): References {
  const { actor, object, context } = statement;
  const direct = [actor, ...(isAgent(object) ? [object] : [])];
  const members = new Set(direct.flatMap(membersOf));
  const own = agentText(actor);
  const objectText = isAgent(object) ? agentText(object) : activityOf(object);
  const related = new Set<string>();
  relate(statement, related);
  if (object.objectType === 'SubStatement') {
    const inside = object as SubStatement;
    relate(inside, related);
    for (const agent of [inside.actor, ...(isAgent(inside.object) ? [inside.object] : [])])
      addAgent(agent, related);
    const activity = isAgent(inside.object) ? null : activityOf(inside.object);
    if (activity !== null) related.add(activity);
  }
  for (const text of [own, objectText, ...members]) if (text !== null) related.delete(text);
  return {
    actor: own,
    object: objectText,
    refersTo:
      object.objectType === 'StatementRef' ? (object as StatementRef).id.toLowerCase() : null,
    registration: context?.registration?.toLowerCase() ?? null,
    members: [...members],
    related: [...related],
  };
}

/** Adds what the context speaks of. */
function relate({ context }: Pick<Statement, 'context'>, related: Set<string>): void {
  if (!context) return;
  for (const role of contextRoles)
    for (const { id } of contextActivities(context, role)) related.add(activityText(id));
  const agents = [
    context.instructor,
    context.team,
    ...(context.contextAgents ?? []).map(({ agent }) => agent),
    ...(context.contextGroups ?? []).map(({ group }) => group),
  ];
  for (const agent of agents) if (agent) addAgent(agent, related);
}

function addAgent(agent: Agent, into: Set<string>): void {
  for (const text of [agentText(agent), ...membersOf(agent)]) if (text !== null) into.add(text);
}

function isAgent(object: Statement['object']): object is Agent {
  return object.objectType === 'Agent' || object.objectType === 'Group';
}

function activityOf(object: Statement['object']): string | null {
  const isActivity = object.objectType === undefined || object.objectType === 'Activity';
  return isActivity ? activityText((object as Activity).id) : null;
}

function agentText(agent: Agent): string | null {
  const identifier = identifierOf(agent);
  return identifier && identifierText(identifier);
}

function membersOf({ member = [] }: Agent): string[] {
  return member.flatMap((each) => agentText(each) ?? []);
}
