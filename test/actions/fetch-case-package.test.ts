import { describe, expect, it } from 'vitest';
import { fetchCasePackage } from '../../src/actions/fetch-case-package.ts';
import { resolveDocument } from '../../src/curriculum/resolve-document.ts';
import { toDocument } from '../../src/curriculum/to-document.ts';
import { caseImporter } from '../../src/exchange/curriculum/case.ts';
import { curriculum } from '../support/curricula.ts';
import { seedCurriculum } from '../support/seeds.ts';
import { testServer } from '../support/server.ts';

describe('a framework of another Cairn', () => {
  const server = testServer(async () => [await seedCurriculum()]);
  const several = testServer(() =>
    ['one', 'two'].map((slug) => ({ ...curriculum('a'), slug, title: slug })),
  );

  it('is fetched from the list of its provider and becomes the same curriculum', async () => {
    const address = `${server.url()}/ims/case/v1p1/CFDocuments`;
    const fetched = await fetchCasePackage({ address, mayBePrivate: true });
    if (fetched.kind !== 'file') throw new Error(fetched.message);
    expect(fetched.file.file).toContain('/CFPackages/');
    const reading = caseImporter.read([fetched.file], { curriculum: null, hoursByDefault: 1 });
    if (reading.kind !== 'document') throw new Error(JSON.stringify(reading.defects));
    const resolved = resolveDocument(reading.document);
    expect(resolved.kind === 'curriculum' && toDocument(resolved.curriculum)).toEqual(
      toDocument(await seedCurriculum()),
    );
  });

  it('is chosen by whoever asks where there are several', async () => {
    const address = `${several.url()}/ims/case/v1p0/CFDocuments`;
    const fetched = await fetchCasePackage({ address, mayBePrivate: true });
    expect(fetched).toMatchObject({
      kind: 'several',
      frameworks: [{ title: 'one' }, { title: 'two' }],
    });
    const chosen = fetched.kind === 'several' ? fetched.frameworks[1]!.address : '';
    expect(await fetchCasePackage({ address: chosen, mayBePrivate: true })).toMatchObject({
      kind: 'file',
    });
  });

  it('is not asked for on this machine, unless that is meant', async () => {
    const address = `${server.url()}/ims/case/v1p1/CFDocuments`;
    expect((await fetchCasePackage({ address, mayBePrivate: false })).kind).toBe('unreachable');
  });
});
