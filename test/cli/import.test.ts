import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { curriculumDigest } from '../../src/actions/curriculum-digest.ts';
import type { Environment } from '../../src/actions/environment.ts';
import { readCurriculum } from '../../src/actions/read-curriculum.ts';
import type { Command, Surroundings } from '../../src/cli/command.ts';
import { exportFiles } from '../../src/cli/export.ts';
import { importFiles } from '../../src/cli/import.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { createStyle } from '../../src/cli/terminal.ts';
import { curriculum } from '../support/curricula.ts';
import { newEnvironment } from '../support/environment.ts';
import { seedCurriculum } from '../support/seeds.ts';
import { type TestServer, testServer } from '../support/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Runs a command in this process; the store is opened only where one is given. */
async function run(
  command: Command,
  args: readonly string[],
  environment?: Environment,
  settings: Partial<Pick<Surroundings, 'caseToken' | 'publicUrl'>> = {},
) {
  const parsed = parseCommandLine(command, [...args]);
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
  const open = async () => {
    if (!environment) throw new Error('nothing was to be stored');
    return environment;
  };
  const code = await command.run(parsed.line, {
    ...{ caseToken: null, publicUrl: null, ...settings },
    ...{ terminal, open },
  } as never);
  return { code, output: printed.join('\n'), told: told.join('\n') };
}

async function written(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}

const tables = {
  'skills.csv': 'id,title,hours,area\nx,X,1,Basics\nY Y,Y,2,Basics\n',
  'prerequisites.csv': 'skill,needs\nY Y,x\nx,nothing\n',
};

describe('cairn import', () => {
  it('prints the curriculum as YAML, and tells the report by what became of things', async () => {
    const folder = await written(tables);
    const { code, output, told } = await run(importFiles, [folder, '--curriculum', 'demo']);
    expect(code).toBe(0);
    expect(output).toMatch(/^curriculum: demo\ntitle: Demo\n/);
    expect(told).toMatch(/^1 changed\n.*skills.csv:3:1 y-y The id `Y Y` is `y-y` now/);
    expect(told).toMatch(
      /\n\n1 leading elsewhere\n.*prerequisites.csv:3:1 x → nothing There is no skill/,
    );
    expect(told).toMatch(/1 changed and 1 leading elsewhere. Demo has 2 skills.$/);
  });

  it('writes a file that authors can go on from', async () => {
    const folder = await written(tables);
    const output = join(folder, 'demo.yaml');
    const files = [join(folder, 'skills.csv'), join(folder, 'prerequisites.csv')];
    expect((await run(importFiles, [...files, '--output', output])).code).toBe(0);
    const reading = await readCurriculum(output);
    expect(reading.kind === 'curriculum' && reading.curriculum.skills).toMatchObject([
      { slug: 'x', notes: ['Needs nothing, which is not in this curriculum.'] },
      { slug: 'y-y', externalIds: { csv: 'Y Y' } },
    ]);
  });

  it('publishes, and tells the revision with the report as JSON', async () => {
    const environment = await newEnvironment();
    const folder = await written(tables);
    const args = [folder, '--curriculum', 'demo', '--publish', '--note', 'New', '--json'];
    const { code, output, told } = await run(importFiles, args, environment);
    const report = JSON.parse(output);
    expect([code, told, report.format, report.publication.number]).toEqual([0, '', 'CSV', 1]);
    expect(report.remarks).toHaveLength(2);
    expect(environment.curricula.snapshot().heads.get('demo')?.revision.note).toBe('New');
    const late = await run(importFiles, [...args, '--expected-revision', '0'], environment);
    expect([late.code, late.told]).toEqual([1, expect.stringMatching(/is at revision 1/)]);
  });

  it('tells by the row why no curriculum can be made of it', async () => {
    const folder = await written({ 'skills.csv': 'id,requires\na,b\nb,a\n' });
    const { code, output, told } = await run(importFiles, [folder]);
    expect([code, output]).toEqual([1, '']);
    expect(told).toMatch(/skills.csv:2:1 error `a@foundation` can never be learned/);
  });

  it.each([
    ['nothing there', {}, ['nowhere'], /There is no file or folder `.*nowhere`/],
    [
      'a folder without files of any format',
      { 'a.md': '' },
      ['.'],
      /has no file whose name ends in/,
    ],
    [
      'no format that is known',
      { 'a.csv': 'x,y\n1,2' },
      ['a.csv'],
      /`native` \(Cairn\)[\s\S]*`--format`/,
    ],
    [
      'several formats',
      { 'a.csv': 'id,title\n', 'b.yaml': 'areas: []\n' },
      ['.'],
      /several formats: `native` .* and `csv`/,
    ],
    ['a note for nobody', { 'a.csv': 'id\na' }, ['a.csv', '--note', 'x'], /`--publish`, too/],
    [
      'hours of nobody',
      { 'a.csv': 'id\na' },
      ['a.csv', '--hours-by-default', 'x'],
      /`--hours-by-default` must be/,
    ],
    [
      'Latin-1',
      { 'a.csv': Buffer.from('id,title\na,ä', 'latin1') },
      ['a.csv', '--format', 'csv'],
      /Line 2 has the byte E4/,
    ],
  ])('asks for what is missing: %s', async (_name, files, [path = '', ...options], problem) => {
    const folder = await written(files);
    const { code, told } = await run(importFiles, [join(folder, path), ...options]);
    expect(code).toBe(2);
    expect(told).toMatch(problem);
  });
});

