import { type AndOr, andOrOf } from '../../curriculum/and-or.ts';

/**
 * Room for part of the groups of some nodes, which is filled node by node. Cores are made several times for one roadmap, and
 * who knows how much there is to copy need not let lists grow.
 */
export interface AndOrRoom {
  readonly groupStart: Int32Array;
  readonly need: Int32Array;
  readonly memberStart: Int32Array;
  readonly members: Int32Array;
  nodeCount: number;
  groupCount: number;
  memberCount: number;
}

/** @param more room for one node more, with so many groups and members. */
export function roomFor(
  { groupStart, memberStart }: AndOr,
  nodes: ArrayLike<number>,
  more: { readonly groups: number; readonly members: number },
): AndOrRoom {
  let groupsMax = more.groups;
  let membersMax = more.members;
  for (let at = 0; at < nodes.length; at++) {
    const start = groupStart[nodes[at]!]!;
    const end = groupStart[nodes[at]! + 1]!;
    groupsMax += end - start;
    membersMax += memberStart[end]! - memberStart[start]!;
  }
  return {
    groupStart: new Int32Array(nodes.length + 2),
    need: new Int32Array(groupsMax),
    memberStart: new Int32Array(groupsMax + 1),
    members: new Int32Array(membersMax),
    nodeCount: 0,
    groupCount: 0,
    memberCount: 0,
  };
}

/** Begins the next node; its groups follow. */
export function startNode(room: AndOrRoom): void {
  room.groupStart[room.nodeCount++] = room.groupCount;
}

/** Begins the next group of the node; its members follow. */
export function startGroup(room: AndOrRoom, need: number): void {
  room.memberStart[room.groupCount] = room.memberCount;
  room.need[room.groupCount++] = need;
}

export function addMember(room: AndOrRoom, member: number): void {
  room.members[room.memberCount++] = member;
}

/** What was put in, without the room that is left. */
export function filled(room: AndOrRoom): AndOr {
  const { groupStart, need, memberStart, members, nodeCount, groupCount, memberCount } = room;
  groupStart[nodeCount] = groupCount;
  memberStart[groupCount] = memberCount;
  return andOrOf({
    groupStart: groupStart.subarray(0, nodeCount + 1),
    need: need.subarray(0, groupCount),
    memberStart: memberStart.subarray(0, groupCount + 1),
    members: members.subarray(0, memberCount),
  });
}
