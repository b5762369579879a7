import { type EvidenceKind, evidenceKinds } from '../curriculum/evidence.ts';
import type { Actor } from './actor.ts';
import { learnerLimits } from './learner-limits.ts';
import { hashOf } from './statement-keys.ts';

/** Which evidence somebody may hand in; of whom is for `permittedLearners` to tell. */
export interface HandingIn {
  readonly kinds: readonly EvidenceKind[];
  /**
   * What persons say is said under their own name, so that nobody but themselves can say it anew or take it back; null for
   * whoever speaks for platforms.
   */
  readonly ownSource: string | null;
  /** Whether it may be said under whatever name, of other persons and of Cairn itself too. */
  readonly isTrusted: boolean;
}

/**
 * Learners declare what they hold; mentors confirm, or hand on what learners declare; services hand in what was declared,
 * observed or found by placement, under the name of the platform that it is from. Admins may do all of it.
 */
export function mayHandIn(actor: Actor): HandingIn {
  switch (actor.kind) {
    case 'LEARNER':
      return { kinds: ['DECLARED'], ownSource: learnerSource, isTrusted: false };
    case 'MENTOR':
      return {
        kinds: ['DECLARED', 'CONFIRMED'],
        ownSource: mentorSource(actor.mentor),
        isTrusted: false,
      };
    case 'SERVICE':
      return { kinds: ['DECLARED', 'OBSERVED', 'PLACEMENT'], ownSource: null, isTrusted: false };
    case 'ADMIN':
      return { kinds: evidenceKinds, ownSource: adminSource, isTrusted: true };
    case 'AUTHOR':
    case 'ANONYMOUS':
      return { kinds: [], ownSource: null, isTrusted: false };
  }
}

/** The source of what learners say of themselves. */
export const learnerSource = 'learner';

/** The source of what admins say who name no other. */
const adminSource = 'admin';

/** The source of what a placement here found. */
export const placementSource = 'placement';

/** The source of what a mentor says. */
export function mentorSource(mentor: string): string {
  return `mentor:${mentor}`;
}

/** The source of what credentials of an issuer show: by its id, or by a hash of one that is too long for a name. */
export function credentialSource(issuer: string): string {
  const source = `credential:${issuer}`;
  return source.length <= learnerLimits.source ? source : `credential:${hashOf(issuer)}`;
}

/** Whether a source is somebody's own name, or stands for what was checked here: no platform may take it. */
export function isReserved(source: string): boolean {
  return [learnerSource, adminSource, placementSource].includes(source) || ofOne.test(source);
}

/** Of one mentor, of the mentors of one cohort, or of one issuer of credentials. */
const ofOne = /^(mentor|baseline|credential):/;
