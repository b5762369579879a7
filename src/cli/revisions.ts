import type { Environment } from '../actions/environment.ts';
import { listRevisions } from '../actions/list-revisions.ts';
import type { CurriculumSize, Revision } from '../curriculum/revision.ts';
import { counted } from '../util/counted.ts';
import { didYouMean, didYouMeanText } from '../util/did-you-mean.ts';
import { plainLine } from '../util/plain-line.ts';
import { command } from './command.ts';
import { drawProblems } from './draw-refusal.ts';
import type { Terminal } from './terminal.ts';

const listedUsually = 20;

export const revisions = command({
  name: 'revisions',
  summary: 'List the revisions of a curriculum, the newest first.',
  operands: '[curriculum]',
  operandCount: [0, 1],
  options: {
    all: { says: `List all of them, and not the newest ${listedUsually} alone.` },
    json: { says: 'Print one revision a line, as JSON.' },
  },
  about: [
    '[curriculum] is the id of a published curriculum; the one that was published first where it is left out. `cairn revert` brings an earlier revision back.',
    'Exit codes: 0 where there are any; 1 where the database is at fault; 2 where there is no such curriculum.',
  ],
  examples: ['cairn revisions', 'cairn revisions python-web --all --json'],
  run: async ({ values, operands: [slug] }, { terminal, open }) => {
    const environment = await open();
    const head = findHead(environment, slug, terminal);
    if (!head) return 2;
    const sizes = await environment.store.reads.curricula.sizes(head.curriculum);
    let told = 0;
    for await (const revision of newestFirst(environment, head.curriculum)) {
      if (!values.all && told === listedUsually) break;
      told += 1;
      const size = sizes(revision.number);
      const line = values.json
        ? JSON.stringify({ ...revisionJson(revision), size })
        : drawRevision(revision, size, terminal);
      await terminal.print(line);
    }
    if (told < head.number)
      terminal.tell(`\nand ${head.number - told} before; \`--all\` lists them.`);
    return 0;
  },
});

/** The newest revision of the curriculum that is meant; null where there is none, after telling so. */
export function findHead(
  { curricula }: Environment,
  slug: string | undefined,
  { tell, tellLook }: Terminal,
): Revision | null {
  const { heads, default: first } = curricula.snapshot();
  const found = slug === undefined ? first : heads.get(slug);
  if (found) return found.revision;
  const meant = didYouMeanText(didYouMean(slug ?? '', heads.keys()));
  const problem =
    slug === undefined
      ? 'No curriculum has been published yet.'
      : `There is no published curriculum \`${slug}\`.${meant}`;
  tell(drawProblems([problem], tellLook));
  return null;
}

async function* newestFirst(
  environment: Environment,
  curriculum: string,
): AsyncGenerator<Revision> {
  const { read } = listRevisions(environment, curriculum);
  const limit = 100;
  for (let after: { after?: string } = {}; ; ) {
    const page = await read({ ...after, limit });
    yield* page;
    if (page.length < limit) return;
    after = { after: String(page.at(-1)!.number) };
  }
}

/** As programs read it. */
export function revisionJson({ digest, publishedAt, ...told }: Revision) {
  return { ...told, publishedAt: publishedAt.toISOString(), digest };
}

function drawRevision(
  { number, publishedAt, publishedBy, note, digest }: Revision,
  { skills, projects, careerPaths }: CurriculumSize,
  { look: { style } }: Terminal,
): string {
  const at = publishedAt.toISOString().slice(0, 16).replace('T', ' ');
  const size = [
    counted(skills, 'skill'),
    counted(projects, 'project'),
    counted(careerPaths, 'career path'),
  ].join(', ');
  const heading = `${style.bold(String(number).padStart(5))}  ${at}  ${plainLine(publishedBy)}`;
  const facts = style.dim(`${size}, ${digest.slice(0, 12)}`);
  return [heading, facts, ...(note === null ? [] : [plainLine(note)])].join('\n       ');
}
