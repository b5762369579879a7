import type { XapiVersion } from './statement.ts';
import { voidedVerb } from './statement.ts';
import {
  isDuration,
  isIri,
  isLanguageTag,
  isMbox,
  isMediaType,
  isSha1,
  isSha2,
  isStatementId,
  momentOf,
} from './texts.ts';

/** One thing that is wrong with a statement. */
export interface StatementProblem {
  /** Where in the statement: `actor.account.homePage`; empty for the whole. */
  readonly path: string;
  /** Which rule it breaks, for programs: `uuid`, `one-identifier`. */
  readonly rule: string;
  readonly message: string;
}

/** So many problems of a statement are told. */
const toldMax = 20;

/**
 * All that is wrong with a statement by the rules of a version of xAPI, twenty things at the most; none where it can be
 * kept. Keys that the version does not know are wrong, and so is null outside of extensions.
 */
export function checkStatement(value: unknown, version: XapiVersion): readonly StatementProblem[] {
  const problems: StatementProblem[] = [];
  const check: Check = {
    isLater: version === '2.0.0',
    tell(path, rule, message) {
      if (problems.length < toldMax) problems.push({ path, rule, message });
    },
  };
  checkWhole(check, value);
  return problems;
}

/** All that is wrong with an agent or a group by itself, as a reader looks for one. */
export function checkAgent(value: unknown): readonly StatementProblem[] {
  const problems: StatementProblem[] = [];
  const tell: Check['tell'] = (path, rule, message) => void problems.push({ path, rule, message });
  actor({ isLater: true, tell }, value, 'agent');
  return problems.slice(0, toldMax);
}

interface Check {
  /** Whether the rules of 2.0 hold. */
  readonly isLater: boolean;
  tell(path: string, rule: string, message: string): void;
}

/** Checks the value at a path. */
type Rule = (check: Check, value: unknown, path: string) => void;

type Fields = Readonly<Record<string, Rule>>;

function checkWhole(check: Check, value: unknown): void {
  const statement = objectAt(check, value, '', statementFields, ['actor', 'verb', 'object']);
  if (!statement) return;
  checkContextOf(check, statement, '');
  const object = asObject(statement['object']);
  if (
    asObject(statement['verb'])?.['id'] === voidedVerb &&
    object?.['objectType'] !== 'StatementRef'
  )
    check.tell(
      'object',
      'voiding',
      'What is voided is a statement: `object` must be a `StatementRef`.',
    );
}

/** Revision and platform speak of an activity. */
function checkContextOf(check: Check, said: JsonRecord, path: string): void {
  const context = asObject(said['context']);
  const kind = asObject(said['object'])?.['objectType'] ?? 'Activity';
  if (!context || kind === 'Activity') return;
  for (const key of ['revision', 'platform'])
    if (Object.hasOwn(context, key))
      check.tell(
        at(at(path, 'context'), key),
        'activity-only',
        `\`${key}\` is allowed only where the object is an activity.`,
      );
}

type JsonRecord = Record<string, unknown>;

function asObject(value: unknown): JsonRecord | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonRecord)
    : null;
}

function at(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`;
}

/** The value where it is an object with these fields and no others; what is wrong with them is told. */
function objectAt(
  check: Check,
  value: unknown,
  path: string,
  fields: Fields,
  required: readonly string[] = [],
): JsonRecord | null {
  const object = asObject(value);
  if (!object) {
    check.tell(path, 'object', `${named(path)} must be an object, not ${kindOf(value)}.`);
    return null;
  }
  for (const key of required)
    if (!Object.hasOwn(object, key))
      check.tell(at(path, key), 'required', `\`${at(path, key)}\` is missing.`);
  for (const key of Object.keys(object)) {
    const inside = at(path, key);
    const rule = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!rule)
      check.tell(
        inside,
        'unknown-key',
        `\`${key.slice(0, 100)}\` is nothing that ${named(path)} has.`,
      );
    else if (object[key] === null)
      check.tell(inside, 'null', `\`${inside}\` is null: leave out what there is not.`);
    else rule(check, object[key], inside);
  }
  return object;
}

function named(path: string): string {
  return path === '' ? 'a statement' : `\`${path}\``;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return `a${/^[aeiou]/.test(typeof value) ? 'n' : ''} ${typeof value}`;
}

