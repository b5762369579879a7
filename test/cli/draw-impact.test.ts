import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { operator } from '../../src/actions/actor.ts';
import { adoptRoadmap } from '../../src/actions/adopt-roadmap.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { drawImpact } from '../../src/cli/draw-impact.ts';
import { createStyle } from '../../src/cli/terminal.ts';
import type { Curriculum } from '../../src/curriculum/curriculum.ts';
import { nativeYaml } from '../../src/exchange/curriculum/native/write-native.ts';
import { ImpactSum } from '../../src/planner/impact/impact-sum.ts';
import { newEnvironment } from '../support/environment.ts';
import { newLearner } from '../support/learners.ts';
import { runProgram } from '../support/run-program.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';
import { summarized } from '../support/summarized.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('what a change means for learners, drawn', () => {
  it('has bars, tables and those that change most', () => {
    const sum = new ImpactSum();
    for (const [index, change] of [-12, -3, 4, 4, 4, 30, 0].entries())
      sum.addRoadmap({
        ...{
          learner: `learner-${index}`,
          id: 'a',
          outcome: change === 0 ? 'IMPOSSIBLE' : 'CHANGED',
        },
        ...{ hoursBefore: 50, hoursAfter: 50 + change, isDueAnyway: false },
        ...{ finishBefore: '2027-01-04', finishAfter: '2027-02-01' },
        goals: [{ name: 'coder', title: 'Coder', isOtherWay: change > 3 }],
        lost: change === 0 ? [{ name: 'coder', title: 'Coder', cause: 'GONE' }] : [],
        undone: index < 2 ? [{ key: 'loops@low', title: 'Loops' }] : [],
        says: 'The curriculum has a new revision, 2: the steps are the same.',
      });
    sum.addSkillsLost([{ skill: 'sums', title: 'Sums' }]);
    const all = { examined: 7, of: 7 };
    const look = { style: createStyle(false), widthColumns: 72 };
    expect(
      `\n${drawImpact(sum.sum(all, all, 1), new Map([['learner-5', 'Ada']]), look)}\n`,
    ).toMatchInlineSnapshot(`
      "
      What that means for learners who are under way
        7 learners follow a roadmap that rests on it. 7 roadmaps would change,
        of which 1 would become impossible. It would make 4 roadmaps longer,
        by up to 30 h and 2 roadmaps shorter, by up to 12 h. In the middle
        they change by +4 h. Some would have to do again, or lose, what they
        have done: Loops (2 learners). Evidence would lose its skill: Sums (1
        learner).

      Hours gained or lost, by roadmap
        −20 h to −10 h  1  ██████████████
         −10 h to −5 h  0
           −5 h to 0 h  1  ██████████████
           0 h to +5 h  3  ████████████████████████████████████████
         +5 h to +10 h  0
        +10 h to +20 h  0
        +20 h to +50 h  1  ██████████████

      The goals on their roadmaps
        Coder  7 learners  4 by other steps  1 no more

      What would become impossible
        Coder  1 learner  gone from the curriculum

      Done, and no longer counted as done
        Loops  2 learners

      Evidence that would lose its skill
        Sums  1 learner

      Those whose roadmaps change most
        learner-6  50 h → 50 h, 4 Jan 2027 → 1 Feb 2027
          The curriculum has a new revision, 2: the steps are the same.
        Ada  50 h → 80 h, 4 Jan 2027 → 1 Feb 2027
          The curriculum has a new revision, 2: the steps are the same.
        learner-0  50 h → 38 h, 4 Jan 2027 → 1 Feb 2027
          The curriculum has a new revision, 2: the steps are the same.
        learner-2  50 h → 54 h, 4 Jan 2027 → 1 Feb 2027
          The curriculum has a new revision, 2: the steps are the same.
        learner-3  50 h → 54 h, 4 Jan 2027 → 1 Feb 2027
          The curriculum has a new revision, 2: the steps are the same.
      "
    `);
  });
});

describe('cairn diff --learners', () => {
  const small = summarized(smallCurriculum());
  const next: Curriculum = {
    ...small,
    skills: small.skills.map((skill) =>
      skill.slug === 'html'
        ? { ...skill, levels: skill.levels.map((level) => ({ ...level, hours: 9 })) }
        : skill,
    ),
  };

  async function given(name: string | null = null) {
    const folder = await temporaryFolder();
    const address = `file:${join(folder, 'cairn.db')}`;
    const environment = await newEnvironment(address);
    await publishCurriculum(environment, { curriculum: small, publishedBy: 'test', note: null });
    const learner = newLearner({ name });
    await environment.store.write(({ learners }) => learners.create([learner]));
    const request = { goals: [{ careerPath: 'frontend-developer' }] };
    const snapshot = environment.curricula.snapshot();
    await adoptRoadmap(environment, snapshot, operator, {
      learner: learner.id,
      request,
      revision: 1,
    });
    await environment.store.close();
    const path = join(folder, 'next.yaml');
    await writeFile(path, nativeYaml(next));
    const run = (...args: string[]) =>
      runProgram(['src/cli/main.ts', 'diff', ...args], { env: { DATABASE_URL: address } }).ended;
    return { path, learner: learner.id, run };
  }

  it('tells what publishing would mean, in words and as JSON', async () => {
    const { path, learner, run } = await given();
    const drawn = await run(path, '--learners');
    expect(drawn).toMatchObject({ code: 0, problems: '' });
    expect(drawn.output).toContain('What that means for learners who are under way');
    expect(drawn.output).toContain(`${learner}  8 h → 14 h`);
    const { output } = await run(path, '--learners', '--json');
    expect(JSON.parse(output).learners).toMatchObject({
      roadmaps: { of: 1, changed: 1, hours: { longer: 1, mostAdded: 6 } },
      examples: [{ learner, hoursBefore: 8, hoursAfter: 14 }],
    });
    expect(JSON.parse((await run(path, '--json')).output)).not.toHaveProperty('learners');
  });

  it('calls learners by the names that they have', async () => {
    const { path, learner, run } = await given('Ada Lovelace');
    const { output } = await run(path, '--learners');
    expect(output).toContain('Ada Lovelace  8 h → 14 h');
    expect(output).not.toContain(learner);
  });

  it('wants one path, and what is published now', async () => {
    const { path, run } = await given();
    for (const args of [
      [path, path, '--learners'],
      [path, '--from', '1', '--learners'],
      ['--learners'],
    ])
      expect(await run(...args)).toMatchObject({ code: 2, output: '' });
  });
});
