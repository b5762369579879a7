import { readCurriculum } from '../../src/actions/read-curriculum.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';

/** The curriculum that a fresh server has. */
export async function seedCurriculum(): Promise<Curriculum> {
  const reading = await readCurriculum('seeds');
  if (reading.kind === 'curriculum') return reading.curriculum;
  throw new Error(JSON.stringify(reading));
}
