import type { DocumentPath } from '../../../curriculum/defect.ts';
import type {
  CurriculumDocument,
  ProjectDocument,
  ResourceDocument,
  SkillDocument,
} from '../../../curriculum/document.ts';
import { counted } from '../../../util/counted.ts';
import { hoursText } from '../../../util/hours-text.ts';
import { listed } from '../../../util/listed.ts';
import type { TextNode } from '../../text/text-node.ts';
import type { ImportReading, ImportSettings } from '../importer.ts';
import { atMost } from '../importing/at-most.ts';
import { fileDefect } from '../importing/defective.ts';
import { mendText } from '../importing/mend-text.ts';
import { RemarkList, shortened } from '../importing/remark-list.ts';
import { isSlug, Slugs, slugFrom, titleFrom } from '../importing/slugs.ts';
import { hoursMax } from '../native/check-scalar.ts';
import { largeListMax } from '../native/document-shape.ts';
import type { Place, SourceFile } from '../native.ts';
import { alternativesOf, type PlacedRequirement } from './alternatives.ts';
import { readTrackFiles, type TrackFiles } from './files.ts';
import { itemsAt, itemsOf, keysOf, member, numberAt, textAt, textOf } from './nodes.ts';
import { type Exercise, readExercises } from './read-exercises.ts';

/** A concept while the track is read. */
interface Concept {
  readonly slug: string;
  /** As the track calls it. */
  readonly name: string;
  readonly node: TextNode;
  readonly place: Place;
  readonly path: string;
}

/**
 * Reads a track. What learners on Exercism no longer see is left out; what no ready exercise teaches is kept and says so. A
 * circle of concepts is for whoever compiles the curriculum to find: it is told where it stands.
 */
export function readTrack(files: readonly SourceFile[], settings: ImportSettings): ImportReading {
  const remarks = new RemarkList();
  const found = readTrackFiles(files, remarks);
  if (found.kind === 'defective') return found;
  const track = found.files;
  const { config, place } = track;
  const start = place(config.offset);
  const slugs = new Slugs();
  const concepts = readConcepts(track, slugs, remarks);
  if (concepts.size === 0 || concepts.size > largeListMax) {
    const few =
      'The track has no concepts, from which skills would be made. Choose a track whose `concepts` are filled in.';
    const many = `The track has ${concepts.size} concepts; ${largeListMax} are the most.`;
    const code = concepts.size === 0 ? 'too-few' : 'too-many';
    return {
      kind: 'defective',
      defects: [fileDefect(code, start, concepts.size === 0 ? few : many)],
    };
  }
  const exercises = readExercises(track, new Set(concepts.keys()), remarks);
  const name = textAt(config, 'slug');
  const id = settings.curriculum ?? idFrom(name || textAt(config, 'language'), start, remarks);
  const language = textAt(config, 'language') || titleFrom(id);
  const about = { place: start, subject: 'track', remarks };
  const summary = mendText(textAt(config, 'blurb'), 'summary', about);
  const teaching = teachersOf(exercises);
  const requirements = new Map<string, PlacedRequirement[]>();
  const skills = [...concepts.values()].map((concept) => {
    const teachers = teaching.get(concept.name) ?? [];
    const needs = alternativesOf(teachers, (needed) => concepts.get(needed)!.slug);
    requirements.set(concept.slug, needs);
    return skillOf(concept, teachers, needs, {
      track,
      name,
      remarks,
      hours: settings.hoursByDefault,
    });
  });
  const practice = exercises.filter(({ kind }) => kind === 'practice');
  const projects = practice.map((exercise) =>
    projectOf(exercise, slugs, { track, name, concepts, remarks, hours: settings.hoursByDefault }),
  );
  remarkWhatIsLeft(
    config,
    track,
    { settings, concepts: concepts.size, projects: projects.length },
    remarks,
  );
  const document: CurriculumDocument = {
    curriculum: id,
    title: mendText(language, 'title', about) ?? titleFrom(id),
    ...(summary === null ? {} : { summary }),
    ...(name === '' ? {} : { externalIds: { exercism: shortened(name) } }),
    levels: ['foundation'],
    areas: [{ id: 'concepts', title: 'Concepts' }],
    skills,
    ...(projects.length > 0 ? { projects } : {}),
  };
  const places = new Map<string, Place>(
    [...concepts.values()].map(({ slug, place }) => [slug, place]),
  );
  for (const [index, { id }] of projects.entries()) places.set(id, practice[index]!.place);
  return { kind: 'document', document, remarks: remarks.all(), locate };

  function locate([list, item, key, ...rest]: DocumentPath): Place {
    if ((list !== 'skills' && list !== 'projects') || item === undefined) return start;
    const slug = typeof item === 'number' ? (document[list]?.[item]?.id ?? '') : item;
    const [index, ...inner] = rest.filter((step) => typeof step === 'number');
    const need = key === 'requires' ? requirements.get(slug)?.[index ?? 0] : undefined;
    return need?.places[inner[0] ?? 0] ?? need?.places[0] ?? places.get(slug) ?? start;
  }
}

