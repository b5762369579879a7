import type { Skill } from '../../../curriculum/curriculum.ts';
import type { CurriculumGraph } from '../../../curriculum/graph.ts';
import { foldText } from '../../../util/fold-text.ts';
import { identifiersOf } from '../../curriculum/case/identifiers.ts';
import type { Alignment } from './showing.ts';

/**
 * The skills of a curriculum that an alignment points to: by their address elsewhere or in the framework of CASE that we
 * publish, by their identifier in CASE, or by a code within the framework that is named. Each once.
 */
export function skillsAt(graph: CurriculumGraph, alignment: Alignment): readonly string[] {
  const names = namesOf(graph);
  const { url, code, framework } = alignment;
  const found = [
    ...(url === null ? [] : (names.byAddress.get(addressKey(url)) ?? [])),
    ...[url && lastUuid.exec(url)?.[0], code && uuid.exec(code)?.[0]].flatMap((text) =>
      text ? names.byIdentifier(text.toLowerCase()) : [],
    ),
    ...(code === null || framework === null
      ? []
      : codesWithin(names, foldText(framework), code.trim())),
  ];
  return [...new Set(found)];
}

/** Skills that an alignment may mean, since they have its code in whatever framework, or its name. */
export function skillsLike(graph: CurriculumGraph, { code, name }: Alignment): readonly string[] {
  const { byCode, byTitle } = namesOf(graph);
  const byName = name === null ? [] : (byTitle.get(foldText(name)) ?? []);
  return [...new Set([...(code === null ? [] : (byCode.get(code.trim()) ?? [])), ...byName])];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const lastUuid = /(?<=[/:])[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\/?$)/i;

type Slugs = ReadonlyMap<string, readonly string[]>;

/** By what else skills are known. */
interface Names {
  readonly byAddress: Slugs;
  readonly byCode: Slugs;
  /** Codes by the system that they are of, its name folded. */
  readonly bySystem: ReadonlyMap<string, Slugs>;
  readonly byTitle: Slugs;
  /** The names by which others may call the curriculum as a framework, folded. */
  readonly frameworks: ReadonlySet<string>;
  readonly byIdentifier: (identifier: string) => readonly string[];
}

function codesWithin(names: Names, framework: string, code: string): readonly string[] {
  if (names.frameworks.has(framework)) return names.byCode.get(code) ?? [];
  return names.bySystem.get(framework)?.get(code) ?? [];
}

/** Kept with the graph, which never changes. */
const kept = new WeakMap<CurriculumGraph, Names>();

function namesOf(graph: CurriculumGraph): Names {
  const known = kept.get(graph);
  if (known) return known;
  const names = readNames(graph);
  kept.set(graph, names);
  return names;
}

function readNames({ curriculum }: CurriculumGraph): Names {
  const [byAddress, byCode, byTitle] = [newSlugs(), newSlugs(), newSlugs()];
  const bySystem = new Map<string, Map<string, string[]>>();
  for (const skill of curriculum.skills) {
    const { slug, title, sameAs, externalIds } = skill;
    for (const address of [...sameAs, ...Object.values(externalIds).filter(isAddress)])
      add(byAddress, addressKey(address), slug);
    for (const code of codesOf(skill)) add(byCode, code, slug);
    add(byTitle, foldText(title), slug);
    for (const [system, code] of Object.entries(externalIds)) {
      const folded = foldText(system);
      const codes = bySystem.get(folded) ?? newSlugs();
      bySystem.set(folded, codes);
      add(codes, code, slug);
    }
  }
  const { slug, title, externalIds } = curriculum;
  let byIdentifier: Slugs | undefined;
  return {
    byAddress,
    byCode,
    bySystem,
    byTitle,
    frameworks: new Set([slug, title, ...Object.values(externalIds)].map(foldText)),
    byIdentifier: (identifier) => {
      byIdentifier ??= readIdentifiers(curriculum);
      return byIdentifier.get(identifier) ?? [];
    },
  };
}

/** Those that skills were imported with, and those by which we publish them. */
function readIdentifiers({ slug, externalIds, skills }: CurriculumGraph['curriculum']): Slugs {
  const found = newSlugs();
  const identifiers = identifiersOf(slug, externalIds);
  for (const skill of skills) {
    const published = identifiers.kept('item', skill.slug, skill.externalIds);
    const imported = Object.values(skill.externalIds).filter((id) => uuid.test(id));
    for (const identifier of new Set([published, ...imported.map((id) => id.toLowerCase())]))
      add(found, identifier, skill.slug);
  }
  return found;
}

/** What other systems call it, what we publish as its code, and the code that it was imported with, which is a note. */
function codesOf({ slug, externalIds, notes }: Skill): ReadonlySet<string> {
  const noted = notes.flatMap((note) => /^Code: (.+)$/.exec(note)?.[1] ?? []);
  return new Set([...Object.values(externalIds), slug, ...noted]);
}

function isAddress(text: string): boolean {
  return /^(https?|urn):/i.test(text);
}

/** Addresses are one whether they are written with `http` or `https`, and with a slash at their end or without. */
function addressKey(address: string): string {
  const text = address.trim();
  const href = URL.canParse(text) ? new URL(text).href : text;
  return href.replace(/^https?:\/\//, '//').replace(/\/$/, '');
}

function newSlugs(): Map<string, string[]> {
  return new Map();
}

function add(slugs: Map<string, string[]>, key: string, slug: string): void {
  const known = slugs.get(key);
  if (known) known.push(slug);
  else slugs.set(key, [slug]);
}
