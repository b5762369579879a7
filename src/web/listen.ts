import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Listening =
  | { readonly kind: 'listening'; readonly address: AddressInfo }
  /** A sentence for whoever started the program, and perhaps a hint on another line. */
  | { readonly kind: 'refused'; readonly message: string };

/** Lets a server listen; port 0 is a free one. What the system says against it is a value. */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  server.listen({ host, port });
  try {
    await once(server, 'listening');
    return { kind: 'listening', address: server.address() as AddressInfo };
  } catch (error) {
    return { kind: 'refused', message: reasonOf(error as NodeJS.ErrnoException, host, port) };
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use on ${host}.\nhint: Stop what uses it, or set PORT to another one.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user.\nhint: Set PORT to one from 1024 upwards.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `\`${host}\` is no address of this machine.\nhint: Set HOST to 127.0.0.1, or to 0.0.0.0 for all there are.`;
    default:
      return `The server can't listen on port ${port} of ${host}: ${message}.`;
  }
}
