import { parentPort } from 'node:worker_threads';
import { solveMixedInteger } from '../planner/select/mixed-integer.ts';
import { loadSolver } from '../planner/select/solver.ts';
import { invariant } from '../util/invariant.ts';
import type { HardPartQuestion } from './hard-part-solver.ts';

// The thread behind `hard-part-solver.ts`: a question in, an answer out, one after the other.

invariant(parentPort !== null, 'this runs as a worker thread');
const port = parentPort;
const solver = await loadSolver();
port.on('message', ({ part, limits }: HardPartQuestion) => {
  port.postMessage(solveMixedInteger(solver, part, limits));
});
