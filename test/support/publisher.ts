import { openStore } from '../../src/store/open.ts';
import { curriculum } from './curricula.ts';

/**
 * A process that publishes, for tests that run several or kill one: `publisher.ts <address> <name> <count>`. Each
 * revision is big enough to be killed in the middle of, and is named on standard output once it is there for good.
 */
const [address = '', name = '', count = '0'] = process.argv.slice(2);
const drawn = curriculum(Array.from({ length: 1200 }, (_, index) => `skill-${index}`).join('; '));
const store = await openStore(address);
for (let done = 0; done < Number(count); done += 1) {
  const title = `${name} ${done}`;
  const skills = drawn.skills.map((skill) => ({ ...skill, title }));
  const number = await store.write(async ({ curricula }) => {
    await curricula.reserve(drawn.slug, new Date());
    const head = await curricula.lockHead(drawn.slug);
    const revision = {
      curriculum: drawn.slug,
      number: (head?.number ?? 0) + 1,
      digest: title,
      publishedAt: new Date(),
      publishedBy: name,
      note: null,
    };
    await curricula.publish({ ...drawn, title, skills }, revision);
    return revision.number;
  });
  process.stdout.write(`${number}\n`);
}
await store.close();
