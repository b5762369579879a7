import { describe, expect, it } from 'vitest';
import { publishCurriculum } from '../../../src/actions/publish-curriculum.ts';
import { faultsOf } from '../../support/case-schemas.ts';
import { curriculum } from '../../support/curricula.ts';
import { randomCurriculum } from '../../support/random-curricula.ts';
import { seedCurriculum } from '../../support/seeds.ts';
import { type Json, testServer } from '../../support/server.ts';

const server = testServer(async () => [
  await seedCurriculum(),
  ...[1, 2, 3, 4].map((seed) => ({
    ...randomCurriculum(seed, 12),
    slug: `random-${seed}`,
    title: `Random ${seed}`,
  })),
  {
    ...curriculum('a; b: a | c; c; !p 3: b ~ a; $w: b & p-not | a'.replace('p-not | ', '')),
    slug: 'drawn-here',
  },
]);

const base = '/ims/case/v1p1';

async function get(path: string, headers: Record<string, string> = {}) {
  const { status, headers: received, body } = await server.send({ path, headers });
  const text = body.toString();
  return { status, headers: received, json: (text === '' ? null : JSON.parse(text)) as Json };
}

async function documents(): Promise<Json[]> {
  return (await get(`${base}/CFDocuments`)).json['CFDocuments'];
}

async function packageOf(title: string): Promise<Json> {
  const found = (await documents()).find((each) => each['title'] === title)!;
  return (await get(`${base}/CFPackages/${found['identifier']}`)).json;
}

describe('every answer', () => {
  it('of the list is as the published schema has it', async () => {
    const { status, json, headers } = await get(`${base}/CFDocuments`);
    expect([status, faultsOf('getAllCFDocuments', json)]).toEqual([200, []]);
    expect([json['CFDocuments'].length, headers['x-total-count']]).toEqual([6, '6']);
  });

  it('under an identifier is as the published schema has it, in every framework', async () => {
    for (const { identifier } of await documents()) {
      const { json } = await get(`${base}/CFPackages/${identifier}`);
      expect(faultsOf('getCFPackage', json)).toEqual([]);
      const document = await get(`${base}/CFDocuments/${identifier}`);
      expect(faultsOf('getCFDocument', document.json)).toEqual([]);
      const { CFItems, CFAssociations, CFDefinitions } = json;
      const asked: [string, string, Json[]][] = [
        ['getCFItem', 'CFItems', CFItems],
        ['getCFItemAssociations', 'CFItemAssociations', CFItems],
        ['getCFAssociation', 'CFAssociations', CFAssociations],
        [
          'getCFAssociationGrouping',
          'CFAssociationGroupings',
          CFDefinitions.CFAssociationGroupings,
        ],
        ['getCFConcept', 'CFConcepts', CFDefinitions.CFConcepts],
        ['getCFSubject', 'CFSubjects', CFDefinitions.CFSubjects],
        ['getCFItemType', 'CFItemTypes', CFDefinitions.CFItemTypes],
      ];
      for (const [operation, path, values] of asked)
        for (const value of values) {
          const one = await get(`${base}/${path}/${value['identifier']}`);
          expect([path, one.status, faultsOf(operation, one.json)]).toEqual([path, 200, []]);
        }
    }
  }, 120_000);

  it('has each identifier once, and leads nowhere else', async () => {
    const { CFDocument, CFItems, CFAssociations, CFDefinitions } =
      await packageOf('Python on the web');
    const all = [
      CFDocument,
      ...CFItems,
      ...CFAssociations,
      ...Object.values(CFDefinitions).flat(),
    ] as Json[];
    const ids = new Set(all.map(({ identifier }) => identifier));
    expect(ids.size).toBe(all.length);
    for (const { originNodeURI, destinationNodeURI, associationType } of CFAssociations)
      if (associationType !== 'exactMatchOf')
        expect([ids.has(originNodeURI.identifier), ids.has(destinationNodeURI.identifier)]).toEqual(
          [true, true],
        );
  });
});

