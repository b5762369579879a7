import { listed } from '../../util/listed.ts';
import type { Proof, Roadmap } from '../roadmap.ts';
import { hoursText } from './titles.ts';

/**
 * A roadmap in a few sentences.
 *
 * @param byTaste whether anything is preferred or avoided, so that the best choice need not be the shortest.
 */
export function summaryText(roadmap: Omit<Roadmap, 'summary'>, byTaste: boolean): string {
  const { goals, steps, milestones, totalHours, proof, schedule, known } = roadmap;
  const names = listed(
    goals.map(({ title }) => title),
    'and',
    3,
  );
  if (steps.length === 0)
    return `You know all that ${names} ${goals.length === 1 ? 'asks' : 'ask'} for.`;
  const sentences = [
    `${hoursText(totalHours)} in ${counted(steps.length, 'step')} and ${counted(milestones.length, 'milestone')} to ${names}.`,
  ];
  if (known.length > 0) {
    sentences.push(`${counted(known.length, 'competency is', 'competencies are')} known already.`);
  }
  sentences.push(proofText(proof, byTaste));
  if (schedule?.finishesOn) sentences.push(`You finish on ${schedule.finishesOn}.`);
  else if (schedule?.weeks) sentences.push(`It takes ${counted(schedule.weeks, 'week')}.`);
  if (schedule?.tastesGaveWay) {
    sentences.push('What is preferred and avoided gives way to the dates.');
  }
  if (schedule && !schedule.fits) sentences.push(latenessText(roadmap));
  return sentences.join(' ');
}

/** What became of dates that are not all kept. */
function latenessText({ goals, schedule }: Pick<Roadmap, 'goals' | 'schedule'>): string {
  const { deferred, deferredIsProven, hoursPerWeekNeeded } = schedule!;
  const names = listed(
    deferred.map(({ title }) => title),
    'and',
    3,
  );
  const are = deferred.length === 1 ? 'is' : 'are';
  const isLeftOut = !deferred.some((goal) => goals.includes(goal));
  const late =
    deferred.length === 0
      ? 'What you pinned is not done in time'
      : isLeftOut
        ? `${names} ${are} left out, since not every date can be kept`
        : `${names} ${are} not reached in time`;
  const enough = hoursPerWeekNeeded === null ? '' : `; ${hoursPerWeekNeeded} h a week would do`;
  const doubt = deferredIsProven ? '' : ' Goals of more importance may be possible.';
  return `${late}${enough}.${doubt}`;
}

function proofText({ optimal, gap }: Proof, byTaste: boolean): string {
  const better = byTaste ? 'better by what is preferred and avoided' : 'shorter';
  if (optimal) return `No other choice of skills is ${better}: this is proven.`;
  return `Another choice of skills may be ${better}, by at most ${Math.ceil(gap * 1000) / 10} %.`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