function readConcepts(
  { config, place }: TrackFiles,
  slugs: Slugs,
  remarks: RemarkList,
): Map<string, Concept> {
  const concepts = new Map<string, Concept>();
  for (const [index, node] of itemsAt(config, 'concepts').entries()) {
    const path = `concepts[${index}]`;
    const at = place(node.offset);
    const name = textAt(node, 'slug') || slugFrom(textAt(node, 'name'));
    if (name === '') {
      remarks.add('DROPPED', at, path, 'The concept has neither a slug nor a name. Give it one.');
    } else if (concepts.has(name)) {
      const message = `\`${shortened(name)}\` stands in line ${concepts.get(name)!.place.line} already. This one is left out.`;
      remarks.add('DROPPED', at, path, message);
    } else {
      const slug = slugs.claim(name, 'concept');
      if (slug !== name)
        remarks.add(
          'CHANGED',
          at,
          path,
          `\`${shortened(name)}\` is \`${slug}\` now: ids are lower-case words joined by hyphens, each of them once.`,
        );
      concepts.set(name, { slug, name, node, place: at, path });
    }
  }
  return concepts;
}

function idFrom(name: string, place: Place, remarks: RemarkList): string {
  const id = slugFrom(name) || 'exercism-track';
  if (!isSlug(name))
    remarks.add(
      'DEFAULTED',
      place,
      'curriculum',
      `The curriculum is called \`${id}\`, for want of a slug of the track. Name another to have another.`,
    );
  return id;
}

/** By concept: the exercises that teach it; those that are still being worked on only where no other does. */
function teachersOf(exercises: readonly Exercise[]): ReadonlyMap<string, readonly Exercise[]> {
  const all = new Map<string, Exercise[]>();
  for (const exercise of exercises) {
    if (exercise.kind !== 'concept') continue;
    for (const concept of exercise.concepts) {
      const known = all.get(concept);
      if (known) known.push(exercise);
      else all.set(concept, [exercise]);
    }
  }
  return new Map(
    [...all].map(([concept, teachers]) => {
      const ready = teachers.filter(({ isReady }) => isReady);
      return [concept, ready.length > 0 ? ready : teachers];
    }),
  );
}

interface Making {
  readonly track: TrackFiles;
  /** The track's slug, empty where it has none. */
  readonly name: string;
  readonly remarks: RemarkList;
  /** Of a skill. */
  readonly hours: number;
}