describe('cairn import of an address', () => {
  const one = testServer(async () => [await seedCurriculum()]);
  const several = testServer(() =>
    ['first', 'second'].map((slug) => ({ ...curriculum('a; b: a'), slug, title: slug })),
  );
  const shut = testServer(() => [curriculum('a')], { anonymousAccess: 'none' });
  const listOf = (server: TestServer) => `${server.url()}/ims/case/v1p1/CFDocuments`;
  const nothing = { code: 1, output: '' };

  it('takes the one framework of a list, the very same curriculum', async () => {
    const file = join(await temporaryFolder(), 'taken.yaml');
    const args = [listOf(one), '--allow-private', '--output', file];
    const { code, told } = await run(importFiles, args);
    expect([code, told]).toEqual([0, expect.stringMatching(/^Everything came over as it was\./)]);
    const [taken, given] = [await readCurriculum(file), await readCurriculum('seeds')];
    if (taken.kind !== 'curriculum' || given.kind !== 'curriculum') throw new Error('not sound');
    expect(curriculumDigest(taken.curriculum)).toBe(curriculumDigest(given.curriculum));
  });

  it('lists several frameworks with addresses, each of which it takes', async () => {
    const { told, ...rest } = await run(importFiles, [listOf(several), '--allow-private']);
    expect(rest).toEqual(nothing);
    const [asks, ...lines] = told.split('\n');
    expect(asks).toBe('There are 2 frameworks at that address. Name the address of one of them.');
    const listed = lines.map((line) => /^ {2}(\w+) {2}(http\S+\/CFPackages\/\S+)$/.exec(line)!);
    expect(listed.map(([, title]) => title)).toEqual(['first', 'second']);
    const taken = await run(importFiles, [listed[1]![2]!, '--allow-private', '--format', 'case']);
    expect([taken.code, taken.output]).toEqual([0, expect.stringMatching(/^curriculum: second\n/)]);
  });

  it('calls nobody on this machine, unless that is meant', async () => {
    const { told, ...rest } = await run(importFiles, [listOf(one)]);
    expect(rest).toEqual(nothing);
    expect(told).toMatch(/is not called: an address must begin with `https:\/\/`/);
    expect(told).toMatch(/`--allow-private`/);
    const secure = await run(importFiles, [listOf(one).replace('http:', 'https:')]);
    expect([secure.code, secure.told]).toEqual([1, expect.stringMatching(/private|this machine/)]);
    expect(secure.told).not.toMatch(/--allow-private/);
  });

  it('shows the token that a provider asks for', async () => {
    const args = [listOf(shut), '--allow-private'];
    const refused = await run(importFiles, args);
    expect([refused.code, refused.told]).toEqual([
      1,
      expect.stringMatching(/answered with the status 401/),
    ]);
    const caseToken = await shut.secretOf({ kind: 'SERVICE', scopes: ['learners:read'] });
    expect((await run(importFiles, args, undefined, { caseToken })).code).toBe(0);
  });

  it('takes one address by itself, and packages of CASE only', async () => {
    const two = await run(importFiles, [listOf(one), listOf(several), '--allow-private']);
    expect([two.code, two.told]).toEqual([2, expect.stringMatching(/imported by itself/)]);
    const csv = await run(importFiles, [listOf(one), '--allow-private', '--format', 'csv']);
    expect([csv.code, csv.told]).toEqual([2, expect.stringMatching(/is a package of CASE/)]);
  });
});

