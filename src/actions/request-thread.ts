import { parentPort } from 'node:worker_threads';
import { CurriculumGraph } from '../curriculum/graph.ts';
import { invariant } from '../util/invariant.ts';
import { answerPlanRequest } from './answer-plan-request.ts';
import type { RequestThreadMessage } from './request-threads.ts';

// A thread behind `request-threads.ts`: first what to plan on, then requests; an answer for each, in their order.

invariant(parentPort !== null, 'this runs as a worker thread');
const port = parentPort;
let answers: ((line: string) => Promise<string>) | null = null;
let answered: Promise<void> = Promise.resolve();

port.on('message', (message: RequestThreadMessage) => {
  if (message.kind === 'ground') {
    const { shared, revision, lineage, prices } = message;
    const ground = { graph: CurriculumGraph.attach(shared), revision, lineage };
    answers = async (line) => JSON.stringify(await answerPlanRequest(ground, line, { prices }));
    return;
  }
  answered = answered.then(async () => {
    invariant(answers !== null, 'what to plan on comes first');
    port.postMessage(await answers(message.line));
  });
});
