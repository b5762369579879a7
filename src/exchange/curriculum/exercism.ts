import { looksLikeTrack } from './exercism/files.ts';
import { readTrack } from './exercism/read-track.ts';
import type { Importer } from './importer.ts';

/** A language track of Exercism: https://exercism.org/docs/building/tracks/config-json. */
export const exercism = {
  name: 'EXERCISM',
  title: 'Exercism track',
  description:
    "The `config.json` of a language track, alone or with the track's folder around it. Concepts become skills, what their exercises ask for becomes prerequisites, practice exercises become projects.",
  fileExtensions: ['json'],
  folder: {
    hiddenFolders: ['.meta'],
    isRead: (path) => trackFile.test(path),
  },
  recognizes: (files) => files.some(looksLikeTrack),
  read: readTrack,
} as const satisfies Importer;

/** Of the folder of a track: what it is, what its concepts are about and where to read on, and what its exercises are about. */
const trackFile =
  /^(?:config\.json|concepts\/[^/]+\/(?:\.meta\/config|links)\.json|exercises\/(?:concept|practice)\/[^/]+\/\.meta\/config\.json)$/;
