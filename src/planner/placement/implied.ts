import { components } from '../../curriculum/components.ts';
import { hasLandmark, landmarkBlock } from '../../curriculum/landmarks.ts';
import type { Ground } from './ground.ts';

/** Landmarks are looked for among so many words of 32 nodes at a time, to bound the memory. */
const wordsAtOnce = 128;

/** By node of the ground: 1 where whoever holds the node holds it, itself included. */
export function impliedBy({ andOr }: Ground, node: number): Uint8Array {
  const implied = new Uint8Array(andOr.nodeCount);
  const parts = components(andOr);
  for (let first = 0; first < andOr.nodeCount; first += wordsAtOnce * 32) {
    const words = Math.min(wordsAtOnce, (andOr.nodeCount - first + 31) >> 5);
    const rows = landmarkBlock(andOr, parts, first, words);
    const end = Math.min(andOr.nodeCount, first + words * 32);
    for (let other = first; other < end; other++) {
      if (hasLandmark(rows, words, first, node, other)) implied[other] = 1;
    }
  }
  return implied;
}

/** By node of the ground: 1 where whoever holds it holds the given node, itself included. */
export function implying({ andOr }: Ground, node: number): Uint8Array {
  const first = node - (node & 31);
  const rows = landmarkBlock(andOr, components(andOr), first, 1);
  return Uint8Array.from({ length: andOr.nodeCount }, (_, other) =>
    hasLandmark(rows, 1, first, other, node) ? 1 : 0,
  );
}
