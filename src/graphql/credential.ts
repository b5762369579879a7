import type { KeptFinding } from '../actions/keep-credential.ts';
import {
  type CredentialRefused,
  type RecordedCredential,
  recordCredential,
} from '../actions/record-credential.ts';
import { retractCredential } from '../actions/retract-credential.ts';
import type {
  Alignment,
  CredentialProblem,
  UnmappedAlignment,
} from '../exchange/evidence/badges/index.ts';
import { MappedCompetencyType } from './activity-mapping.ts';
import { builder } from './builder.ts';
import { costs, expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import { evidenceId, OutcomeType } from './evidence.ts';
import { learnerFields, learnerNamed } from './external-id.ts';
import { orForbid } from './forbidden.ts';
import { globalId } from './ids.ts';
import { forgetAll } from './loaders.ts';
import type { Unplaced } from './placed.ts';
import { RefusalType, refusedPlainly, UnknownNamesType } from './refusal.ts';

const CredentialProblemCode = enumOf<CredentialProblem['code']>(
  'CredentialProblemCode',
  'Why a credential counts for nothing.',
  {
    UNREADABLE: 'It is neither a token nor JSON.',
    TOO_LARGE: 'It is larger than what is read, or holds more.',
    NOT_SIGNED: 'It has no signature at all.',
    UNSUPPORTED_PROOF:
      'It is signed in a way that is not checked here: by an embedded proof (Data Integrity), as SD-JWT, or encrypted.',
    NO_ACHIEVEMENT: 'It says nothing of what somebody achieved.',
    MALFORMED: 'Something is missing that every credential has, or is not what it must be.',
    CLAIMS_DISAGREE: 'The token and the credential in it contradict each other.',
    ISSUER_NOT_ALLOWED: 'Its issuer is not one of those whose credentials are believed here.',
    KEYS_UNAVAILABLE: 'The keys of its issuer cannot be had at the moment.',
    BAD_SIGNATURE: 'It is not signed by its issuer, or was changed since.',
    EXPIRED: 'It is not valid any more.',
    NOT_YET_VALID: 'It is not valid yet.',
    OTHER_RECIPIENT: 'It is not said to be of this learner.',
  },
);

const CredentialProblemType = builder.objectRef<CredentialProblem>('CredentialProblem');

CredentialProblemType.implement({
  description: 'Why a credential counts for nothing: the first thing that is wrong with it.',
  fields: (t) => ({
    code: t.expose('code', { type: CredentialProblemCode, description: 'What it is.' }),
    message: t.exposeString('message', {
      description: 'What is wrong, and what would mend it, as a sentence.',
    }),
  }),
});

const AlignmentType = builder.objectRef<Alignment>('CredentialAlignment');

AlignmentType.implement({
  description: 'Where a credential points to something that is in a framework of skills.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: true, description: 'Its `targetName`.' }),
    url: t.exposeString('url', { nullable: true, description: 'Its `targetUrl`.' }),
    code: t.exposeString('code', { nullable: true, description: 'Its `targetCode`.' }),
    framework: t.exposeString('framework', {
      nullable: true,
      description: 'Its `targetFramework`.',
    }),
  }),
});

interface OwnFinding {
  readonly learner: string;
  readonly finding: KeptFinding;
}

const FindingType = builder.objectRef<OwnFinding>('CredentialFinding');

FindingType.implement({
  description: 'A competency of which a credential shows something.',
  fields: (t) => ({
    competency: t.field({
      type: MappedCompetencyType,
      description: 'What it is.',
      resolve: ({ finding }) => finding.competency,
    }),
    outcome: t.field({
      type: OutcomeType,
      description: 'Whether it is held.',
      resolve: ({ finding }) => finding.outcome,
    }),
    score: t.float({
      nullable: true,
      description: 'From 0 to 1, where the credential tells a result.',
      resolve: ({ finding }) => finding.score,
    }),
    alignment: t.field({
      type: AlignmentType,
      description: 'What the credential points to.',
      resolve: ({ finding }) => finding.alignment,
    }),
    evidence: t.id({
      nullable: true,
      description: 'The id of the evidence; null where a later issue counts.',
      resolve: ({ learner, finding: { number } }) =>
        number === null ? null : evidenceId(learner, number),
    }),
  }),
});

const UnmappedAlignmentType = builder.objectRef<UnmappedAlignment>('UnmappedAlignment');

