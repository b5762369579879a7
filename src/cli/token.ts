import { operator } from '../actions/actor.ts';
import { createToken } from '../actions/create-token.ts';
import type { Environment } from '../actions/environment.ts';
import { listTokens } from '../actions/list-tokens.ts';
import { revokeToken } from '../actions/revoke-token.ts';
import { scopes, type Token, tokenKinds } from '../curriculum/token.ts';
import type { InvalidRequest, UnknownNames } from '../planner/refusal.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import { invariant } from '../util/invariant.ts';
import { plainLine } from '../util/plain-line.ts';
import { readTypedId } from '../util/typed-id.ts';
import { choiceOf, choicesText } from './choice-of.ts';
import { command, type ExitCode, type Line } from './command.ts';
import { drawProblems, drawRefusal } from './draw-refusal.ts';
import type { Terminal } from './terminal.ts';

const options = {
  kind: { value: '<kind>', says: `Whom it stands for: ${choicesText(tokenKinds)}.` },
  title: { value: '<text>', says: 'What it is for, so that others know.' },
  learner: { value: '<id>', says: 'Which learner, with `--kind learner`.' },
  mentor: { value: '<id>', says: 'Which mentor, with `--kind mentor`.' },
  scopes: {
    value: '<scope>',
    isList: true,
    says: `What it may do, with \`--kind service\`: ${scopes.map((scope) => `\`${scope}\``).join(', ')}.`,
  },
  'persisted-operations-only': {
    says: 'It may ask nothing over GraphQL but operations that were registered before.',
  },
  expires: {
    value: '<when>',
    says: 'After how long, `12h`, `90d` or `52w`, or on which day, `2027-05-01`; never where it is left out.',
  },
  json: { says: 'Print all of it as JSON.' },
} as const;

type TokenLine = Line<typeof options>;

export const token = command({
  name: 'token',
  summary: 'Make, list or revoke the tokens that let people and programs in.',
  operands: '<create | list | revoke> [id]',
  operandCount: [1, 2],
  options,
  about: [
    '`create` makes a token in the database that DATABASE_URL names, and prints its secret alone. That is the only time that anybody sees it. It goes into the header `Authorization: Bearer cairn_…`. Whoever can run this needs no other right: so the first admin comes to be.',
    '`list` shows all tokens there are, without their secrets; `revoke <id>` makes one good for nothing, for good. Servers that run on the same database take it up at once.',
    'Exit codes: 0 where it is done; 1 where what is asked for is wrong or the database is at fault; 2 where the command line is wrong.',
  ],
  examples: [
    'cairn token create --kind admin --title "Laptop of Ada"',
    'cairn token create --kind service --title Moodle --scopes learners:read,evidence:write --expires 90d',
    'cairn token revoke 01995b2e-7c00-7000-8000-000000000000',
  ],
  run: async (line, { terminal, open }) => {
    const [verb, id] = line.operands;
    const meant = verbs.find((one) => one === verb);
    if (!meant) return tellWrong(terminal, [unknownVerb(verb!)]);
    if ((id !== undefined) !== (meant === 'revoke'))
      return tellWrong(terminal, [
        meant === 'revoke'
          ? '`cairn token revoke` needs the id of a token. `cairn token list` shows them.'
          : `\`cairn token ${meant}\` has no use for \`${id}\`.`,
      ]);
    const stray = strayOptions(meant, line);
    if (stray.length > 0) return tellWrong(terminal, stray);
    if (meant === 'create') return create(line, terminal, open);
    return meant === 'list'
      ? list(line, terminal, await open())
      : revoke(id!, terminal, await open());
  },
});

const verbs = ['create', 'list', 'revoke'] as const;

function unknownVerb(verb: string): string {
  const meant = didYouMeanText(didYouMean(verb, verbs));
  return `\`cairn token\` can't \`${verb}\`: it can \`create\`, \`list\` and \`revoke\`.${meant}`;
}

function strayOptions(verb: (typeof verbs)[number], { values }: TokenLine): string[] {
  const useful = { create: Object.keys(options), list: ['json'], revoke: [] }[verb] as string[];
  return Object.keys(values)
    .filter((name) => !useful.includes(name))
    .map((name) => `\`cairn token ${verb}\` has no use for \`--${name}\`.`);
}