describe('cairn export', () => {
  it('names the server in CASE packages of what is published, where it knows of one', async () => {
    const environment = await newEnvironment();
    const folder = await written(tables);
    await run(importFiles, [folder, '--curriculum', 'demo', '--publish'], environment);
    const settings = { publicUrl: 'https://cairn.example/school' };
    const urisOf = async (name: string, opened?: Environment, set = settings) => {
      const args = [name, '--format', 'case'];
      const { output } = await run(exportFiles, args, opened, set);
      const { CFDocument, CFItems } = JSON.parse(output);
      return [CFDocument, ...CFItems].map(({ uri, identifier }) => uri.replace(identifier, ''));
    };
    expect(new Set(await urisOf('demo', environment))).toEqual(
      new Set(['https://cairn.example/school/uri/']),
    );
    const urns = new Set(['urn:uuid:']);
    expect(new Set(await urisOf('demo', environment, { publicUrl: null as never }))).toEqual(urns);
    expect(new Set(await urisOf('seeds'))).toEqual(urns);
  });

  it('writes the files of a revision, which are imported as they were', async () => {
    const environment = await newEnvironment();
    const folder = await written(tables);
    await run(importFiles, [folder, '--curriculum', 'demo', '--publish'], environment);
    const output = join(folder, 'out');
    const { told } = await run(
      exportFiles,
      ['demo', '--format', 'csv', '--output', output],
      environment,
    );
    expect(told).toMatch(/^Wrote skills.csv and prerequisites.csv to .*, with all of it\.$/);
    expect(await readFile(join(output, 'skills.csv'), 'utf8')).toMatch(/^\ufeffid,title,area/);
    const again = [output, '--curriculum', 'demo', '--publish'];
    expect((await run(importFiles, again, environment)).output).toMatch(/is unchanged: revision 1/);
    const older = ['demo', '--format', 'yaml', '--revision', '1'];
    expect((await run(exportFiles, older, environment)).output).toMatch(/^curriculum: demo\n/);
    const newer = await run(
      exportFiles,
      ['demo', '--format', 'yaml', '--revision', '7'],
      environment,
    );
    expect([newer.code, newer.told]).toEqual([2, expect.stringMatching(/has no revision 7/)]);
  });

  it('prints one file, and asks where several are to go', async () => {
    const printed = await run(exportFiles, ['seeds', '--format', 'json']);
    expect(JSON.parse(printed.output).curriculum).toBe('python-web');
    const several = await run(exportFiles, ['seeds', '--format', 'csv']);
    expect([several.code, several.output]).toEqual([2, '']);
    expect((await run(exportFiles, ['seeds'])).told).toMatch(/`yaml`, `json`, `csv`/);
  });

  it('tells what the format has no place for', async () => {
    const folder = await temporaryFolder();
    const { told } = await run(exportFiles, ['seeds', '--format', 'csv', '--output', folder]);
    expect(told).toMatch(
      /career paths are left out: the tables have skills and prerequisites only/,
    );
    expect(told).toMatch(/with all but what \d+ remarks above name\.$/);
  });
});
