import { parentPort } from 'node:worker_threads';
import type { Defect } from '../curriculum/defect.ts';
import { CurriculumGraph } from '../curriculum/graph.ts';
import { lint } from '../curriculum/lint.ts';
import { takeSnapshot } from '../curriculum/snapshot.ts';
import { exporterNamed } from '../exchange/curriculum/index.ts';
import { nativeJson, nativeYaml } from '../exchange/curriculum/native/write-native.ts';
import type { Work } from '../planner/work.ts';
import { invariant } from '../util/invariant.ts';
import { curriculumDigest } from './curriculum-digest.ts';
import type { CurriculumAnswer, CurriculumQuestion, ImportedBeside } from './curriculum-thread.ts';
import { curriculumThreadLimits } from './curriculum-thread-limits.ts';
import { packCurriculum, unpackCurriculum } from './packed-curriculum.ts';
import { packPlaces } from './packed-places.ts';
import { type CurriculumReading, parseCurriculum } from './read-curriculum.ts';
import { readImport } from './read-import.ts';

// The thread behind `curriculum-thread.ts`: for each question that comes in the answer goes out.

invariant(parentPort !== null, 'this runs as a worker thread');
const port = parentPort;
port.on('message', (question: CurriculumQuestion) => port.postMessage(answer(question)));

function answer(question: CurriculumQuestion): CurriculumAnswer {
  if (question.kind === 'lint') {
    const built = CurriculumGraph.build(atOnce(unpackCurriculum(question.packed)));
    invariant(built.kind === 'graph', 'what is published is sound');
    return { kind: 'linted', ...told(lint(built.graph)) };
  }
  if (question.kind === 'write') {
    const write = question.notation === 'YAML' ? nativeYaml : nativeJson;
    return { kind: 'written', text: write(atOnce(unpackCurriculum(question.packed))) };
  }
  if (question.kind === 'export') {
    const built = CurriculumGraph.build(atOnce(unpackCurriculum(question.packed)));
    invariant(built.kind === 'graph', 'what is published is sound');
    const { write } = exporterNamed(question.format);
    return { kind: 'exported', exported: write(built.graph, question.context) };
  }
  if (question.kind === 'import') {
    const { files, format, settings } = question;
    const reading = readImport(files, format, settings);
    if (reading.kind === 'defective') return readAnswer(reading, null);
    const { remarks, text } = reading;
    return readAnswer(reading, { remarks, text });
  }
  return readAnswer(parseCurriculum(question.files), null);
}

type Read = Exclude<CurriculumReading, { readonly kind: 'unreadable' }>;

function readAnswer(reading: Read, imported: ImportedBeside | null): CurriculumAnswer {
  if (reading.kind === 'defective') return { kind: 'defective', ...told(reading.problems) };
  return {
    kind: 'curriculum',
    packed: atOnce(packCurriculum(reading.curriculum)),
    digest: curriculumDigest(reading.curriculum),
    snapshot: takeSnapshot(reading.graph),
    places: packPlaces(reading.curriculum, reading.locate),
    imported,
    ...told(reading.warnings),
  };
}

function atOnce<Result>(work: Work<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The first of them, errors before warnings: nobody reads more, and paths may be thousands of steps long. */
function told<Told extends Defect>(defects: readonly Told[]) {
  const { defectsTold, pathSteps } = curriculumThreadLimits;
  const errors = defects.filter(({ severity }) => severity === 'error');
  const warnings = defects.filter(({ severity }) => severity === 'warning');
  const first = new Set([...errors, ...warnings].slice(0, defectsTold));
  return {
    defects: defects
      .filter((defect) => first.has(defect))
      .map((defect) => ({ ...defect, path: defect.path.slice(0, pathSteps) })),
    defectCount: defects.length,
  };
}