function textThat(is: (text: string) => boolean, rule: string, wanted: string): Rule {
  return (check, value, path) => {
    if (typeof value === 'string' && is(value)) return;
    const found = typeof value === 'string' ? `\`${value.slice(0, 100)}\`` : kindOf(value);
    check.tell(path, rule, `\`${path}\` must be ${wanted}, not ${found}.`);
  };
}

const anyText = textThat(() => true, 'text', 'a text');
const iri = textThat(isIri, 'iri', 'an IRI with its scheme, such as `https://…`');
const uuid = textThat(isStatementId, 'uuid', 'a UUID');
const time = textThat(
  (text) => momentOf(text) !== null,
  'timestamp',
  'a time by ISO 8601, such as `2026-03-01T09:30:00Z`',
);

function oneOf(...words: readonly string[]): Rule {
  return textThat(
    (text) => words.includes(text),
    'one-of',
    words.length === 1
      ? `\`${words[0]}\``
      : `one of ${words.map((word) => `\`${word}\``).join(', ')}`,
  );
}

const number: Rule = (check, value, path) => {
  if (typeof value !== 'number')
    check.tell(path, 'number', `\`${path}\` must be a number, not ${kindOf(value)}.`);
};

const flag: Rule = (check, value, path) => {
  if (typeof value !== 'boolean')
    check.tell(path, 'boolean', `\`${path}\` must be true or false, not ${kindOf(value)}.`);
};

function listOf(rule: Rule): Rule {
  return (check, value, path) => {
    if (!Array.isArray(value)) {
      check.tell(path, 'list', `\`${path}\` must be a list, not ${kindOf(value)}.`);
      return;
    }
    for (const [index, item] of value.entries())
      if (item === null) check.tell(at(path, index), 'null', `\`${at(path, index)}\` is null.`);
      else rule(check, item, at(path, index));
  };
}

const languageMap: Rule = (check, value, path) => {
  const map = asObject(value);
  if (!map) {
    check.tell(path, 'language-map', `\`${path}\` must be an object of texts by language.`);
    return;
  }
  for (const [tag, text] of Object.entries(map)) {
    if (!isLanguageTag(tag))
      check.tell(at(path, tag), 'language', `\`${tag.slice(0, 100)}\` is no language tag.`);
    anyText(check, text, at(path, tag));
  }
};

/** Whatever one likes under keys that are IRIs, null too. */
const extensions: Rule = (check, value, path) => {
  const map = asObject(value);
  if (!map) {
    check.tell(path, 'extensions', `\`${path}\` must be an object with IRIs for keys.`);
    return;
  }
  for (const key of Object.keys(map))
    if (!isIri(key))
      check.tell(
        at(path, key),
        'extension-key',
        `\`${key.slice(0, 100)}\` is no IRI, as keys of extensions are.`,
      );
};

// Who

const identifiers = ['mbox', 'mbox_sha1sum', 'openid', 'account'] as const;

const account: Rule = (check, value, path) =>
  void objectAt(check, value, path, { homePage: iri, name: anyText }, ['homePage', 'name']);

const identifierFields: Fields = {
  name: anyText,
  mbox: textThat(isMbox, 'mbox', 'a mail address such as `mailto:ada@example.org`'),
  mbox_sha1sum: textThat(isSha1, 'sha1', '40 hexadecimal digits'),
  openid: iri,
  account,
};

function identifiersOf(value: JsonRecord): readonly string[] {
  return identifiers.filter((key) => Object.hasOwn(value, key));
}