describe('an item', () => {
  it('comes with all that it is an end of', async () => {
    const { CFItems, CFAssociations } = await packageOf('Drawn');
    const item = (CFItems as Json[]).find(({ humanCodingScheme }) => humanCodingScheme === 'b')!;
    const { json } = await get(`${base}/CFItemAssociations/${item['identifier']}`);
    const isEnd = ({ originNodeURI, destinationNodeURI }: Json) =>
      [originNodeURI.identifier, destinationNodeURI.identifier].includes(item['identifier']);
    expect(json['CFAssociations']).toEqual((CFAssociations as Json[]).filter(isEnd));
    expect(json['CFAssociations'].length).toBeGreaterThan(4);
  });

  it('is found at its own address, which stays when the version goes', async () => {
    const { CFItems } = await packageOf('Drawn');
    for (const { uri, identifier } of CFItems as Json[]) {
      expect(uri).toBe(`${server.url()}/uri/${identifier}`);
      const response = await fetch(uri);
      expect((await response.json()).identifier).toBe(identifier);
    }
  });

  it('keeps its identifier when the curriculum is published anew, and says when that was', async () => {
    const before = await packageOf('Drawn');
    const changed = {
      ...curriculum('a 2; b: a | c; c; d; !p 3: b ~ a; $w: b'),
      slug: 'drawn-here',
    };
    await publishCurriculum(server.environment(), {
      curriculum: changed,
      publishedBy: 'test',
      note: null,
    });
    const after = await packageOf('Drawn');
    const idOf = (found: Json, slug: string) =>
      (found['CFItems'] as Json[]).find(({ humanCodingScheme }) => humanCodingScheme === slug)![
        'identifier'
      ];
    expect(idOf(after, 'a')).toBe(idOf(before, 'a'));
    expect(after['CFDocument'].version).toBe('2');
    expect(after['CFDocument'].lastChangeDateTime > before['CFDocument'].lastChangeDateTime).toBe(
      true,
    );
    const since = `lastChangeDateTime>'${before['CFDocument'].lastChangeDateTime}'`;
    const { json } = await get(`${base}/CFDocuments?filter=${encodeURIComponent(since)}`);
    expect(json['CFDocuments'].map(({ title }: Json) => title)).toEqual(['Drawn']);
  });
});

describe('version 1.0', () => {
  it('has the same under the same identifiers, without what came later', async () => {
    const { json: now } = await get(`${base}/CFDocuments`);
    const { json: then } = await get('/ims/case/v1p0/CFDocuments');
    const ids = (list: Json) => list['CFDocuments'].map(({ identifier }: Json) => identifier);
    expect(ids(then)).toEqual(ids(now));
    const { json } = await get(`/ims/case/v1p0/CFPackages/${ids(then)[0]}`);
    expect(JSON.stringify(json)).not.toMatch(
      /"(extensions|caseVersion|frameworkType|subjectURI)"|"ext:/,
    );
    expect((json['CFAssociations'] as Json[]).some((each) => 'notes' in each)).toBe(false);
    expect(
      (json['CFAssociations'] as Json[]).some(
        ({ associationType }) => associationType === 'isRelatedTo',
      ),
    ).toBe(true);
  });
});

describe('the list', () => {
  const titles = async (query: string) => {
    const { status, json } = await get(`${base}/CFDocuments?${query}`);
    return status === 200 ? json['CFDocuments'].map(({ title }: Json) => title) : status;
  };

  it('is sorted as asked, and as always where the field is unknown', async () => {
    expect((await titles('sort=title&limit=2'))[0]).toBe('Drawn');
    expect((await titles('sort=title&orderBy=desc'))[0]).toBe('Random 4');
    expect(await titles('sort=nothing')).toEqual(await titles(''));
  });

  it('is filtered, without regard to case, by one term or two', async () => {
    expect(await titles(`filter=${encodeURIComponent("title~'PYTHON'")}`)).toEqual([
      'Python on the web',
    ]);
    const either = "title='drawn' OR title='Random 1'";
    expect(await titles(`filter=${encodeURIComponent(either)}`)).toEqual(['Random 1', 'Drawn']);
    expect(
      await titles(`filter=${encodeURIComponent("title~'random' AND title!='Random 1'")}`),
    ).toHaveLength(3);
    expect(await titles(`filter=${encodeURIComponent("nothing='1'")}`)).toBe(400);
    expect(await titles('filter=nonsense')).toBe(400);
  });

  it('comes in pages that lead to one another', async () => {
    const seen: string[] = [];
    let next: string | undefined = `${base}/CFDocuments?limit=4&sort=title`;
    while (next) {
      const { headers, json } = await get(next);
      expect(headers['x-total-count']).toBe('6');
      seen.push(...json['CFDocuments'].map(({ identifier }: Json) => identifier));
      const link: string = /<([^>]*)>; rel="next"/.exec(String(headers['link']))?.[1] ?? '';
      next = link === '' ? undefined : link.slice(server.url().length);
    }
    expect([seen.length, new Set(seen).size]).toEqual([6, 6]);
    const { headers } = await get(`${base}/CFDocuments?limit=4&offset=4`);
    expect(headers['link']).toMatch(
      /offset=0>; rel="first".*offset=0>; rel="prev".*offset=4>; rel="last"/,
    );
  });

  it('has the fields that are asked for, and all where one is unknown', async () => {
    const { json } = await get(`${base}/CFDocuments?fields=title,identifier`);
    expect(Object.keys(json['CFDocuments'][0]).sort()).toEqual(['identifier', 'title']);
    const all = await get(`${base}/CFDocuments?fields=title,nothing`);
    expect(faultsOf('getAllCFDocuments', all.json)).toEqual([]);
  });
});

