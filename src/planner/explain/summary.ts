import { listed } from '../../util/listed.ts';
import type { Roadmap } from '../roadmap.ts';
import { hoursText } from './titles.ts';

/** A roadmap in a few sentences. */
export function summaryText(roadmap: Omit<Roadmap, 'summary'>): string {
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
    sentences.push(
      `What you know already spares you ${counted(known.length, 'competency', 'competencies')}.`,
    );
  }
  sentences.push(
    proof.optimal
      ? 'No choice of skills that gets you there is shorter: this is proven.'
      : `A shorter choice of skills may exist, by at most ${Math.ceil(proof.gap * 1000) / 10} %.`,
  );
  if (schedule?.finishesOn) sentences.push(`You finish on ${schedule.finishesOn}.`);
  else if (schedule?.weeks) sentences.push(`It takes ${counted(schedule.weeks, 'week')}.`);
  if (schedule && !schedule.fits) {
    const late = listed(
      schedule.deferred.map(({ title }) => title),
      'and',
      3,
    );
    const enough = schedule.hoursPerWeekNeeded;
    sentences.push(
      `${late} ${schedule.deferred.length === 1 ? 'is' : 'are'} not reached in time${enough === null ? '' : `; ${enough} h a week would do`}.`,
    );
  }
  return sentences.join(' ');
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