function skillOf(
  { slug, name, node, place, path }: Concept,
  teachers: readonly Exercise[],
  needs: readonly PlacedRequirement[],
  { track, name: trackName, remarks, hours }: Making,
): SkillDocument {
  const about = { place, subject: path, remarks };
  const folder = `concepts/${name}`;
  const title =
    mendText(textAt(node, 'name') || titleFrom(slug), 'title', about) ?? titleFrom(slug);
  const blurb =
    textAt(track.beside(`${folder}/.meta/config.json`), 'blurb') || textAt(node, 'blurb');
  const uuid = textAt(node, 'uuid');
  const notes = notesOf(teachers, place, path, remarks);
  const links = linksOf(track.beside(`${folder}/links.json`), track, remarks);
  const ready = teachers.filter(({ isReady }) => isReady);
  const exercises = ready.flatMap((exercise) => exerciseResource(exercise, trackName));
  const resources = atMost([...links, ...exercises], resourcesMax, 'resources', about);
  return {
    id: slug,
    title,
    area: 'concepts',
    summary: mendText(blurb, 'summary', about) ?? title,
    hours,
    ...(needs.length > 0 ? { requires: needs.map(({ requires }) => requires) } : {}),
    ...(resources.length > 0 ? { resources } : {}),
    ...externalIds(uuid, name, slug),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

const resourcesMax = 100;

function externalIds(uuid: string, name: string, slug: string) {
  const ids = {
    ...(uuid === '' ? {} : { exercism: shortened(uuid) }),
    ...(name === slug ? {} : { 'exercism-slug': shortened(name) }),
  };
  return Object.keys(ids).length > 0 ? { externalIds: ids } : {};
}

const notesMax = 100;

function notesOf(
  teachers: readonly Exercise[],
  place: Place,
  path: string,
  remarks: RemarkList,
): string[] {
  const notes: string[] = [];
  const unready = teachers.filter(({ isReady }) => !isReady);
  if (teachers.length === 0) {
    const message =
      'No exercise teaches this concept, so that nobody says what it needs. Add its prerequisites; a note of the skill says so.';
    remarks.add('NOTED', place, path, message);
    notes.push(
      'On Exercism no exercise teaches this concept, so that it says nothing of what the concept needs.',
    );
  } else if (unready.length > 0) {
    const message =
      'Only an exercise that is still being worked on teaches this concept. What it needs is taken from there; a note of the skill says so.';
    remarks.add('NOTED', place, path, message);
    const titles = unready.map(({ title }) => shortened(title));
    notes.push(
      `On Exercism the exercise that teaches this is still being worked on: ${listed(titles, 'and', 5)}.`,
    );
  }
  for (const { title, unknown } of teachers)
    for (const concept of unknown)
      notes.push(
        `The exercise ${shortened(title)} asks for \`${shortened(concept)}\`, which is not in this curriculum.`,
      );
  return atMost(notes, notesMax, 'notes', { place, subject: path, remarks });
}

function exerciseResource({ title, name }: Exercise, track: string): ResourceDocument[] {
  if (!isSlug(track) || !isSlug(name)) return [];
  return [
    { title, url: `https://exercism.org/tracks/${track}/exercises/${name}`, kind: 'PRACTISE' },
  ];
}

/** The links beside a concept, those whose address nobody could follow left out. */
function linksOf(
  links: TextNode | null,
  { place }: TrackFiles,
  remarks: RemarkList,
): ResourceDocument[] {
  return itemsOf(links).flatMap((link) => {
    const at = place(link.offset);
    const url = textAt(link, 'url');
    const about = { place: at, subject: 'links', remarks };
    const title = mendText(
      textAt(link, 'description') || textAt(link, 'title') || url,
      'title',
      about,
    );
    if (title !== null && /^https?:\/\/[^\s/?#]+(?:[/?#]\S*)?$/.test(url) && url.length <= 2_000)
      return [{ title, url }];
    remarks.add(
      'DROPPED',
      at,
      'links',
      `\`${shortened(url)}\` is no address that begins with \`https://\` or \`http://\`. The link is left out.`,
    );
    return [];
  });
}

function projectOf(
  exercise: Exercise,
  slugs: Slugs,
  { track, concepts, remarks, hours }: Making & { readonly concepts: ReadonlyMap<string, Concept> },
): ProjectDocument {
  const { name, node, place, path } = exercise;
  const about = { place, subject: path, remarks };
  const slug = slugs.claim(slugs.has(name) ? `${name}-exercise` : name, 'exercise');
  if (slug !== name)
    remarks.add(
      'CHANGED',
      place,
      path,
      `\`${shortened(name)}\` is \`${slug}\` now: ids are lower-case words joined by hyphens, and skills and projects share them.`,
    );
  const title = mendText(exercise.title || titleFrom(slug), 'title', about) ?? titleFrom(slug);
  const blurb =
    textAt(track.beside(`exercises/practice/${name}/.meta/config.json`), 'blurb') ||
    textAt(node, 'blurb');
  const difficulty = numberAt(node, 'difficulty');
  const topics = itemsAt(node, 'topics')
    .map(textOf)
    .filter((topic) => topic !== '');
  const said = [
    blurb,
    difficulty === null ? '' : `Difficulty ${difficulty} of 10 on Exercism.`,
    topics.length === 0 ? '' : `Topics: ${topics.join(', ')}.`,
  ].filter((part) => part !== '');
  const requires = exercise.prerequisites.map((needed) => concepts.get(needed.concept)!.slug);
  const practises = exercise.practises.map((practised) => concepts.get(practised)!.slug);
  return {
    id: slug,
    title,
    summary: mendText(said.join(' '), 'summary', about) ?? title,
    hours: hoursOf(difficulty, hours),
    ...(requires.length > 0 ? { requires } : {}),
    ...(practises.length > 0 ? { practises } : {}),
    ...externalIds(textAt(node, 'uuid'), name, slug),
  };
}

/** Exercism calls 1 to 3 easy, 4 to 7 medium and 8 to 10 hard. */
function hoursOf(difficulty: number | null, hours: number): number {
  const times = difficulty === null || difficulty <= 3 ? 1 : difficulty <= 7 ? 2 : 3;
  return Math.min(Math.round(hours * times * 10) / 10, hoursMax);
}

/** What a track says that no curriculum has a place for. */
const understood = new Set(['slug', 'language', 'blurb', 'exercises', 'concepts']);

function remarkWhatIsLeft(
  config: TextNode,
  { place }: TrackFiles,
  {
    settings,
    concepts,
    projects,
  }: { settings: ImportSettings; concepts: number; projects: number },
  remarks: RemarkList,
): void {
  const { hoursByDefault: hours } = settings;
  const start = place(config.offset);
  const easy = hoursText(hours);
  remarks.add(
    'DEFAULTED',
    start,
    'hours',
    `Exercism says nothing of hours: each of ${counted(concepts, 'concept')} got ${easy}, and each of ${counted(projects, 'practice exercise')} ${easy} where it is easy (difficulty 1 to 3), ${hoursText(hoursOf(4, hours))} where it is medium (4 to 7) and ${hoursText(hoursOf(8, hours))} where it is hard (8 to 10).`,
  );
  remarks.add(
    'DEFAULTED',
    start,
    'levels',
    'Exercism knows no levels and no areas: there is one of each, `foundation` and `concepts`.',
  );
  for (const { key, offset } of keysOf(config)) {
    if (understood.has(key)) continue;
    remarks.add(
      'DROPPED',
      place(offset),
      shortened(key),
      `Curricula have no place for \`${shortened(key)}\` of a track.`,
    );
  }
  const foregone = itemsOf(member(member(config, 'exercises'), 'foregone'));
  if (foregone.length > 0)
    remarks.add(
      'DROPPED',
      place(foregone[0]!.offset),
      'exercises.foregone',
      `${counted(foregone.length, 'exercise')} that the track does without ${foregone.length === 1 ? 'is' : 'are'} left out.`,
    );
}
