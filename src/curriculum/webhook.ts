/** By what another system calls something. */
interface NameElsewhere {
  readonly system: string;
  readonly externalId: string;
}

/** Of whom an event tells: no name, no mail address, since whoever is told can ask for the rest. */
interface OfLearner {
  /** The global id, as the API gives it; so are all ids here. */
  readonly learner: string;
  /** What other systems call the learner, ten at the most. */
  readonly externalIds: readonly NameElsewhere[];
}

interface OfEvidence extends OfLearner {
  /** The ids of the pieces, fifty at the most. */
  readonly evidence: readonly string[];
  /** How many pieces there are on all. */
  readonly count: number;
}

interface OfRoadmap extends OfLearner {
  readonly roadmap: string;
}

interface OfRevision {
  readonly curriculum: string;
  readonly slug: string;
  readonly revision: number;
}

/** What an event says beside its type and when it happened, by type: where to look, and no more. */
export interface WebhookEventData {
  readonly 'curriculum.published': OfRevision;
  readonly 'curriculum.imported': OfRevision & {
    /** The name of the format, as in the catalog of importers. */
    readonly format: string;
  };
  readonly 'import.failed': {
    /** What was to be imported, by the name of its kind. */
    readonly kind: string;
    readonly importJob: string;
    /** Why, as a sentence of at most 1,000 characters. */
    readonly message: string;
  };
  readonly 'evidence.recorded': OfEvidence;
  readonly 'evidence.retracted': OfEvidence;
  readonly 'skill.attained': OfLearner & {
    readonly skill: string;
    readonly curriculum: string;
    readonly slug: string;
    /** The highest level that is newly known. */
    readonly level: string;
    /** How it is known: `CONFIRMED`, `OBSERVED`, `PLACEMENT`, `DECLARED` or `INFERRED`. */
    readonly provenance: string;
  };
  readonly 'roadmap.adopted': OfRoadmap;
  readonly 'roadmap.changed': OfRoadmap;
  readonly 'roadmap.completed': OfRoadmap;
  readonly 'roster.synced': {
    /** The system under which learners and cohorts have the ids of the roster as external ids. */
    readonly source: string;
    readonly cohortsCreated: number;
    readonly learnersCreated: number;
    /** How often somebody joined a cohort, or left one. */
    readonly learnersJoined: number;
    readonly learnersLeft: number;
  };
  readonly 'webhook.ping': { readonly endpoint: string };
}

export type WebhookEventType = keyof WebhookEventData;

interface WebhookEventKind<Type extends WebhookEventType> {
  /** When it is told, as a sentence. */
  readonly says: string;
  /** Data of the right shape, about nobody. */
  readonly example: WebhookEventData[Type];
}

const ada: OfLearner = {
  learner: 'TGVhcm5lcjowMTk5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDE=',
  externalIds: [{ system: 'https://moodle.example', externalId: '5' }],
};

const someEvidence: OfEvidence = {
  ...ada,
  evidence: ['RXZpZGVuY2U6MDE5OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxLzE='],
  count: 1,
};

const someRoadmap: OfRoadmap = {
  ...ada,
  roadmap:
    'QWRvcHRlZFJvYWRtYXA6MDE5OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxLzAxOTkwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMg==',
};

const someRevision: OfRevision = {
  curriculum: 'Q3VycmljdWx1bTpweXRob24td2Vi',
  slug: 'python-web',
  revision: 4,
};

