import { createHash } from 'node:crypto';
import type { LearnerChange } from '../../src/curriculum/adopted-roadmap.ts';
import { contentText, type EvidenceContent } from '../../src/curriculum/evidence.ts';
import { type Learner, noWishes } from '../../src/curriculum/learner.ts';
import type { Cohort, Mentor } from '../../src/curriculum/mentor.ts';
import type { KeptPlacement } from '../../src/curriculum/placement.ts';
import type { NewEvidence } from '../../src/store/evidence.ts';
import { day } from './random-evidence.ts';

let ids = 0;

/** An id that is greater than those before it. */
export function newId(): string {
  return `01990000-0000-7000-8000-${String(ids++).padStart(12, '0')}`;
}

export function newLearner(given: Partial<Learner> = {}): Learner {
  return { ...newPerson(), hoursPerWeek: null, wishes: noWishes, since: day(0), ...given };
}

export function newMentor(given: Partial<Mentor> = {}): Mentor {
  return { ...newPerson(), ...given };
}

export function newCohort(given: Partial<Cohort> = {}): Cohort {
  return { id: newId(), title: 'Spring', createdAt: day(0), updatedAt: day(0), ...given };
}

function newPerson() {
  return { id: newId(), name: null, mail: null, createdAt: day(0), updatedAt: day(0) };
}

export function newEvidence(learner: string, content: EvidenceContent): NewEvidence {
  const digest = createHash('sha256').update(contentText(content)).digest('hex');
  return { learner, digest, content };
}

export function newChange(
  learner: string,
  given: Partial<LearnerChange> = {},
): Omit<LearnerChange, 'sequence'> {
  const nothing = { roadmap: null, what: {}, cause: null, at: day(0) };
  return { learner, kind: 'LEARNER_UPDATED', ...nothing, ...given };
}

export function newPlacement(learner: string, given: Partial<KeptPlacement> = {}): KeptPlacement {
  const on = { curriculum: 'drawn', revision: 1, request: {}, standing: {} };
  const times = { startedAt: day(0), answeredAt: day(0), doneAt: null };
  return { learner, id: newId(), ...on, ...times, ...given };
}
