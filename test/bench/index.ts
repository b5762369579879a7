import type { Bench } from './bench.ts';
import { choices } from './choices.ts';
import { closureBench } from './closure.ts';
import { cohort } from './cohort.ts';
import { conflicts } from './conflicts.ts';
import { dates } from './dates.ts';
import { evidence } from './evidence.ts';
import { headBench } from './head.ts';
import { mentees } from './mentees.ts';
import { million } from './million.ts';
import { oracle } from './oracle.ts';
import { orderBench } from './order.ts';
import { placementBench } from './placement.ts';
import { preview } from './preview.ts';
import { roster } from './roster.ts';
import { selection } from './selection.ts';
import { wholeOrderBench } from './whole-order.ts';
import { xapi } from './xapi.ts';

/** Every bench, in the order in which they run. */
export const benches: readonly Bench[] = [
  closureBench,
  wholeOrderBench,
  million,
  selection,
  oracle,
  cohort,
  conflicts,
  choices,
  dates,
  orderBench,
  evidence,
  mentees,
  preview,
  placementBench,
  xapi,
  roster,
  headBench,
];
