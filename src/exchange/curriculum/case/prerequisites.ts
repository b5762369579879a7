import { memberOf } from '../../text/members.ts';
import type { TextNode } from '../../text/text-node.ts';
import { circleIn, type Hierarchy, leafFinder } from './hierarchy.ts';
import { titleOf } from './item-text.ts';
import { numberOf, textOf } from './nodes.ts';
import { groupExtension } from './package.ts';
import {
  type PackageFault,
  type ReadAssociation,
  type ReadPackage,
  shown,
} from './read-package.ts';
import type { Remarks } from './remarks.ts';

/** What the skills and career paths of a package need, by identifier. */
export interface Prerequisites {
  /** All of these. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  readonly alternatives: ReadonlyMap<string, readonly Alternatives[]>;
  readonly recommended: ReadonlyMap<string, ReadonlySet<string>>;
  /** Why, by what needs and then by what is needed. */
  readonly reasons: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** So many of these are needed; each is one skill or all of several. */
export interface Alternatives {
  readonly count: number;
  readonly of: readonly (readonly string[])[];
}

/** So many prerequisites are written down at the most. */
const pairsMax = 1_000_000;
/** Where a group before a group makes more pairs than this, those that follow from others are not written. */
const plainPairsMax = 64;
const circlesMax = 20;

export type PrerequisitesFound =
  | { readonly kind: 'prerequisites'; readonly prerequisites: Prerequisites }
  | { readonly kind: 'faulty'; readonly faults: readonly PackageFault[] };

/**
 * What needs what. Where a group stands at an end of `precedes`, all skills under it are meant: all of the origin come
 * before all of the destination.
 */
export function findPrerequisites(
  read: ReadPackage,
  hierarchy: Hierarchy,
  remarks: Remarks,
): PrerequisitesFound {
  const finder = new PrerequisiteFinder(read, hierarchy, remarks);
  return finder.find();
}

class PrerequisiteFinder {
  readonly #read: ReadPackage;
  readonly #hierarchy: Hierarchy;
  readonly #remarks: Remarks;
  readonly #leavesOf: (identifier: string) => readonly string[] | null;
  readonly #needs = new Map<string, Set<string>>();
  readonly #alternatives = new Map<string, Alternatives[]>();
  readonly #recommended = new Map<string, Set<string>>();
  readonly #reasons = new Map<string, Map<string, string>>();
  readonly #groupings: ReadonlyMap<string, TextNode>;
  #pairs = 0;

  constructor(read: ReadPackage, hierarchy: Hierarchy, remarks: Remarks) {
    this.#read = read;
    this.#hierarchy = hierarchy;
    this.#remarks = remarks;
    this.#leavesOf = leafFinder(hierarchy);
    this.#groupings = new Map(read.groupings.map(({ identifier, node }) => [identifier, node]));
  }

  find(): PrerequisitesFound {
    const products: Product[] = [];
    const grouped = new Map<string, Product[]>();
    for (const association of this.#read.associations) {
      const product = this.#productOf(association);
      if (product === 'too-large') return this.#tooLarge(association);
      if (product === null) continue;
      const group = groupOf(association);
      if (sizeOf(product) > pairsMax || this.#pairs > pairsMax) return this.#tooLarge(association);
      if (product.isSoft) this.#addSoft(product);
      else if (group === null) products.push(product);
      else listOf(grouped, group).push(product);
    }
    // Small ones first: what they say makes large ones shorter.
    products.sort((one, two) => sizeOf(one) - sizeOf(two));
    for (const product of products) {
      this.#add(product);
      if (this.#pairs > pairsMax) return this.#tooLarge(product.association);
    }
    for (const group of grouped.values()) this.#addAlternatives(group);
    const faults = this.#circles(products);
    if (faults.length > 0) return { kind: 'faulty', faults };
    return {
      kind: 'prerequisites',
      prerequisites: {
        needs: this.#needs,
        alternatives: this.#alternatives,
        recommended: this.#recommended,
        reasons: this.#reasons,
      },
    };
  }

  /** What an association puts before what; null where it is about something else, or leads nowhere. */
  #productOf(association: ReadAssociation): Product | 'too-large' | null {
    const { type, origin, destination } = association;
    const isSoft = isRecommendation(type);
    const isPart =
      type === 'isPartOf' && this.#hierarchy.roles.get(destination.identifier) === 'careerPath';
    if (type !== 'precedes' && !isSoft && !isPart) return null;
    for (const end of [origin, destination])
      if (!this.#hierarchy.items.has(end.identifier)) {
        const message = `\`${shown(end.title)}\` (${shown(end.name)}) is not in the package, so this \`${type}\` has nothing to hold on to. Import both frameworks as one, or leave it.`;
        this.#remarks.add(
          'EXTERNAL',
          `\`${type}\` with an end outside of the package`,
          association.subject,
          message,
          association.node.offset,
        );
        return null;
      }
    if (this.#isAboutLevels(association)) return null;
    const before = this.#endOf(association, origin.identifier, false);
    const after = this.#endOf(association, destination.identifier, true);
    if (before === 'too-large' || after === 'too-large') return 'too-large';
    if (before === null || after === null) return null;
    return { association, before, after, isSoft };
  }

  /** The scale orders its own levels. */
  #isAboutLevels({ origin, destination }: ReadAssociation): boolean {
    const { roles } = this.#hierarchy;
    return (
      roles.get(origin.identifier) === 'level' && roles.get(destination.identifier) === 'level'
    );
  }

