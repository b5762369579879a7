import { counted } from '../../../util/counted.ts';
import { hoursText } from '../../../util/hours-text.ts';
import { listed } from '../../../util/listed.ts';
import type { Place } from '../native.ts';
import type { RemarkList } from './remark-list.ts';

/** Tells in one remark of all skills, or levels of skills such as `sql@working`, of which nobody said how long they take. */
export function remarkHoursByDefault(
  skills: readonly { readonly name: string; readonly place: Place }[],
  hours: number,
  remarks: RemarkList,
): void {
  const [first] = skills;
  if (!first) return;
  const noun = skills.some(({ name }) => name.includes('@')) ? 'level' : 'skill';
  const names = listed(
    skills.map(({ name }) => `\`${name}\``),
    'and',
    namesShown,
  );
  const message =
    `${counted(skills.length, noun)} without hours got ${hoursText(hours)} each, the hours by default: ${names}. ` +
    'Write how long they take, or choose other hours by default.';
  remarks.add('DEFAULTED', first.place, 'hours', message);
}

const namesShown = 10;