describe('what is known already', () => {
  it('is not sent again until something is published', async () => {
    const [{ identifier }] = (await documents()) as [Json];
    const path = `${base}/CFPackages/${identifier}`;
    const { headers } = await get(path);
    const again = await get(path, { 'if-none-match': String(headers['etag']) });
    expect([again.status, again.json]).toEqual([304, null]);
    const other = await get(`/ims/case/v1p0/CFPackages/${identifier}`, {
      'if-none-match': String(headers['etag']),
    });
    expect(other.status).toBe(200);
    const twice = [await get(path), await get(path)].map(({ json }) => json);
    expect(twice[0]).toEqual(twice[1]);
    const head = await server.send({ method: 'HEAD', path });
    expect([head.status, head.body.length, head.headers['etag']]).toEqual([
      200,
      0,
      headers['etag'],
    ]);
  });
});

describe('what is refused', () => {
  const cases: [string, number, string][] = [
    [`${base}/CFItems/00000000-0000-4000-8000-000000000000`, 404, 'unknownobject'],
    [`${base}/CFItems/nonsense`, 404, 'invalid_uuid'],
    [`${base}/CFItems`, 404, 'unknownobject'],
    [`${base}/CFRubrics/00000000-0000-4000-8000-000000000000`, 404, 'unknownobject'],
    [`${base}/constructor/00000000-0000-4000-8000-000000000000`, 404, 'unknownobject'],
    ['/ims/case/v2p0/CFDocuments', 404, 'unknownobject'],
    ['/ims/case/', 404, 'unknownobject'],
    ['/uri/nonsense', 404, 'invalid_uuid'],
    [`${base}/CFDocuments?fields=`, 400, 'invalid_selection_field'],
    [`${base}/CFDocuments?limit=0`, 400, 'invalid_selection_field'],
    [`${base}/CFDocuments?offset=-1`, 400, 'invalid_selection_field'],
    [`${base}/CFDocuments?orderBy=up`, 400, 'invalid_selection_field'],
  ];
  it.each(cases)('%s: %i %s', async (path, status, code) => {
    const { status: received, json } = await get(path);
    expect([received, faultsOf('getCFItem', json, true)]).toEqual([status, []]);
    expect(json['imsx_codeMinor'].imsx_codeMinorField[0].imsx_codeMinorFieldValue).toBe(code);
  });

  it('includes writing', async () => {
    const { status, headers } = await server.send({
      method: 'POST',
      path: `${base}/CFDocuments`,
      body: '{}',
    });
    expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  it('is an item where a document is asked for', async () => {
    const { CFItems } = await packageOf('Drawn');
    expect((await get(`${base}/CFPackages/${CFItems[0].identifier}`)).status).toBe(404);
    expect((await get(`${base}/CFItems/${CFItems[0].identifier.toUpperCase()}`)).status).toBe(200);
  });
});

describe('the description', () => {
  it('says what is served, here', async () => {
    const { status, json } = await get(`${base}/discovery/imscasev1p1_openapi3_v1p0.json`);
    expect([status, json['openapi'], json['servers'][0].url]).toEqual([
      200,
      '3.0.0',
      `${server.url()}${base}`,
    ]);
    expect(Object.keys(json['paths'])).toHaveLength(12);
    const text = JSON.stringify(json);
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(json['components'].schemas).toHaveProperty(name!);
  });

  it('lets every object have no more fields than the published schema does', async () => {
    const { json } = await get(`${base}/discovery/imscasev1p1_openapi3_v1p0.json`);
    const { CFItem, CFAssociation, CFDocument } = json['components'].schemas;
    const { CFItems, CFAssociations, CFDocument: document } = await packageOf('Python on the web');
    for (const item of CFItems)
      for (const key of Object.keys(item)) expect(CFItem.properties).toHaveProperty(key);
    for (const each of CFAssociations)
      for (const key of Object.keys(each)) expect(CFAssociation.properties).toHaveProperty(key);
    for (const key of Object.keys(document)) expect(CFDocument.properties).toHaveProperty(key);
  });
});

describe('whom it answers', () => {
  const closed = testServer(() => [curriculum('a')], { anonymousAccess: 'none' });

  it('is whoever may read the catalogue', async () => {
    const stranger = await closed.send({ path: `${base}/CFDocuments` });
    const body = JSON.parse(stranger.body.toString());
    expect([stranger.status, faultsOf('getAllCFDocuments', body, true)]).toEqual([401, []]);
    const secret = await closed.secretOf({ kind: 'SERVICE', scopes: ['learners:read'] } as never);
    const known = await closed.send({
      path: `${base}/CFDocuments`,
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(known.status).toBe(200);
  });
});

it('no bug was met', () => expect(server.bugs).toEqual([]));