  #endOf(
    association: ReadAssociation,
    identifier: string,
    mayBePath: boolean,
  ): readonly string[] | 'too-large' | null {
    const { items, roles } = this.#hierarchy;
    const role = roles.get(identifier);
    if (role === 'careerPath' && mayBePath) return [identifier];
    if (role === 'skill' || role === 'group') {
      const leaves = this.#leavesOf(identifier);
      if (leaves === null) return 'too-large';
      if (leaves.length > 0) return leaves;
    }
    const message = `\`${shown(titleOf(items.get(identifier)!))}\` is ${roleNames[role ?? 'group']}, so this \`${association.type}\` can't be kept.`;
    this.#remarks.add(
      'DROPPED',
      'prerequisites of what is no skill',
      association.subject,
      message,
      association.node.offset,
    );
    return null;
  }

  #addSoft({ association, before, after }: Product): void {
    for (const to of after) {
      const soft = setOf(this.#recommended, to);
      for (const from of before) {
        if (from === to) continue;
        soft.add(from);
        this.#pairs += 1;
        this.#keepReason(association, from, to);
      }
    }
  }

  #add(product: Product): void {
    const { association } = product;
    const isLarge = sizeOf(product) > plainPairsMax;
    const before = isLarge ? this.#last(product.before) : product.before;
    const after = isLarge ? this.#first(product.after) : product.after;
    let itself = 0;
    for (const to of after) {
      const needs = setOf(this.#needs, to);
      for (const from of before) {
        if (from === to) itself += 1;
        else needs.add(from);
        this.#keepReason(association, from, to);
      }
    }
    this.#pairs += before.length * after.length;
    if (before.length < product.before.length || after.length < product.after.length) {
      const message =
        'This puts a large group before another; what follows from other prerequisites is not written down a second time.';
      this.#remarks.add(
        'CHANGED',
        'groups before groups',
        association.subject,
        message,
        association.node.offset,
      );
    }
    if (itself === 0) return;
    const message = 'This puts something before itself, which is left out; the rest of it is kept.';
    this.#remarks.add(
      'DROPPED',
      'what comes before itself',
      association.subject,
      message,
      association.node.offset,
    );
  }

  /** Those that no other one of them needs. */
  #last(skills: readonly string[]): readonly string[] {
    const among = new Set(skills);
    const needed = new Set<string>();
    for (const skill of skills)
      for (const need of this.#needs.get(skill) ?? []) if (among.has(need)) needed.add(need);
    const last = skills.filter((skill) => !needed.has(skill));
    return last.length > 0 ? last : skills;
  }

  /** Those that need no other one of them. */
  #first(skills: readonly string[]): readonly string[] {
    const among = new Set(skills);
    const first = skills.filter((skill) => {
      for (const need of this.#needs.get(skill) ?? []) if (among.has(need)) return false;
      return true;
    });
    return first.length > 0 ? first : skills;
  }

  #keepReason({ node }: ReadAssociation, from: string, to: string): void {
    const reason = textOf(node, 'notes');
    if (reason === null) return;
    const reasons = this.#reasons.get(to) ?? new Map<string, string>();
    this.#reasons.set(to, reasons);
    if (!reasons.has(from)) reasons.set(from, reason);
  }

  #addAlternatives(group: readonly Product[]): void {
    const byDestination = new Map<string, Product[]>();
    for (const product of group)
      for (const to of product.after) {
        listOf(byDestination, to).push(product);
      }
    for (const [to, products] of byDestination) {
      const of = products
        .map(({ before }) => before.filter((from) => from !== to))
        .filter((leaves) => leaves.length > 0);
      const wanted = products.reduce(
        (most, { association }) => Math.max(most, this.#countOf(association)),
        1,
      );
      if (of.length === 0) continue;
      this.#pairs += of.reduce((sum, leaves) => sum + leaves.length, 0);
      for (const { association, before } of products)
        for (const from of before) this.#keepReason(association, from, to);
      listOf(this.#alternatives, to).push({ count: Math.min(wanted, of.length), of });
    }
  }

  /** How many of its group are needed, as the association or its grouping says. */
  #countOf({ node, grouping }: ReadAssociation): number {
    const inGrouping = this.#groupingNode(grouping);
    const count =
      numberOf(memberOf(node, 'extensions'), 'prereqCount') ??
      numberOf(memberOf(inGrouping, 'extensions'), 'prereqCount') ??
      numberOf(memberOf(memberOf(inGrouping, 'extensions'), groupExtension), 'count');
    return count !== null && Number.isSafeInteger(count) && count >= 1 ? count : 1;
  }

  #groupingNode(identifier: string | null): TextNode | null {
    return this.#groupings.get(identifier ?? '') ?? null;
  }

  /** Each circle of what needs what, once, up to a number of them. */
  #circles(products: readonly Product[]): PackageFault[] {
    const arrows = new Map([...this.#needs].map(([to, needs]) => [to, [...needs].sort()]));
    const faults: PackageFault[] = [];
    for (let circle = circleIn(arrows); circle; circle = circleIn(arrows)) {
      faults.push(this.#circleFault(circle.reverse(), products));
      if (faults.length === circlesMax) break;
      // Without one of its steps it is found no more, and others are.
      const [first, second] = circle as [string, string];
      arrows.set(
        second,
        arrows.get(second)!.filter((need) => need !== first),
      );
    }
    return faults;
  }

  #circleFault(circle: readonly string[], products: readonly Product[]): PackageFault {
    const steps = circle.slice(0, stepsShown + 1);
    const blamed = steps
      .slice(1)
      .map((to, index) => associationBetween(steps[index]!, to, products));
    const names = steps.map(
      (identifier) => `\`${shown(titleOf(this.#hierarchy.items.get(identifier)!))}\``,
    );
    const more = circle.length > steps.length ? ' → …' : '';
    const subjects = [
      ...new Set(blamed.map((each) => each?.subject).filter((each) => each !== undefined)),
    ];
    const message = `What is needed runs in a circle: ${names.join(' → ')}${more}. Nothing in it could ever be begun. It is made by ${subjects.join(', ')}: take one of these out, or make it \`ext:recommendedBefore\`.`;
    const [first] = blamed;
    return { code: 'cycle', offset: first?.node.offset ?? 0, message };
  }

  #tooLarge({ subject, node }: ReadAssociation): PrerequisitesFound {
    const message = `With ${subject} the groups that come before groups make more than ${pairsMax} prerequisites. Let fewer or smaller groups stand at its ends, or divide the package.`;
    return { kind: 'faulty', faults: [{ code: 'too-large', offset: node.offset, message }] };
  }
}

