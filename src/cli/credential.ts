import { operator } from '../actions/actor.ts';
import { allowIssuer, disallowIssuer, listIssuers } from '../actions/allow-issuer.ts';
import type { Environment } from '../actions/environment.ts';
import type { LearnerName } from '../actions/find-learner.ts';
import { readFiles } from '../actions/read-files.ts';
import { type RecordedCredential, recordCredential } from '../actions/record-credential.ts';
import type { KeptIssuer } from '../store/credential-issuers.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import { invariant } from '../util/invariant.ts';
import { plainLine } from '../util/plain-line.ts';
import { readTypedId } from '../util/typed-id.ts';
import { command, type ExitCode, type Line, type Surroundings } from './command.ts';
import { drawProblems, drawRefusal } from './draw-refusal.ts';
import type { Terminal } from './terminal.ts';

const options = {
  learner: {
    value: '<id>',
    says: 'With `record`: whose it is, by id or by what another system calls them, `moodle=4711`.',
  },
  curriculum: {
    value: '<id>',
    says: 'With `record`: the one curriculum of whose skills it is to count; all where it is left out.',
  },
  keys: {
    value: '<address or file>',
    says: 'With `allow`: the public keys of the issuer (JWKS), or where they are to be had.',
  },
  title: { value: '<text>', says: 'With `allow`: what people call the issuer.' },
  'recipient-system': {
    value: '<system>',
    says: 'With `allow`: the system of external ids whose names the issuer gives to learners.',
  },
  level: {
    value: '<level>',
    says: 'With `allow`: what its credentials show where they name no level; the lowest of each skill where it is left out.',
  },
  'allow-private': {
    says: 'With `allow`: the keys may be on this machine or in a private network.',
  },
  json: { says: 'Print all of it as JSON.' },
} as const;

type CredentialLine = Line<typeof options>;

/** What of the options each can use. */
const verbs = {
  record: ['learner', 'curriculum', 'json'],
  allow: ['keys', 'title', 'recipient-system', 'level', 'allow-private', 'json'],
  disallow: [],
  issuers: ['json'],
} as const satisfies Record<string, readonly (keyof typeof options)[]>;

type Verb = keyof typeof verbs;

export const credential = command({
  name: 'credential',
  summary: 'Take Open Badges and learner records as evidence, and say whose are believed.',
  operands: '<record | allow | disallow | issuers> [file or issuer]',
  operandCount: [1, 2],
  options,
  about: [
    '`record <file>` takes a credential that is signed as a token (VC-JWT) as evidence of a learner: an Open Badge 3.0, or a Comprehensive Learner Record 2.0 with all that stands in it. It counts where its issuer is allowed, its signature is sound and the learner is its recipient. What it points to and no skill is called is told.',
    '`allow <issuer>` believes an issuer from now on, by the id that stands in its credentials; `disallow` ends that, for what is new; `issuers` lists them.',
    'Exit codes: 0 where it is done; 1 where the credential counts for nothing, what is asked for is wrong or the database is at fault; 2 where the command line is wrong or a file cannot be read.',
  ],
  examples: [
    'cairn credential allow https://badges.example/issuers/1 --keys https://badges.example/jwks.json --recipient-system moodle',
    'cairn credential record badge.jwt --learner moodle=4711',
  ],
  run: async (line, { terminal, open }) => {
    const [name, operand] = line.operands;
    const verb = Object.keys(verbs).find((one): one is Verb => one === name);
    if (!verb) return tellWrong(terminal, [unknownVerb(name!)]);
    const wrong = misuse(verb, operand, line);
    if (wrong.length > 0) return tellWrong(terminal, wrong);
    switch (verb) {
      case 'record':
        return record(operand!, line, terminal, open);
      case 'allow':
        return allow(operand!, line, terminal, open);
      case 'disallow':
        return disallow(operand!, terminal, await open());
      case 'issuers':
        return list(line, terminal, await open());
    }
  },
});

function unknownVerb(name: string): string {
  const meant = didYouMeanText(didYouMean(name, Object.keys(verbs)));
  return `\`cairn credential\` can't \`${name}\`: it can \`record\`, \`allow\`, \`disallow\` and tell \`issuers\`.${meant}`;
}

function misuse(verb: Verb, operand: string | undefined, { values }: CredentialLine): string[] {
  const useful: readonly string[] = verbs[verb];
  const strays = Object.keys(values).filter((name) => !useful.includes(name));
  const problems = strays.map(
    (name) => `\`cairn credential ${verb}\` has no use for \`--${name}\`.`,
  );
  if (verb === 'issuers' && operand !== undefined)
    problems.push(`\`cairn credential issuers\` has no use for \`${operand}\`.`);
  if (verb !== 'issuers' && operand === undefined)
    problems.push(
      `\`cairn credential ${verb}\` needs ${verb === 'record' ? 'a file' : 'the id of an issuer'}.`,
    );
  if (verb === 'record' && values.learner === undefined)
    problems.push('`--learner` must say whose it is: an id, or `system=name`.');
  if (verb === 'allow' && values.keys === undefined)
    problems.push('`--keys` must say where the public keys of the issuer are.');
  return problems;
}

type Open = Surroundings['open'];

async function record(
  file: string,
  { values }: CredentialLine,
  terminal: Terminal,
  open: Open,
): Promise<ExitCode> {
  const text = await readText(file);
  if (text.kind === 'unreadable') return tellWrong(terminal, [text.message]);
  const environment = await open();
  const result = await recordCredential(environment, environment.curricula.snapshot(), operator, {
    learner: learnerNamed(values.learner!),
    credential: text.text,
    curriculum: values.curriculum,
  });
  invariant(result.kind !== 'forbidden', 'the operator may record evidence');
  if (values.json) await terminal.print(JSON.stringify(result, null, 2));
  if (result.kind === 'credential-recorded') {
    if (!values.json)
      await terminal.print(result.credentials.map((one) => draw(one, terminal)).join('\n'));
    return 0;
  }
  if (!values.json) terminal.tell(drawProblems([result.message], terminal.tellLook));
  return 1;
}