const agent: Rule = (check, value, path) => {
  const fields = { ...identifierFields, objectType: oneOf('Agent') };
  const found = objectAt(check, value, path, fields);
  if (!found || identifiersOf(found).length === 1) return;
  const told = identifiersOf(found).length === 0 ? 'has none' : 'has several';
  check.tell(
    path,
    'one-identifier',
    `${named(path)} must have exactly one of ${identifiers.map((key) => `\`${key}\``).join(', ')}; it ${told}.`,
  );
};

const group: Rule = (check, value, path) => {
  const fields = { ...identifierFields, objectType: oneOf('Group'), member: listOf(agent) };
  const found = objectAt(check, value, path, fields, ['objectType']);
  if (!found) return;
  const count = identifiersOf(found).length;
  if (count > 1)
    check.tell(path, 'one-identifier', `${named(path)} must have one identifier at the most.`);
  const members = found['member'];
  if (count === 0 && !(Array.isArray(members) && members.length > 0))
    check.tell(
      at(path, 'member'),
      'members',
      `${named(path)} is a group without an identifier: it must name its members.`,
    );
};

const actor: Rule = (check, value, path) =>
  asObject(value)?.['objectType'] === 'Group'
    ? group(check, value, path)
    : agent(check, value, path);

/** An agent, or the two that OAuth makes of one. */
const authority: Rule = (check, value, path) => {
  actor(check, value, path);
  const found = asObject(value);
  if (found?.['objectType'] !== 'Group') return;
  const members = found['member'];
  if (identifiersOf(found).length > 0 || !Array.isArray(members) || members.length !== 2)
    check.tell(
      path,
      'authority',
      `\`${path}\` must be an agent, or a group of exactly two agents.`,
    );
};

// What

const verb: Rule = (check, value, path) =>
  void objectAt(check, value, path, { id: iri, display: languageMap }, ['id']);

const interactionFields = {
  choice: ['choices'],
  sequencing: ['choices'],
  likert: ['scale'],
  matching: ['source', 'target'],
  performance: ['steps'],
  'true-false': [],
  'fill-in': [],
  'long-fill-in': [],
  numeric: [],
  other: [],
} as const satisfies Record<string, readonly string[]>;

const component: Rule = (check, value, path) =>
  void objectAt(check, value, path, { id: anyText, description: languageMap }, ['id']);

const components: Rule = (check, value, path) => {
  listOf(component)(check, value, path);
  if (!Array.isArray(value)) return;
  const ids = value.map((item) => asObject(item)?.['id']);
  if (new Set(ids).size < ids.length)
    check.tell(path, 'unique-ids', `\`${path}\` has the same id twice.`);
};

const definition: Rule = (check, value, path) => {
  const found = objectAt(check, value, path, definitionFields);
  if (!found) return;
  const kind = found['interactionType'];
  const allowed: readonly string[] = Object.hasOwn(interactionFields, String(kind))
    ? interactionFields[kind as keyof typeof interactionFields]
    : [];
  for (const key of ['correctResponsesPattern', ...componentKeys]) {
    if (!Object.hasOwn(found, key)) continue;
    if (kind === undefined)
      check.tell(at(path, key), 'interaction', `\`${key}\` needs an \`interactionType\`.`);
    else if (key !== 'correctResponsesPattern' && !allowed.includes(key))
      check.tell(
        at(path, key),
        'interaction',
        `An interaction \`${String(kind).slice(0, 50)}\` has no \`${key}\`.`,
      );
  }
};

const componentKeys = ['choices', 'scale', 'source', 'target', 'steps'];

const definitionFields: Fields = {
  name: languageMap,
  description: languageMap,
  type: iri,
  moreInfo: iri,
  extensions,
  interactionType: oneOf(...Object.keys(interactionFields)),
  correctResponsesPattern: listOf(anyText),
  ...Object.fromEntries(componentKeys.map((key) => [key, components])),
};

const activity: Rule = (check, value, path) =>
  void objectAt(check, value, path, { objectType: oneOf('Activity'), id: iri, definition }, ['id']);

const statementRef: Rule = (check, value, path) =>
  void objectAt(check, value, path, { objectType: oneOf('StatementRef'), id: uuid }, [
    'objectType',
    'id',
  ]);

const subStatement: Rule = (check, value, path) => {
  const found = objectAt(check, value, path, subStatementFields, ['actor', 'verb', 'object']);
  if (found) checkContextOf(check, found, path);
};

const objectKinds: Readonly<Record<string, Rule>> = {
  Activity: activity,
  Agent: agent,
  Group: group,
  StatementRef: statementRef,
};

function objectOf(kinds: Readonly<Record<string, Rule>>): Rule {
  return (check, value, path) => {
    const kind = asObject(value)?.['objectType'] ?? 'Activity';
    const rule = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (rule) rule(check, value, path);
    else oneOf(...Object.keys(kinds))(check, kind, at(path, 'objectType'));
  };
}

// How it went, and where