/** All of the first come before all of the second. */
interface Product {
  readonly association: ReadAssociation;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly isSoft: boolean;
}

const stepsShown = 10;

const roleNames = {
  skill: 'a skill',
  group: 'a group with no skill in it',
  level: 'a level',
  careerPath: 'a career path',
  retired: 'retired',
} as const;

/** The standard leaves such types to whoever makes them; ours is `ext:recommendedBefore`. */
export function isRecommendation(type: string): boolean {
  return /^ext:.*recommend/i.test(type);
}

function sizeOf({ before, after }: Product): number {
  return before.length * after.length;
}

/** The grouping of which any, or so many, will do; null where all of them are needed. */
function groupOf({ node, grouping, destination }: ReadAssociation): string | null {
  const mode = textOf(memberOf(node, 'extensions'), 'prereqMode');
  const isChoice = mode !== null && /^(any-?of|at-?least)$/i.test(mode);
  return isChoice ? `${grouping ?? ''} ${destination.identifier}` : null;
}

function associationBetween(
  from: string,
  to: string,
  products: readonly Product[],
): ReadAssociation | undefined {
  return products.find(({ before, after }) => before.includes(from) && after.includes(to))
    ?.association;
}

function setOf(sets: Map<string, Set<string>>, key: string): Set<string> {
  const set = sets.get(key) ?? new Set<string>();
  sets.set(key, set);
  return set;
}

function listOf<Value>(lists: Map<string, Value[]>, key: string): Value[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