/** Ids of the API may end in `=`, too. */
function learnerNamed(text: string): LearnerName {
  const [id] = readTypedId(text)?.keys ?? [];
  const [, system, externalId] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (id !== undefined) return { id };
  return system && externalId ? { externalId: { system, externalId } } : { id: text };
}

function draw(one: RecordedCredential, { look }: Terminal): string {
  const { bold, dim, red } = look.style;
  if (one.status === 'REFUSED') return `${red(one.path)}  ${one.problem.message}`;
  const { credential, findings, unmapped, status } = one;
  const says = {
    CREATED: 'new',
    UPDATED: 'changed',
    UNCHANGED: 'here already',
    SUPERSEDED: 'older than what is here',
  };
  return [
    `${bold(plainLine(credential.title))}  ${says[status]}`,
    ...findings.map(({ competency: { curriculum, skill, level }, outcome }) => {
      const shows = outcome === 'HELD' ? 'held' : 'not held';
      return `  ${curriculum}: ${skill}@${level} ${shows}`;
    }),
    ...unmapped.map(({ alignment: { name, url, code }, message, suggestions }) =>
      dim(
        `  ${plainLine(name ?? code ?? url ?? 'something')}: ${message}${didYouMeanText(suggestions)}`,
      ),
    ),
    ...(credential.isRevocable ? [dim('  Whether its issuer revoked it was not checked.')] : []),
  ].join('\n');
}

async function allow(
  issuer: string,
  { values }: CredentialLine,
  terminal: Terminal,
  open: Open,
): Promise<ExitCode> {
  const from = values.keys!;
  const isAddress = /^https?:\/\//i.test(from);
  const text = isAddress ? null : await readText(from);
  if (text?.kind === 'unreadable') return tellWrong(terminal, [text.message]);
  const keys = text && parse(text.text);
  if (text && !keys) return tellWrong(terminal, [`\`${from}\` is no JSON, as a JWKS is.`]);
  const result = await allowIssuer(await open(), operator, {
    issuer,
    title: values.title,
    ...(isAddress ? { keysUrl: from } : { keys }),
    mayBePrivate: values['allow-private'] ?? false,
    recipientSystem: values['recipient-system'],
    level: values.level,
  });
  invariant(result.kind !== 'forbidden', 'the operator may allow issuers');
  if (result.kind !== 'issuer-allowed') {
    terminal.tell(drawRefusal(result, terminal.tellLook));
    return 1;
  }
  await terminal.print(
    values.json
      ? JSON.stringify(result.issuer, null, 2)
      : `Credentials of ${plainLine(result.issuer.title)} are believed.`,
  );
  return 0;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function disallow(
  issuer: string,
  terminal: Terminal,
  environment: Environment,
): Promise<ExitCode> {
  const result = await disallowIssuer(environment, operator, issuer);
  invariant(result.kind !== 'forbidden', 'the operator may disallow issuers');
  if (result.kind !== 'issuer-disallowed') {
    terminal.tell(drawProblems([result.message], terminal.tellLook));
    return 1;
  }
  await terminal.print(`Credentials of ${plainLine(result.issuer.title)} are believed no more.`);
  return 0;
}

async function list(
  { values }: CredentialLine,
  terminal: Terminal,
  environment: Environment,
): Promise<ExitCode> {
  const issuers = await allIssuers(environment);
  if (values.json) await terminal.print(JSON.stringify(issuers, null, 2));
  else if (issuers.length === 0)
    terminal.tell('Nobody is believed yet. `cairn credential allow` allows an issuer.');
  else await terminal.print(issuers.map((one) => drawIssuer(one, terminal)).join('\n\n'));
  return 0;
}

async function allIssuers(environment: Environment): Promise<KeptIssuer[]> {
  const listed = listIssuers(environment, operator);
  invariant(listed.kind !== 'forbidden', 'the operator may list issuers');
  const issuers: KeptIssuer[] = [];
  for (;;) {
    const last = issuers.at(-1);
    const page = await listed.read({ limit: pageIssuers, ...(last && { after: last.issuer }) });
    issuers.push(...page);
    if (page.length < pageIssuers) return issuers;
  }
}

const pageIssuers = 1_000;

function drawIssuer(
  { issuer, title, keys, level, recipientSystem }: KeptIssuer,
  { look }: Terminal,
) {
  const { bold, dim } = look.style;
  const kept = keys.kind === 'url' ? keys.url : `${keys.keys.length} kept here`;
  return [
    bold(plainLine(title)),
    `  ${issuer}`,
    dim(`  keys: ${plainLine(kept)}`),
    ...(recipientSystem === null ? [] : [dim(`  names learners as ${plainLine(recipientSystem)}`)]),
    ...(level === null ? [] : [dim(`  shows ${level} where it names no level`)]),
  ].join('\n');
}

async function readText(
  path: string,
): Promise<
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly message: string }
> {
  const read = await readFiles(path);
  if (read.kind === 'unreadable') return read;
  const [file, ...others] = read.files;
  return file && others.length === 0
    ? { kind: 'text', text: file.text }
    : { kind: 'unreadable', message: `\`${path}\` is a folder: name one file.` };
}

function tellWrong({ tell, tellLook }: Terminal, problems: readonly string[]): ExitCode {
  tell(drawProblems(problems, tellLook));
  return 2;
}
