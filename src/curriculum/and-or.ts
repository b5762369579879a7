import { IntList } from '../util/int-list.ts';

/**
 * What needs what, as dense integers. A node holds once each of its groups does; a group holds once `need` of its
 * members do. All hard prerequisites of a node are one group that needs every member. 16 bytes a node and 8 an edge.
 */
export interface AndOr {
  readonly nodeCount: number;
  /** Groups of node v: `groupStart[v]` up to, not including, `groupStart[v + 1]`. */
  readonly groupStart: Int32Array;
  /** By group: how many of its members must hold; at least 1, at most as many as it has. */
  readonly need: Int32Array;
  /** By group: the node that it belongs to. */
  readonly owner: Int32Array;
  /** Members of group g: `members[memberStart[g]]` up to, not including, `members[memberStart[g + 1]]`. */
  readonly memberStart: Int32Array;
  readonly members: Int32Array;
  /** Groups that node v is a member of: `users[userStart[v]]` up to, not including, `users[userStart[v + 1]]`. */
  readonly userStart: Int32Array;
  readonly users: Int32Array;
}

/** Collects groups node by node, in the order of the nodes. */
export class AndOrBuilder {
  readonly #groupStart = new IntList();
  readonly #need = new IntList();
  readonly #memberStart = new IntList();
  readonly #members = new IntList();

  /** Begins the next node; its groups follow. */
  startNode(): void {
    this.#groupStart.push(this.#need.length);
  }

  addGroup(need: number, members: readonly number[]): void {
    this.startGroup(need);
    for (const member of members) this.#members.push(member);
  }

  /** Begins the next group of the node; its members follow. */
  startGroup(need: number): void {
    this.#memberStart.push(this.#members.length);
    this.#need.push(need);
  }

  addMember(member: number): void {
    this.#members.push(member);
  }

  get nodeCount(): number {
    return this.#groupStart.length;
  }

  get groupCount(): number {
    return this.#need.length;
  }

  build(): AndOr {
    this.#groupStart.push(this.#need.length);
    this.#memberStart.push(this.#members.length);
    return andOrOf({
      groupStart: this.#groupStart.toArray(),
      need: this.#need.toArray(),
      memberStart: this.#memberStart.toArray(),
      members: this.#members.toArray(),
    });
  }
}

/** The same with who owns and who uses what; for whoever knows beforehand how much room groups take. */
export function andOrOf({
  groupStart,
  need,
  memberStart,
  members,
}: Pick<AndOr, 'groupStart' | 'need' | 'memberStart' | 'members'>): AndOr {
  const nodeCount = groupStart.length - 1;
  const owner = ownersOf(groupStart, need.length);
  const { userStart, users } = usersOf(nodeCount, memberStart, members);
  return { nodeCount, groupStart, need, owner, memberStart, members, userStart, users };
}

function ownersOf(groupStart: Int32Array, groupCount: number): Int32Array {
  const owner = new Int32Array(groupCount);
  for (let node = 0; node + 1 < groupStart.length; node++) {
    for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) owner[group] = node;
  }
  return owner;
}

/** Counting sort of the memberships by member. */
function usersOf(nodeCount: number, memberStart: Int32Array, members: Int32Array) {
  const userStart = new Int32Array(nodeCount + 1);
  for (const member of members) userStart[member + 1]! += 1;
  for (let node = 0; node < nodeCount; node++) userStart[node + 1]! += userStart[node]!;
  const next = userStart.slice();
  const users = new Int32Array(members.length);
  for (let group = 0; group + 1 < memberStart.length; group++) {
    for (let at = memberStart[group]!; at < memberStart[group + 1]!; at++) {
      users[next[members[at]!]!++] = group;
    }
  }
  return { userStart, users };
}