UnmappedAlignmentType.implement({
  description:
    'Something that a credential points to and that shows nothing here. Hand the credential in again when the curriculum knows it.',
  fields: (t) => ({
    alignment: t.field({
      type: AlignmentType,
      description: 'What the credential points to.',
      resolve: ({ alignment }) => alignment,
    }),
    message: t.exposeString('message', {
      description: 'Why it shows nothing, and what would mend it.',
    }),
    suggestions: t.stringList({
      description: 'Slugs of skills that may be meant, likeliest first.',
      resolve: ({ suggestions }) => [...suggestions],
    }),
  }),
});

const CredentialStatus = enumOf<RecordedCredential['status']>(
  'CredentialStatus',
  'What became of a credential that was handed in.',
  {
    CREATED: 'It is new here, and what it shows was recorded.',
    UPDATED: 'It takes the place of what the same credential showed before.',
    UNCHANGED: 'All that it shows is here already.',
    SUPERSEDED: 'A later issue of the same credential is here, and goes on to count.',
    REFUSED: 'It counts for nothing; `problem` says why.',
  },
);

const RevocationType = enumOf<'NOT_CHECKED' | 'NOT_REVOCABLE'>(
  'CredentialRevocation',
  'Whether the issuer has revoked a credential.',
  {
    NOT_CHECKED:
      'The issuer keeps a list of what it revoked, which nobody looked at. `retractCredential` takes back what was revoked.',
    NOT_REVOCABLE: 'The credential names no such list.',
  },
);

interface OwnCredential {
  readonly learner: string;
  readonly recorded: RecordedCredential;
}

const RecordedCredentialType = builder.objectRef<OwnCredential>('RecordedCredential');

RecordedCredentialType.implement({
  description: 'What became of a credential.',
  fields: (t) => ({
    path: t.string({
      description:
        'Which one: `credential` is what was handed in, `credential.verifiableCredential.2` stands within it.',
      resolve: ({ recorded }) => recorded.path,
    }),
    status: t.field({
      type: CredentialStatus,
      description: 'What became of it.',
      resolve: ({ recorded }) => recorded.status,
    }),
    problem: t.field({
      type: CredentialProblemType,
      nullable: true,
      description: 'Why it was refused; null where it was not.',
      resolve: ({ recorded }) => (recorded.status === 'REFUSED' ? recorded.problem : null),
    }),
    credentialId: t.string({
      nullable: true,
      description: 'The id that its issuer gave it; as all after it null where it was refused.',
      resolve: ({ recorded }) => credentialOf(recorded)?.id,
    }),
    issuer: t.string({
      nullable: true,
      description: 'The id of its issuer.',
      resolve: ({ recorded }) => credentialOf(recorded)?.issuer,
    }),
    title: t.string({
      nullable: true,
      description: 'What it is called.',
      resolve: ({ recorded }) => credentialOf(recorded)?.title,
    }),
    validFrom: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is valid: of two issues the later one counts.',
      resolve: ({ recorded }) => credentialOf(recorded)?.issuedAt,
    }),
    validUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Until when it is valid; null where that has no end. It must be valid when it is handed in: what it showed then stays.',
      resolve: ({ recorded }) => credentialOf(recorded)?.expiresAt,
    }),
    revocation: t.field({
      type: RevocationType,
      nullable: true,
      description: 'Whether its issuer may have revoked it.',
      resolve: ({ recorded }) => {
        const credential = credentialOf(recorded);
        return credential && (credential.isRevocable ? 'NOT_CHECKED' : 'NOT_REVOCABLE');
      },
    }),
    findings: t.field({
      type: [FindingType],
      description: 'What it shows.',
      extensions: expects(5),
      resolve: ({ learner, recorded }) =>
        recorded.status === 'REFUSED'
          ? []
          : recorded.findings.map((finding) => ({ learner, finding })),
    }),
    unmapped: t.field({
      type: [UnmappedAlignmentType],
      description: 'What else it points to.',
      extensions: expects(5),
      resolve: ({ recorded }) => (recorded.status === 'REFUSED' ? [] : [...recorded.unmapped]),
    }),
  }),
});

function credentialOf(recorded: RecordedCredential) {
  return recorded.status === 'REFUSED' ? null : recorded.credential;
}

interface CredentialRecorded {
  readonly type: 'CredentialRecorded';
  readonly learner: string;
  readonly credentials: readonly RecordedCredential[];
}

const CredentialRecordedType = builder.objectRef<CredentialRecorded>('CredentialRecorded');

CredentialRecordedType.implement({
  description: 'The credential is sound; so may be those that stand within it, each of which says.',
  fields: (t) => ({
    learner: t.id({
      description: 'The id of the learner.',
      resolve: ({ learner }) => globalId('Learner', learner),
    }),
    credentials: t.field({
      type: [RecordedCredentialType],
      description:
        'What was handed in, and after it, where that is a record (CLR), what stands within it.',
      extensions: expects(5),
      resolve: ({ learner, credentials }) => credentials.map((recorded) => ({ learner, recorded })),
    }),
  }),
});