/** Everything that others can be told of, in the order in which people look for it. */
export const webhookEvents: { readonly [Type in WebhookEventType]: WebhookEventKind<Type> } = {
  'curriculum.published': {
    says: 'A curriculum has a new revision.',
    example: someRevision,
  },
  'curriculum.imported': {
    says: 'A new revision of a curriculum came from a format of others.',
    example: { ...someRevision, format: 'CASE' },
  },
  'import.failed': {
    says: 'A large import, as by `startImport`, has failed.',
    example: {
      kind: 'CURRICULUM',
      importJob: 'SW1wb3J0Sm9iOjAxOTkwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwNA==',
      message: 'The file is no package of CASE.',
    },
  },
  'evidence.recorded': {
    says: 'Something came to be known that shows what a learner holds.',
    example: someEvidence,
  },
  'evidence.retracted': {
    says: 'Something that was said of a learner was taken back; the ids are those of the retractions.',
    example: someEvidence,
  },
  'skill.attained': {
    says: 'A learner is newly known to hold a skill, or to hold it at a higher level.',
    example: {
      ...ada,
      skill: 'U2tpbGw6cHl0aG9uLXdlYi9mdW5jdGlvbnM=',
      curriculum: 'python-web',
      slug: 'functions',
      level: 'working',
      provenance: 'OBSERVED',
    },
  },
  'roadmap.adopted': {
    says: 'A learner follows a roadmap from now on.',
    example: someRoadmap,
  },
  'roadmap.changed': {
    says: 'The steps of a roadmap that is followed, or their order, are others than before.',
    example: someRoadmap,
  },
  'roadmap.completed': {
    says: 'Every step of a roadmap that is followed is done.',
    example: someRoadmap,
  },
  'roster.synced': {
    says: 'A roster of another system was taken over, and changed something.',
    example: {
      source: 'oneroster:district-7',
      cohortsCreated: 12,
      learnersCreated: 3,
      learnersJoined: 5,
      learnersLeft: 1,
    },
  },
  'webhook.ping': {
    says: 'Somebody tries whether an endpoint can be reached. Every endpoint takes it, whatever else it is told of.',
    example: {
      endpoint: 'V2ViaG9va0VuZHBvaW50OjAxOTkwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMw==',
    },
  },
};

export const webhookEventTypes = Object.keys(webhookEvents) as readonly WebhookEventType[];

/** Something that happened, as others are told. */
export interface WebhookEvent<Type extends WebhookEventType = WebhookEventType> {
  /** A UUID of version 7: the same however often it is delivered, and to whom. */
  readonly id: string;
  readonly type: Type;
  /** The id of whom it tells, with whom it goes; null where it tells of nobody. */
  readonly learner: string | null;
  readonly data: WebhookEventData[Type];
  readonly at: Date;
}

/** An address of another system that is told what happens. */
export interface WebhookEndpoint {
  /** A UUID of version 7. */
  readonly id: string;
  readonly url: string;
  /** What it is for, in the words of whoever made it. */
  readonly title: string;
  /** What it is told of; of everything where the list is empty. */
  readonly types: readonly WebhookEventType[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly updatedAt: Date;
  /** Since when it is told of nothing; null while it is. */
  readonly disabledAt: Date | null;
  /** Why, as a sentence; null while it is enabled. */
  readonly disabledBecause: string | null;
  /** When something was last delivered to it, to about a minute; null before. */
  readonly lastDeliveredAt: Date | null;
  /** Until when nothing is sent since it asked for time; null where it did not. */
  readonly pausedUntil: Date | null;
  /** Until when the secret before this one signs, too; null where there was none. */
  readonly rotatesUntil: Date | null;
}

export const deliveryStates = ['PENDING', 'DELIVERED', 'FAILED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One event for one endpoint, however often it is tried. */
export interface WebhookDelivery {
  /** A UUID of version 7; later ones are greater. */
  readonly id: string;
  /** The id of the endpoint. */
  readonly endpoint: string;
  readonly event: WebhookEvent;
  readonly state: DeliveryState;
  /** When it is tried next; null where it is not. */
  readonly nextAt: Date | null;
  /** How often it was tried on all. */
  readonly attemptCount: number;
  readonly createdAt: Date;
  /** When it was delivered or given up; null while it is pending. */
  readonly endedAt: Date | null;
}

/** One try to deliver. */
export interface WebhookAttempt {
  /** Among those of the delivery, from 1. */
  readonly number: number;
  readonly at: Date;
  readonly milliseconds: number;
  /** The HTTP status of the answer; null where there was none. */
  readonly status: number | null;
  /** Why it failed, as a sentence; null where it did not. */
  readonly problem: string | null;
}
