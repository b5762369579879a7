import type { Curriculum } from '../curriculum/curriculum.ts';
import type { Work } from '../planner/work.ts';
import { canonicalJson } from '../util/canonical-json.ts';
import { chunks } from '../util/chunks.ts';

/**
 * A curriculum on its way to another thread, in pieces of JSON in shared memory: what is sent as a value is copied in one
 * go, which holds up whoever gets it, and not at all where requirements are nested thousands deep.
 */
export interface PackedCurriculum {
  readonly bytes: SharedArrayBuffer;
  /** Where each piece ends. */
  readonly ends: readonly number[];
}

/** Packs a curriculum; yields after every piece. */
export function* packCurriculum(curriculum: Curriculum): Work<PackedCurriculum> {
  const pieces: Buffer[] = [];
  for (const piece of piecesOf(curriculum)) {
    pieces.push(Buffer.from(canonicalJson(piece)));
    yield;
  }
  let length = 0;
  const ends = pieces.map((piece) => {
    length += piece.length;
    return length;
  });
  const bytes = new SharedArrayBuffer(length);
  const target = Buffer.from(bytes);
  for (const [index, piece] of pieces.entries()) piece.copy(target, ends[index]! - piece.length);
  return { bytes, ends };
}

/** The curriculum that was packed; yields after every piece. */
export function* unpackCurriculum({ bytes, ends }: PackedCurriculum): Work<Curriculum> {
  const source = Buffer.from(bytes);
  const lists = { skills: [], projects: [], careerPaths: [], advice: [] } as Lists;
  let heading = null as Heading | null;
  let start = 0;
  for (const end of ends) {
    const piece: Piece = JSON.parse(source.toString('utf8', start, end));
    if ('heading' in piece) heading = piece.heading;
    else (lists[piece.list] as unknown[]).push(...piece.items);
    start = end;
    yield;
  }
  return { ...heading!, ...lists };
}

type ListName = 'skills' | 'projects' | 'careerPaths' | 'advice';
type Lists = { [Name in ListName]: Curriculum[Name][number][] };
type Heading = Omit<Curriculum, ListName>;
type Piece =
  | { readonly heading: Heading }
  | { readonly list: ListName; readonly items: readonly unknown[] };

/** Enough that a piece takes about a millisecond. */
const itemsInPiece = 100;

function* piecesOf(curriculum: Curriculum): Generator<Piece> {
  const { skills, projects, careerPaths, advice, ...heading } = curriculum;
  yield { heading };
  const lists = { skills, projects, careerPaths, advice };
  for (const [list, items] of Object.entries<readonly unknown[]>(lists))
    for (const some of chunks(items, itemsInPiece)) yield { list: list as ListName, items: some };
}
