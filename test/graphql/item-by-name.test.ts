import { afterAll, describe, expect, it } from 'vitest';
import type { ExternalId } from '../../src/curriculum/learner.ts';
import { testServer } from '../support/server.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const imported = '9d0c9b3e-7a3c-4a36-8f0e-2f1d6c1f7a10';

/** The same curriculum under two slugs, the second of which other systems have names for. */
function named() {
  const curriculum = smallCurriculum('named');
  return {
    ...curriculum,
    externalIds: { sis: 'course-1' },
    skills: curriculum.skills.map((skill) => {
      if (skill.slug === 'html')
        return { ...skill, externalIds: { moodle: 'c-1', case: imported } };
      return skill.slug === 'css' ? { ...skill, sameAs: ['https://esco.example/css'] } : skill;
    }),
    projects: curriculum.projects.map((project) => ({
      ...project,
      externalIds: { moodle: 'p-1' },
    })),
    careerPaths: curriculum.careerPaths.map((path) => ({
      ...path,
      externalIds: { moodle: `path ${path.slug}` },
    })),
  };
}

const server = testServer(() => [smallCurriculum(), named()]);

afterAll(() => expect(server.bugs).toEqual([]));

const query = `query ($externalId: ExternalIdInput, $curriculum: String) {
  skill(externalId: $externalId, curriculum: $curriculum) { id }
  project(externalId: $externalId, curriculum: $curriculum) { id }
  careerPath(externalId: $externalId, curriculum: $curriculum) { id }
  curriculum(externalId: $externalId) { slug }
}`;

/** What of each kind is called so, by slug. */
async function find(externalId: ExternalId, curriculum?: string) {
  const found = await server.read(query, { externalId, curriculum });
  return Object.fromEntries(
    Object.entries(found)
      .filter(([, item]) => item !== null)
      .map(([kind, { id, slug }]) => [
        kind,
        slug ?? Buffer.from(id, 'base64').toString().replace(/.*:/, ''),
      ]),
  );
}

describe('what other systems have names for', () => {
  it('is found by them, in whichever curriculum has it', async () => {
    const moodle = (externalId: string) => ({ system: 'moodle', externalId });
    expect(await find(moodle('c-1'))).toEqual({ skill: 'named/html' });
    expect(await find(moodle('p-1'))).toEqual({ project: 'named/notes-app' });
    expect(await find(moodle('path frontend-developer'))).toEqual({
      careerPath: 'named/frontend-developer',
    });
    expect(await find({ system: 'sis', externalId: 'course-1' })).toEqual({ curriculum: 'named' });
    expect(await find(moodle('C-1'))).toEqual({});
    expect(await find({ system: 'sis', externalId: 'c-1' })).toEqual({});
    expect(await find(moodle('c-1'), 'named')).toEqual({ skill: 'named/html' });
    expect(await find(moodle('c-1'), 'small')).toEqual({});
    expect(await find(moodle('c-1'), 'nowhere')).toEqual({});
  });

  it('is found by what CASE calls it, also where nobody said', async () => {
    const inCase = (externalId: string) => ({ system: 'case', externalId });
    expect(await find(inCase(imported))).toEqual({ skill: 'named/html' });
    const { body } = await server.send({ path: '/ims/case/v1p1/CFDocuments' });
    const { CFDocuments } = JSON.parse(body.toString());
    const slugs = [];
    for (const { identifier } of CFDocuments) {
      slugs.push((await find(inCase(identifier)))['curriculum']);
      const path = `/ims/case/v1p1/CFPackages/${identifier}`;
      const { CFItems } = JSON.parse((await server.send({ path })).body.toString());
      const flask = CFItems.find(
        (item: { humanCodingScheme: string }) => item.humanCodingScheme === 'flask',
      );
      const slug = slugs.at(-1);
      expect(await find(inCase(flask.identifier))).toEqual({ skill: `${slug}/flask` });
      expect(await find({ system: 'uri', externalId: flask.uri })).toEqual({
        skill: `${slug}/flask`,
      });
    }
    expect(slugs.sort()).toEqual(['named', 'small']);
  });

  it('is found by the address of the same elsewhere', async () => {
    const uri = (externalId: string) => ({ system: 'uri', externalId });
    expect(await find(uri('https://esco.example/css'))).toEqual({ skill: 'named/css' });
    expect(await find(uri('https://esco.example'))).toEqual({});
  });

  it('needs one name, and no two', async () => {
    const refused = async (asked: string) =>
      (await server.ask(`{ ${asked} { slug } }`)).errors?.[0];
    const name = 'externalId: { system: "a", externalId: "b" }';
    const message = 'Exactly one of `slug` and `externalId` says which one is meant.';
    for (const asked of ['skill', 'project', 'careerPath'])
      expect(await refused(asked)).toMatchObject({ message });
    for (const asked of ['skill', 'project', 'careerPath', 'curriculum'])
      expect(await refused(`${asked}(slug: "html", ${name})`)).toMatchObject({ message });
  });
});
