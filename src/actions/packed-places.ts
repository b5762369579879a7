import type { Curriculum } from '../curriculum/curriculum.ts';
import { namedKinds } from '../curriculum/history.ts';
import type { Locate, Place } from '../exchange/curriculum/native.ts';

/**
 * Where in the files the names of a curriculum stand, on the way from the thread that read them: of each skill, project and
 * career path its id, then each name that it replaces, in the order of the curriculum.
 */
export interface PackedPlaces {
  readonly files: readonly string[];
  /** Index of the file, line and column, place after place. */
  readonly numbers: Int32Array;
}

export function packPlaces(curriculum: Curriculum, locate: Locate): PackedPlaces {
  const files = new Map<string, number>();
  const numbers: number[] = [];
  for (const path of pathsOf(curriculum)) {
    const { file, line, column } = locate(path);
    if (!files.has(file)) files.set(file, files.size);
    numbers.push(files.get(file)!, line, column);
  }
  return { files: [...files.keys()], numbers: Int32Array.from(numbers) };
}

/** Finds the places again, by paths with slugs in them; the first place of all where a path is none of these. */
export function placesIn({ files, numbers }: PackedPlaces, curriculum: Curriculum): Locate {
  const places = new Map<string, Place>();
  let at = 0;
  for (const path of pathsOf(curriculum)) {
    const [file, line, column] = numbers.subarray(at, at + 3) as unknown as [
      number,
      number,
      number,
    ];
    places.set(path.join(' '), { file: files[file]!, line, column });
    at += 3;
  }
  const start = { file: files[0] ?? '', line: 1, column: 1 };
  return (path) => places.get(path.join(' ')) ?? start;
}

function* pathsOf(curriculum: Curriculum): Iterable<readonly (string | number)[]> {
  for (const kind of namedKinds)
    for (const { slug, replaces } of curriculum[kind]) {
      yield [kind, slug, 'id'];
      for (const index of replaces.keys()) yield [kind, slug, 'replaces', index];
    }
}
