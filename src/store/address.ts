import { fileURLToPath } from 'node:url';
import { OpenFailure } from './open-failure.ts';

export type Address =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'server'; readonly url: string };

/** Reads `file:<path>` or `postgres://…`; throws an `OpenFailure` where it is neither. */
export function readAddress(address: string): Address {
  const [, scheme = '', rest = ''] = address.match(/^(file|postgres|postgresql):(.*)$/s) ?? [];
  if (scheme === '')
    throw new OpenFailure({
      problem: 'The address of the database is neither `file:<path>` nor `postgres://…`.',
    });
  if (scheme !== 'file') return { kind: 'server', url: address };
  if (rest === '' || rest === ':memory:' || rest.endsWith('/'))
    throw new OpenFailure({
      problem: `The address of the database, \`file:${rest}\`, names no file.`,
    });
  return { kind: 'file', path: localPath(rest) };
}

/** `file:data/cairn.db` and `file:/var/cairn.db` are paths as they stand; `file:///var/cairn.db` is an address. */
function localPath(path: string): string {
  return path.startsWith('//') ? fileURLToPath(`file:${path}`) : path;
}
