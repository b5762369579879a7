import type { CareerPath, Project, Skill } from '../curriculum/curriculum.ts';
import type { CurriculumGraph } from '../curriculum/graph.ts';
import { didYouMean } from '../util/did-you-mean.ts';
import { foldText } from '../util/fold-text.ts';
import type { PublishedCurriculum } from './curricula.ts';

export type FoundItem =
  | { readonly kind: 'skill'; readonly item: Skill }
  | { readonly kind: 'project'; readonly item: Project }
  | { readonly kind: 'careerPath'; readonly item: CareerPath };

export interface SearchHit {
  readonly found: FoundItem;
  readonly slug: string;
  /** What hits are in order of, before their slugs: how well the name or summary fits, then the title. */
  readonly key: string;
}

/**
 * The skills, projects and career paths that a text may mean, best first: those of that name, then those whose name
 * begins so, has such words, or contains it, then those where name and summary together have every word. Case and
 * accents make no difference, and words may be incomplete, so that it serves while somebody types. Where that finds
 * nothing, words that are nowhere are taken for misspelt ones.
 */
export function searchCurriculum({ graph }: PublishedCurriculum, text: string): SearchHit[] {
  const words = foldText(text).split(' ');
  if (words[0] === '') return [];
  const hits = find(graph, words);
  return hits.length > 0 ? hits : find(graph, respelt(graph, words));
}

function find(graph: CurriculumGraph, words: readonly string[]): SearchHit[] {
  const wanted = words.join(' ');
  return entriesOf(graph)
    .flatMap(({ found, names, text }): SearchHit[] => {
      const misfit = misfitOf({ names, text }, wanted, words);
      return misfit === null
        ? []
        : [{ found, slug: found.item.slug, key: `${misfit} ${names[0]}` }];
    })
    .sort((one, two) =>
      one.key < two.key || (one.key === two.key && one.slug < two.slug) ? -1 : 1,
    );
}

/** Short words are left as they are: they are near to too many others. */
function respelt(graph: CurriculumGraph, words: readonly string[]): string[] {
  const all = entriesOf(graph);
  const isAnywhere = (word: string): boolean => all.some(({ text }) => text.includes(` ${word}`));
  const misspelt = words.filter((word) => word.length >= misspeltLengthMin && !isAnywhere(word));
  if (misspelt.length > misspeltMax) return [...words];
  const vocabulary = vocabularyOf(graph);
  return words.map((word) =>
    misspelt.includes(word) ? (didYouMean(word, vocabulary, editsOf(word))[0] ?? word) : word,
  );
}

/** Few, since who searches doesn't see what a word was taken for. */
const editsOf = (word: string): number => (word.length > 8 ? 2 : 1);

const misspeltLengthMin = 4;
/** Each costs some milliseconds where there are many words. */
const misspeltMax = 3;

const vocabularies = new WeakMap<CurriculumGraph, ReadonlySet<string>>();

function vocabularyOf(graph: CurriculumGraph): ReadonlySet<string> {
  const kept = vocabularies.get(graph);
  if (kept) return kept;
  const made = new Set<string>();
  for (const { text } of entriesOf(graph))
    for (const word of text.trim().split(' ')) made.add(word);
  vocabularies.set(graph, made);
  return made;
}

interface Entry {
  readonly found: FoundItem;
  /** Folded: the title, the slug, and slugs that it had before. */
  readonly names: readonly string[];
  /** Names and summary, folded, with a space before each word. */
  readonly text: string;
}

const entries = new WeakMap<CurriculumGraph, readonly Entry[]>();

function entriesOf(graph: CurriculumGraph): readonly Entry[] {
  const kept = entries.get(graph);
  if (kept) return kept;
  const { skills, projects, careerPaths } = graph.curriculum;
  const made = [
    ...skills.map((item) => entryOf({ kind: 'skill', item }, item.replaces)),
    ...projects.map((item) => entryOf({ kind: 'project', item })),
    ...careerPaths.map((item) => entryOf({ kind: 'careerPath', item })),
  ];
  entries.set(graph, made);
  return made;
}

function entryOf(found: FoundItem, formerSlugs: readonly string[] = []): Entry {
  const { title, slug, summary } = found.item;
  const names = [title, slug, ...formerSlugs].map(foldText);
  return { found, names, text: ` ${[...names, foldText(summary)].join(' ')}` };
}

/** How badly an entry fits, 0 to 4; null where it doesn't. */
function misfitOf(
  { names, text }: Pick<Entry, 'names' | 'text'>,
  wanted: string,
  words: readonly string[],
): number | null {
  if (!words.every((word) => text.includes(word))) return null;
  if (names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  if (names.some((name) => words.every((word) => ` ${name}`.includes(` ${word}`)))) return 2;
  if (names.some((name) => name.includes(wanted))) return 3;
  return words.every((word) => text.includes(` ${word}`)) ? 4 : null;
}
