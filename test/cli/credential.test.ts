import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/actions/environment.ts';
import { publishCurriculum } from '../../src/actions/publish-curriculum.ts';
import { credential } from '../../src/cli/credential.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { createStyle } from '../../src/cli/terminal.ts';
import { typedId } from '../../src/util/typed-id.ts';
import { newBadgeIssuer, subjectOf } from '../support/badge-issuer.ts';
import { newEnvironment } from '../support/environment.ts';
import { newLearner } from '../support/learners.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Runs `cairn credential …` in this process, on a store that is its own. */
async function run(environment: Environment, ...args: string[]) {
  const parsed = parseCommandLine(credential, args);
  if (parsed.kind !== 'line') throw new Error(JSON.stringify(parsed));
  const [printed, told]: [string[], string[]] = [[], []];
  const look = { style: createStyle(false), widthColumns: 200 };
  const terminal = {
    print: async (text: string) => void printed.push(text),
    tell: (text: string) => void told.push(text),
    progress: () => undefined,
    look,
    tellLook: look,
  };
  const surroundings = { terminal, open: async () => environment };
  const code = await credential.run(parsed.line, surroundings as never);
  return { code, output: printed.join('\n'), problems: told.join('\n') };
}

const issuer = await newBadgeIssuer();

async function world() {
  const environment = await newEnvironment();
  const curriculum = smallCurriculum();
  await publishCurriculum(environment, { curriculum, publishedBy: 'test', note: null });
  const ada = newLearner({ mail: 'ada@example.org' });
  await environment.store.write(async ({ learners }) => {
    await learners.create([ada]);
    await learners.addExternalIds(ada.id, [{ system: 'moodle', externalId: '47=11' }]);
  });
  const folder = await temporaryFolder();
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  return { environment, ada, folder, file };
}

describe('cairn credential', () => {
  it('takes badges of issuers who are allowed', async () => {
    const { environment, ada, file } = await world();
    const keys = await file('keys.json', JSON.stringify({ keys: [issuer.publicKey] }));
    const alignment = [{ targetName: 'CSS', targetUrl: 'https://a.example/1' }];
    const achievement = { ...subjectOf()['achievement']!, alignment: undefined };
    const badge = await file('badge.jwt', `${await issuer.sign(issuer.badge())}\n`);
    const other = await file(
      'other.jwt',
      await issuer.sign(
        issuer.badge({
          id: 'urn:b',
          name: 'Other',
          credentialStatus: {},
          credentialSubject: subjectOf({ ...achievement, alignment }),
        }),
      ),
    );
    const record = (path: string, ...rest: string[]) =>
      run(environment, 'record', path, '--learner', 'moodle=47=11', ...rest);
    expect(await run(environment, 'issuers')).toMatchObject({
      problems: expect.stringMatching(/^Nobody is believed yet/),
    });
    expect(await record(badge)).toMatchObject({
      code: 1,
      output: '',
      problems: expect.stringMatching(/is not one of those/),
    });
    expect(
      await run(environment, 'allow', issuer.id, '--keys', keys, '--level', 'workin'),
    ).toMatchObject({
      code: 1,
      problems: expect.stringMatching(/Did you mean `working`/),
    });
    expect(
      await run(
        environment,
        'allow',
        issuer.id,
        '--keys',
        keys,
        '--title',
        'Badges',
        '--recipient-system',
        'moodle',
      ),
    ).toEqual({ code: 0, output: 'Credentials of Badges are believed.', problems: '' });
    expect(await record(badge)).toEqual({
      code: 0,
      output: 'HTML badge  new\n  small: html@foundation held',
      problems: '',
    });
    expect(
      (await run(environment, 'record', badge, '--learner', typedId('Learner', [ada.id]))).output,
    ).toMatch('here already');
    expect((await record(other)).output).toBe(
      [
        'Other  new',
        '  CSS: No skill is called so here. Give the skill that is meant the address as one of its `sameAs`. Did you mean `css`?',
        '  Whether its issuer revoked it was not checked.',
      ].join('\n'),
    );
    expect(JSON.parse((await record(badge, '--json')).output)).toMatchObject({
      kind: 'credential-recorded',
    });
    expect((await run(environment, 'issuers')).output).toBe(
      `Badges\n  ${issuer.id}\n  keys: 1 kept here\n  names learners as moodle`,
    );
    expect(await run(environment, 'disallow', issuer.id)).toMatchObject({ code: 0 });
    expect(await run(environment, 'disallow', issuer.id)).toMatchObject({ code: 1 });
    expect(await record(badge)).toMatchObject({ code: 1 });
  });

  it('says what is wrong with a command line', async () => {
    const { environment, folder, file } = await world();
    const text = await file('a.txt', 'a');
    const wrong = async (...args: string[]) => {
      const { code, problems } = await run(environment, ...args);
      return `${code} ${problems}`;
    };
    expect(await wrong('recrd')).toMatch(/^2 .*Did you mean `record`/s);
    expect(await wrong('record')).toMatch(/^2 .*needs a file.*--learner/s);
    expect(await wrong('record', text, '--learner', 'a', '--keys', 'b')).toMatch(
      /^2 .*no use for `--keys`/s,
    );
    expect(await wrong('allow', 'did:a:b')).toMatch(/^2 .*--keys/s);
    expect(await wrong('allow', 'did:a:b', '--keys', text)).toMatch(/^2 .*no JSON/s);
    expect(await wrong('issuers', 'a')).toMatch(/^2 .*no use for `a`/s);
    expect(await wrong('record', join(folder, 'none'), '--learner', 'a')).toMatch(/^2 /);
    expect(await wrong('record', text, '--learner', 'a')).toMatch(/^1 .*There is no learner `a`/s);
  });
});