const CredentialRefusedType =
  builder.objectRef<Unplaced<CredentialRefused, 'CredentialRefused'>>('CredentialRefused');

CredentialRefusedType.implement({
  description: 'The credential counts for nothing, and nothing was recorded.',
  interfaces: [RefusalType],
  fields: (t) => ({
    code: t.field({
      type: CredentialProblemCode,
      description: 'Why.',
      resolve: ({ value }) => value.code,
    }),
  }),
});

const RecordCredentialInput = builder.inputType('RecordCredentialInput', {
  description: 'A credential of a learner.',
  fields: (t) => ({
    ...learnerFields(t),
    credential: t.string({
      required: true,
      description:
        'An Open Badge 3.0 or a Comprehensive Learner Record 2.0 as a signed token (VC-JWT): three texts joined by dots. Credentials in JSON prove nothing by themselves, and are refused with the reason.',
    }),
    curriculum: t.string({
      description:
        'The slug of the one curriculum of whose skills it is to count; of all where it is left out.',
    }),
  }),
});

const RecordCredentialResult = builder.unionType('RecordCredentialResult', {
  description: 'What the credential shows, or why it counts for nothing.',
  types: [CredentialRecordedType, CredentialRefusedType, UnknownNamesType],
  resolveType: ({ type }) => type,
});

builder.mutationField('recordCredential', (t) =>
  t.field({
    type: RecordCredentialResult,
    description:
      'Takes what an issuer says of a learner as observed evidence. The issuer must be allowed (`allowCredentialIssuer`), the signature sound and the learner its recipient, whoever hands it in: learners for themselves, mentors for their mentees, services with the scope `evidence:write`, admins. Whoever hands in the same again changes nothing.',
    extensions: costs(100),
    args: {
      input: t.arg({
        type: RecordCredentialInput,
        required: true,
        description: 'Of whom, and what.',
      }),
    },
    resolve: async (_root, { input }, { environment, curricula, actor, loaders }) => {
      const { learner, learnerExternalId, ...rest } = input;
      const name = learnerNamed({ learner, learnerExternalId });
      const result = orForbid(
        await recordCredential(environment, curricula, actor, { ...rest, learner: name }),
      );
      forgetAll(loaders);
      if (result.kind !== 'credential-recorded') return refusedPlainly(result);
      return { type: 'CredentialRecorded' as const, ...result };
    },
  }),
);

interface CredentialRetracted {
  readonly type: 'CredentialRetracted';
  readonly learner: string;
  readonly evidenceCount: number;
}

const CredentialRetractedType = builder.objectRef<CredentialRetracted>('CredentialRetracted');

CredentialRetractedType.implement({
  description: 'The credential shows nothing any more, until it is handed in again.',
  fields: (t) => ({
    learner: t.id({
      description: 'The id of the learner.',
      resolve: ({ learner }) => globalId('Learner', learner),
    }),
    evidenceCount: t.exposeInt('evidenceCount', {
      description: 'How many pieces of evidence were retracted.',
    }),
  }),
});

const RetractCredentialInput = builder.inputType('RetractCredentialInput', {
  description: 'A credential that is to count no more, as when its issuer revoked it.',
  fields: (t) => ({
    ...learnerFields(t),
    issuer: t.string({ required: true, description: 'The id of its issuer.' }),
    credentialId: t.string({
      required: true,
      description: 'The id that the issuer gave it.',
    }),
  }),
});

const RetractCredentialResult = builder.unionType('RetractCredentialResult', {
  description: 'What was retracted, or why nothing was.',
  types: [CredentialRetractedType, UnknownNamesType],
  resolveType: ({ type }) => type,
});

builder.mutationField('retractCredential', (t) =>
  t.field({
    type: RetractCredentialResult,
    description:
      'Retracts what a credential showed. Learners and mentors may take back what they handed in themselves; services with the scope `evidence:write`, and admins, all.',
    args: {
      input: t.arg({ type: RetractCredentialInput, required: true, description: 'Which one.' }),
    },
    resolve: async (_root, { input }, { environment, actor, loaders }) => {
      const { learner, learnerExternalId, issuer, credentialId } = input;
      const name = learnerNamed({ learner, learnerExternalId });
      const about = { learner: name, issuer, credential: credentialId };
      const result = orForbid(await retractCredential(environment, actor, about));
      forgetAll(loaders);
      if (result.kind !== 'credential-retracted') return refusedPlainly(result);
      return { type: 'CredentialRetracted' as const, ...result };
    },
  }),
);
