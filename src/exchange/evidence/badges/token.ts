import { asRecord, type JsonRecord, textIn, unfitness } from './json.ts';
import { credentialLimits } from './limits.ts';
import { type CredentialProblem, credentialProblem } from './problem.ts';

/** A credential as it is handed in, of which nothing is believed yet. */
export type HandedIn =
  | {
      readonly kind: 'token';
      /** In the compact form. */
      readonly jwt: string;
      readonly payload: JsonRecord;
    }
  /** Without a signature of its own. */
  | { readonly kind: 'bare'; readonly credential: JsonRecord }
  | CredentialProblem;

/** Tells what a text is: a signed token (VC-JWT), or a credential in JSON. */
export function openText(text: string): HandedIn {
  if (text.length > credentialLimits.characters)
    return credentialProblem(
      'TOO_LARGE',
      `The credential has ${text.length} characters; ${credentialLimits.characters} are the most.`,
    );
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) return openToken(trimmed);
  const value = parse(trimmed);
  return value === null ? unreadable('It is no JSON.') : openJson(value);
}

/** The same for what stands within a record: a token as a text, or an object. */
export function openNested(value: unknown): HandedIn {
  if (typeof value === 'string') return openToken(value.trim());
  const credential = asRecord(value);
  return credential ? openJson(credential) : unreadable('It is neither a token nor an object.');
}

function openJson(credential: JsonRecord): HandedIn {
  const enveloped = [credential['type']].flat().includes('EnvelopedVerifiableCredential');
  if (!enveloped) {
    const unfit = unfitness(credential, credentialLimits.depth);
    return unfit === null ? { kind: 'bare', credential } : unreadable(unfit);
  }
  const [, jwt] =
    /^data:application\/vc(?:\+ld)?\+jwt,(\S+)$/.exec(textIn(credential, 'id') ?? '') ?? [];
  return jwt === undefined
    ? credentialProblem(
        'UNSUPPORTED_PROOF',
        'This envelope holds no token of the kind `application/vc+jwt`, the only kind that is read.',
      )
    : openToken(jwt);
}

function openToken(jwt: string): HandedIn {
  if (jwt.includes('~'))
    return credentialProblem(
      'UNSUPPORTED_PROOF',
      'Tokens that disclose a part of themselves (SD-JWT) are not read. Hand in the whole credential as a VC-JWT.',
    );
  const parts = jwt.split('.', 6);
  if (parts.length === 5 && parts.every(isEncoded))
    return credentialProblem('UNSUPPORTED_PROOF', 'Encrypted tokens are not read.');
  const [header, payload, signature, ...rest] = parts;
  const isToken = [header, payload].every((part) => part && isEncoded(part)) && rest.length === 0;
  if (!isToken || signature === undefined || !isEncoded(signature))
    return unreadable('It is neither a token, three texts joined by dots, nor JSON.');
  const said = decode(header!);
  if (!said) return unreadable('The header of the token is no JSON.');
  const type = textIn(said, 'typ');
  if (type !== null && !types.has(type.toLowerCase().replace(/^application\//, '')))
    return credentialProblem(
      'NO_ACHIEVEMENT',
      `The token says to be \`${type.slice(0, 100)}\`: that is no credential.`,
    );
  if (said['crit'] !== undefined)
    return credentialProblem(
      'UNSUPPORTED_PROOF',
      'The token asks for extensions by `crit`, of which none are known here.',
    );
  const claims = decode(payload!);
  if (!claims) return unreadable('What the token says is no JSON.');
  const unfit = unfitness(claims, credentialLimits.depth);
  return unfit === null ? { kind: 'token', jwt, payload: claims } : unreadable(unfit);
}

/** What tokens that are credentials call themselves; those that say nothing are looked at. */
const types = new Set(['jwt', 'vc+jwt', 'vc+ld+jwt', 'vc-ld+jwt', 'vc+ld+json+jwt']);

function isEncoded(part: string): boolean {
  return /^[\w-]*$/.test(part);
}

function decode(part: string): JsonRecord | null {
  try {
    return parse(utf8.decode(Buffer.from(part, 'base64url')));
  } catch {
    return null;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(text: string): JsonRecord | null {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return null;
  }
}

function unreadable(message: string): CredentialProblem {
  return credentialProblem('UNREADABLE', `This is no credential that can be read. ${message}`);
}