const score: Rule = (check, value, path) => {
  const found = objectAt(check, value, path, {
    scaled: number,
    raw: number,
    min: number,
    max: number,
  });
  if (!found) return;
  const { scaled, raw, min, max } = found as Record<string, number | undefined>;
  const tell = (key: string, message: string) => check.tell(at(path, key), 'score-range', message);
  if (scaled !== undefined && (scaled < -1 || scaled > 1))
    tell('scaled', `\`${path}.scaled\` must be from -1 to 1, not ${scaled}.`);
  if (min !== undefined && max !== undefined && min >= max)
    tell('min', `\`${path}.min\` must be less than \`max\`: it is ${min}, and \`max\` is ${max}.`);
  if (raw !== undefined && min !== undefined && raw < min)
    tell('raw', `\`${path}.raw\` is ${raw}, less than \`min\`, which is ${min}.`);
  if (raw !== undefined && max !== undefined && raw > max)
    tell('raw', `\`${path}.raw\` is ${raw}, more than \`max\`, which is ${max}.`);
};

const result: Rule = (check, value, path) =>
  void objectAt(check, value, path, {
    score,
    success: flag,
    completion: flag,
    response: anyText,
    duration: textThat(isDuration, 'duration', 'a duration by ISO 8601, such as `PT1H30M`'),
    extensions,
  });

const oneOrMoreActivities: Rule = (check, value, path) =>
  Array.isArray(value) ? listOf(activity)(check, value, path) : activity(check, value, path);

const contextActivities: Rule = (check, value, path) =>
  void objectAt(check, value, path, {
    parent: oneOrMoreActivities,
    grouping: oneOrMoreActivities,
    category: oneOrMoreActivities,
    other: oneOrMoreActivities,
  });

const relevantTypes: Rule = (check, value, path) => {
  listOf(iri)(check, value, path);
  if (Array.isArray(value) && value.length === 0)
    check.tell(path, 'not-empty', `\`${path}\` has nothing in it: leave it out.`);
};

const contextAgent: Rule = (check, value, path) =>
  void objectAt(check, value, path, { objectType: oneOf('contextAgent'), agent, relevantTypes }, [
    'objectType',
    'agent',
  ]);

const contextGroup: Rule = (check, value, path) =>
  void objectAt(check, value, path, { objectType: oneOf('contextGroup'), group, relevantTypes }, [
    'objectType',
    'group',
  ]);

const context: Rule = (check, value, path) =>
  void objectAt(check, value, path, check.isLater ? laterContextFields : contextFields);

const contextFields: Fields = {
  registration: uuid,
  instructor: actor,
  team: group,
  contextActivities,
  revision: anyText,
  platform: anyText,
  language: textThat(isLanguageTag, 'language', 'a language tag, such as `en-GB`'),
  statement: statementRef,
  extensions,
};

const laterContextFields: Fields = {
  ...contextFields,
  contextAgents: listOf(contextAgent),
  contextGroups: listOf(contextGroup),
};

const attachment: Rule = (check, value, path) =>
  void objectAt(check, value, path, attachmentFields, [
    'usageType',
    'display',
    'contentType',
    'length',
    'sha2',
  ]);

const attachmentFields: Fields = {
  usageType: iri,
  display: languageMap,
  description: languageMap,
  contentType: textThat(isMediaType, 'media-type', 'a media type, such as `image/png`'),
  length: (check, value, path) => {
    if (!Number.isInteger(value) || (value as number) < 0)
      check.tell(path, 'whole-number', `\`${path}\` must be a whole number of bytes.`);
  },
  sha2: textThat(isSha2, 'sha2', 'the SHA-2 of the file in hexadecimal'),
  fileUrl: iri,
};

const saidFields: Fields = {
  actor,
  verb,
  object: objectOf(objectKinds),
  result,
  context,
  timestamp: time,
  attachments: listOf(attachment),
};

const subStatementFields: Fields = { ...saidFields, objectType: oneOf('SubStatement') };

const statementFields: Fields = {
  ...saidFields,
  id: uuid,
  object: objectOf({ ...objectKinds, SubStatement: subStatement }),
  stored: time,
  authority,
  version: (check, value, path) =>
    textThat(
      (text) => (check.isLater ? /^(1\.0|2\.0)(\.\d+)?$/ : /^1\.0(\.\d+)?$/).test(text),
      'version',
      check.isLater ? '`2.0.0` or `1.0.x`' : '`1.0` or `1.0.x`',
    )(check, value, path),
};
