import { caseLimits } from '../exchange/curriculum/case.ts';
import type { SourceFile } from '../exchange/curriculum/native.ts';
import { type FetchSettings, fetchText } from '../outside/fetch-text.ts';

export interface CaseSource {
  /** Of a package, or of the list of frameworks of a provider. */
  readonly address: string;
  /** As in `Bearer …`, where the provider asks for it. */
  readonly authorization?: string | undefined;
  /** Whether the provider may be on this machine or in a private network: only who runs this process can mean that. */
  readonly mayBePrivate: boolean;
}

export type FetchedPackage =
  | { readonly kind: 'file'; readonly file: SourceFile }
  /** The provider has several frameworks: one of their addresses must be asked for. */
  | {
      readonly kind: 'several';
      readonly message: string;
      readonly frameworks: readonly ListedFramework[];
    }
  | { readonly kind: 'unreachable'; readonly message: string };

export interface ListedFramework {
  readonly title: string;
  /** Of its package. */
  readonly address: string;
}

const patienceMilliseconds = 120_000;

/** Fetches a package from a provider; from a list of frameworks that has but one, the package of that one. */
export async function fetchCasePackage(source: CaseSource): Promise<FetchedPackage> {
  const settings: FetchSettings = {
    mayBePrivate: source.mayBePrivate,
    authorization: source.authorization,
    bytesMax: caseLimits.bytes,
    milliseconds: patienceMilliseconds,
  };
  const fetched = await fetchText(source.address, settings);
  if (fetched.kind === 'unreachable') return fetched;
  const frameworks = frameworksIn(fetched.text, fetched.url);
  if (frameworks === null)
    return { kind: 'file', file: { file: source.address, text: fetched.text } };
  const [only, ...others] = frameworks;
  if (!only)
    return { kind: 'unreachable', message: 'The list of frameworks at that address is empty.' };
  if (others.length > 0) {
    const message = `There are ${frameworks.length} frameworks at that address. Name the address of one of them.`;
    return { kind: 'several', message, frameworks };
  }
  const sameHost = new URL(only.address).origin === fetched.url.origin;
  const found = await fetchText(
    only.address,
    sameHost ? settings : { ...settings, authorization: undefined },
  );
  return found.kind === 'text'
    ? { kind: 'file', file: { file: only.address, text: found.text } }
    : found;
}

/** The frameworks of a list; null where the text is none. */
function frameworksIn(text: string, url: URL): ListedFramework[] | null {
  if (!/^\s*\{\s*"CFDocuments"\s*:/.test(text.slice(0, 1_000))) return null;
  let documents: unknown;
  try {
    documents = JSON.parse(text).CFDocuments;
  } catch {
    return null;
  }
  if (!Array.isArray(documents)) return null;
  return documents.flatMap((document) => {
    const address = packageAddress(document, url);
    const title = typeof document?.title === 'string' ? document.title : address;
    return address === null ? [] : [{ title, address }];
  });
}

/** Where a framework says that its package is, else where the standard puts it. */
function packageAddress(document: unknown, url: URL): string | null {
  if (typeof document !== 'object' || document === null) return null;
  const { identifier, CFPackageURI: link } = document as Record<string, unknown>;
  const uri =
    typeof link === 'object' && link !== null ? (link as Record<string, unknown>)['uri'] : link;
  if (typeof uri === 'string' && URL.canParse(uri, url)) return new URL(uri, url).href;
  if (typeof identifier !== 'string') return null;
  return new URL(`CFPackages/${encodeURIComponent(identifier)}`, url).href;
}