async function create(
  { values }: TokenLine,
  terminal: Terminal,
  open: () => Promise<Environment>,
): Promise<ExitCode> {
  const problems: string[] = [];
  const refuse = (problem: string) => void problems.push(problem);
  const kind = choiceOf('--kind', values.kind, tokenKinds, refuse);
  if (values.kind === undefined)
    refuse(`\`--kind\` must say whom it stands for: ${choicesText(tokenKinds)}.`);
  for (const [person, name] of [['LEARNER', 'learner'] as const, ['MENTOR', 'mentor'] as const])
    if (kind === person && values[name] === undefined)
      refuse(`\`--kind ${name}\` needs \`--${name}\`: the id of the ${name}.`);
  const expiresIn = values.expires === undefined ? null : readExpiry(values.expires);
  if (values.expires !== undefined && expiresIn === null)
    refuse(
      `\`--expires ${values.expires}\` is no time: write \`12h\`, \`90d\`, \`52w\` or \`2027-05-01\`.`,
    );
  if (problems.length > 0 || kind === null) return tellWrong(terminal, problems);
  const environment = await open();
  const created = await createToken(environment, operator, {
    kind,
    title: values.title ?? 'Made on the command line',
    learner: values.learner === undefined ? null : keyOf(values.learner),
    mentor: values.mentor === undefined ? null : keyOf(values.mentor),
    scopes: values.scopes ?? null,
    expiresAt: expiresIn?.(environment.now()) ?? null,
    persistedOperationsOnly: values['persisted-operations-only'] === true,
  });
  invariant(created.kind !== 'forbidden', 'the operator may make tokens');
  if (created.kind !== 'token-created') return tellRefusal(terminal, created);
  const { secret } = created;
  if (values.json) await terminal.print(JSON.stringify({ ...created.token, secret }, null, 2));
  else {
    await terminal.print(secret);
    terminal.tell(
      `This is the only time that the secret is shown. The token's id is ${created.token.id}.`,
    );
  }
  return 0;
}

/** When a token ends that is made at a moment; null where the text tells no time. */
function readExpiry(text: string): ((now: Date) => Date) | null {
  const [, count, unit] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  if (count)
    return (now) => new Date(Number(now) + Number(count) * hours[unit as Unit] * 3_600_000);
  const day = new Date(`${text}T00:00:00Z`);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Number(day));
  return isDay && day.toISOString().startsWith(text) ? () => day : null;
}

const hours = { h: 1, d: 24, w: 168 };
type Unit = keyof typeof hours;

/** People have ids from here or from the API, where they say of what they are. */
function keyOf(id: string): string {
  return readTypedId(id)?.keys[0] ?? id;
}

async function list(
  { values }: TokenLine,
  terminal: Terminal,
  environment: Environment,
): Promise<ExitCode> {
  const tokens = await allTokens(environment);
  if (values.json) await terminal.print(JSON.stringify(tokens, null, 2));
  else if (tokens.length === 0)
    terminal.tell('There is no token yet. `cairn token create` makes one.');
  else
    await terminal.print(
      tokens.map((one) => drawToken(one, environment.now(), terminal)).join('\n\n'),
    );
  return 0;
}

async function allTokens(environment: Environment): Promise<Token[]> {
  const listed = listTokens(environment, operator);
  invariant(listed.kind !== 'forbidden', 'the operator may list tokens');
  const tokens: Token[] = [];
  for (;;) {
    const last = tokens.at(-1);
    const page = await listed.read({ limit: pageTokens, ...(last ? { after: last.id } : {}) });
    tokens.push(...page);
    if (page.length < pageTokens) return tokens;
  }
}

const pageTokens = 1_000;

function drawToken(one: Token, now: Date, { look }: Terminal): string {
  const { bold, dim, red } = look.style;
  const whom = [one.kind.toLowerCase(), one.learner ?? one.mentor, one.scopes.join(', ')]
    .filter(Boolean)
    .join(' ');
  const state = stateOf(one, now);
  const used = one.lastUsedAt ? `last used ${minute(one.lastUsedAt)}` : 'never used';
  return [
    `${bold(plainLine(one.title))}${state ? `  ${red(state)}` : ''}`,
    `  ${one.id}  ${one.prefix}…`,
    `  ${whom}`,
    dim(`  made ${minute(one.createdAt)}, ${used}${expiry(one, now)}`),
  ].join('\n');
}

function stateOf({ revokedAt, expiresAt }: Token, now: Date): string | null {
  if (revokedAt) return `revoked ${minute(revokedAt)}`;
  return expiresAt && expiresAt <= now ? `expired ${minute(expiresAt)}` : null;
}

function expiry({ expiresAt }: Token, now: Date): string {
  return expiresAt && expiresAt > now ? `, expires ${minute(expiresAt)}` : '';
}

function minute(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

async function revoke(id: string, terminal: Terminal, environment: Environment): Promise<ExitCode> {
  const revoked = await revokeToken(environment, operator, keyOf(id));
  invariant(revoked.kind !== 'forbidden', 'the operator may revoke tokens');
  if (revoked.kind !== 'token-revoked') return tellRefusal(terminal, revoked);
  await terminal.print(`Revoked ${plainLine(revoked.token.title)}.`);
  return 0;
}

function tellWrong({ tell, tellLook }: Terminal, problems: readonly string[]): ExitCode {
  tell(drawProblems(problems, tellLook));
  return 2;
}

/** The names here are those of people and tokens, of which no curriculum knows. */
function tellRefusal(
  { tell, tellLook }: Terminal,
  refusal: InvalidRequest | UnknownNames,
): ExitCode {
  const isUnknown = refusal.kind === 'unknown-names';
  tell(isUnknown ? drawProblems([refusal.message], tellLook) : drawRefusal(refusal, tellLook));
  return 1;
}
