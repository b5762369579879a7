import type { Server } from 'node:http';

/**
 * Takes no new connections, answers what was asked already, and resolves when nobody is connected any more; whoever
 * still is after the grace is cut off.
 */
export function drain(server: Server, graceMilliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    // A kept-alive connection becomes idle when its answer is through, and would stay for the next request.
    const idle = setInterval(() => server.closeIdleConnections(), 25);
    const grace = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(grace);
      resolve();
    });
  });
}
