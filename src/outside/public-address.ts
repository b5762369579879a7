import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** An address that a name led to and that may be called; whoever calls must call this one and not look the name up anew. */
export interface PinnedAddress {
  readonly kind: 'address';
  readonly address: string;
  readonly family: 4 | 6;
}

/** A sentence for whoever gave the name. */
export interface Unreachable {
  readonly kind: 'unreachable';
  readonly message: string;
}

/** Gives all addresses of a name. */
export type LookUp = (name: string) => Promise<readonly { readonly address: string }[]>;

/**
 * Finds the address of a host that others named, and refuses those on this machine and in networks that are not public:
 * what is asked there is answered to whoever is inside, not to whoever named the host. A name with any such address is
 * refused, since the next look-up might give that one. `mayBePrivate` is for an operator who means it.
 */
export async function pinAddress(
  host: string,
  mayBePrivate: boolean,
  lookUp: LookUp = systemLookUp,
): Promise<PinnedAddress | Unreachable> {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const found = isIP(name) > 0 ? [{ address: name }] : await lookUp(name).catch(() => []);
  const [first] = found;
  if (!first) return unreachable(`The host \`${name.slice(0, 200)}\` cannot be found.`);
  const isOpen = mayBePrivate || found.every(({ address }) => isPublicAddress(address));
  if (!isOpen)
    return unreachable(
      `The host \`${name.slice(0, 200)}\` is on this machine or in a network that is not public, and is not called.`,
    );
  return { kind: 'address', address: first.address, family: isIPv6(first.address) ? 6 : 4 };
}

/** Whether an IP address is one that anybody on the Internet could mean, by the registries of special addresses of IANA. */
export function isPublicAddress(address: string): boolean {
  const [plain = ''] = address.split('%');
  if (isIP(plain) === 4) return !special.check(plain);
  if (isIP(plain) !== 6) return false;
  const inner = mappedIn(plain);
  if (inner !== null) return isPublicAddress(inner);
  return handedOut.check(plain, 'ipv6') && !special.check(plain, 'ipv6');
}

/** All that is handed out in version 6. */
const handedOut = new BlockList();
handedOut.addSubnet('2000::', 3, 'ipv6');

/** This machine, private networks, what is kept for documentation and tests, and what leads to other addresses. */
const special = new BlockList();
for (const [network, bits] of [
  ...[
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ],
  ...[
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
  ],
  ...[
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
  ],
  ...[
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ],
] as const)
  special.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ...[
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ],
] as const)
  special.addSubnet(network, bits, 'ipv6');

/** The address of version 4 that one of version 6 stands for; null where it stands for itself. */
function mappedIn(address: string): string | null {
  // The address of a URL is written in one way only.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(written);
  if (!mapped) return null;
  const [high, low] = mapped.slice(1).map((part) => Number.parseInt(part, 16)) as [number, number];
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

function systemLookUp(name: string): ReturnType<LookUp> {
  return lookup(name, { all: true, verbatim: true });
}

function unreachable(message: string): Unreachable {
  return { kind: 'unreachable', message };
}
