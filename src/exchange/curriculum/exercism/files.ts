import { readJson } from '../../text/read-json.ts';
import type { TextNode } from '../../text/text-node.ts';
import { fileDefect, startOf } from '../importing/defective.ts';
import type { RemarkList } from '../importing/remark-list.ts';
import { placeFiles, placer } from '../native/source-files.ts';
import { bytesMax, filesMax, type Place, type PlacedDefect, type SourceFile } from '../native.ts';

/** The files of a track, read as JSON. */
export interface TrackFiles {
  readonly config: TextNode;
  /** What stands beside a concept or an exercise, by paths such as `concepts/strings/links.json`. */
  readonly beside: (path: string) => TextNode | null;
  readonly place: (offset: number) => Place;
}

export type FoundTrack =
  | { readonly kind: 'track'; readonly files: TrackFiles }
  | { readonly kind: 'defective'; readonly defects: readonly PlacedDefect[] };

/** Whether a file is the heart of a track, by a glance at it. */
export function looksLikeTrack({ text }: SourceFile): boolean {
  return (
    /^\ufeff?\s*\{/.test(text) &&
    /"exercises"\s*:/.test(text) &&
    /"(?:concepts|practice)"\s*:/.test(text)
  );
}

/** Finds what a track is in, and reads what stands around it. */
export function readTrackFiles(files: readonly SourceFile[], remarks: RemarkList): FoundTrack {
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const first = startOf(files[0]?.file ?? '');
  if (bytes > bytesMax || files.length > filesMax)
    return defective(
      'too-large',
      first,
      `The track has ${files.length} files and ${bytes} bytes; ${filesMax} and ${bytesMax} are the most.`,
    );
  const sources = placeFiles(files);
  const place = placer(sources);
  const tracks = sources.filter(looksLikeTrack);
  const [track] = tracks;
  if (!track)
    return defective(
      'wrong-type',
      first,
      'None of the files is a track of Exercism: a JSON object with `exercises` in it. Give its `config.json`, or the folder that it is in.',
    );
  if (tracks.length > 1)
    return defective(
      'second-heading',
      startOf(tracks[1]!.file),
      `\`${track.file}\` is a track, and so is this. Import one at a time.`,
    );
  const reading = readJson(track.text.replace(/^\ufeff/, ' '), track.offset);
  const [problem] = reading.problems;
  if (problem) return defective(problem.code, place(problem.offset), problem.message);
  const folder = track.file.slice(0, track.file.lastIndexOf('/') + 1);
  const others = new Map<string, TextNode>();
  for (const { file, text, offset } of sources) {
    if (file === track.file) continue;
    const path = file.startsWith(folder) ? file.slice(folder.length) : file;
    const { node, problems } = readJson(text.replace(/^\ufeff/, ' '), offset);
    const [fault] = problems;
    if (fault)
      remarks.add(
        'DROPPED',
        place(fault.offset),
        path,
        `The file can't be read as JSON and is left out. ${fault.message}`,
      );
    else if (node) others.set(path, node);
  }
  const used = { config: reading.node!, beside: (path: string) => others.get(path) ?? null, place };
  return { kind: 'track', files: used };
}

function defective(code: PlacedDefect['code'], place: Place, message: string): FoundTrack {
  return { kind: 'defective', defects: [fileDefect(code, place, message)] };
}
