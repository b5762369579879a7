import { parentPort } from 'node:worker_threads';
import type { Defect } from '../curriculum/defect.ts';
import { CurriculumGraph } from '../curriculum/graph.ts';
import { lint } from '../curriculum/lint.ts';
import type { Work } from '../planner/work.ts';
import { invariant } from '../util/invariant.ts';
import { curriculumDigest } from './curriculum-digest.ts';
import { packCurriculum, unpackCurriculum } from './packed-curriculum.ts';
import { parseCurriculum } from './read-curriculum.ts';
import type { ReadingAnswer, ReadingQuestion } from './reading-thread.ts';
import { readingLimits } from './reading-thread.ts';

// The thread behind `reading-thread.ts`: for each question that comes in the answer goes out.

invariant(parentPort !== null, 'this runs as a worker thread');
const port = parentPort;
port.on('message', (question: ReadingQuestion) => port.postMessage(answer(question)));

function answer(question: ReadingQuestion): ReadingAnswer {
  if (question.kind === 'lint') {
    const built = CurriculumGraph.build(atOnce(unpackCurriculum(question.packed)));
    invariant(built.kind === 'graph', 'what is published is sound');
    return { kind: 'linted', ...told(lint(built.graph)) };
  }
  const reading = parseCurriculum(question.files);
  if (reading.kind === 'defective') return { kind: 'defective', ...told(reading.problems) };
  return {
    kind: 'curriculum',
    packed: atOnce(packCurriculum(reading.curriculum)),
    digest: curriculumDigest(reading.curriculum),
    ...told(reading.warnings),
  };
}

function atOnce<Result>(work: Work<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The first of them: nobody reads more, and paths may be thousands of steps long. */
function told<Told extends Defect>(defects: readonly Told[]) {
  const first = defects.slice(0, readingLimits.defectsTold);
  return {
    defects: first.map((defect) => ({
      ...defect,
      path: defect.path.slice(0, readingLimits.pathSteps),
    })),
    defectCount: defects.length,
  };
}
