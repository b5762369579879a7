import { createHash } from 'node:crypto';
import type { Curriculum } from '../curriculum/curriculum.ts';
import { toDocument } from '../curriculum/to-document.ts';
import { canonicalJson } from '../util/canonical-json.ts';

/** What tells equal curricula by: see `Revision.digest`. */
export function curriculumDigest(curriculum: Curriculum): string {
  return createHash('sha256')
    .update(canonicalJson(toDocument(curriculum)))
    .digest('hex');
}
