import { parentPort } from 'node:worker_threads';
import Elk from 'elkjs/lib/elk.bundled.js';
import { invariant } from '../util/invariant.ts';
import type { LayoutQuestion } from './layout-thread.ts';

// The thread behind `layout-thread.ts`: for each graph that comes in the same one with places goes out.

invariant(parentPort !== null, 'this runs as a worker thread');
const port = parentPort;
const elk = new Elk.default();
port.on('message', async ({ number, graph }: LayoutQuestion) => {
  port.postMessage({ number, graph: await elk.layout(graph) } satisfies LayoutQuestion);
});
