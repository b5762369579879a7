import { command } from './command.ts';
import { drawProblems } from './draw-refusal.ts';
import { findGround } from './find-ground.ts';

export const schema = command({
  name: 'schema',
  summary: 'Print the schema of the API, or of curriculum files.',
  operands: '',
  operandCount: [0, 0],
  options: {
    'json-schema': { says: 'The JSON Schema of curriculum files, for editors and other programs.' },
    curriculum: {
      value: '<id or path>',
      says: 'With `--json-schema`: lists the names of this curriculum, so that an editor completes them and marks what is misspelt.',
    },
  },
  about: [
    'A schema for one curriculum knows the names that it has now. Print it anew when skills, areas or the like have been added.',
  ],
  examples: [
    'cairn schema > curriculum.graphql',
    'cairn schema --json-schema > curriculum.schema.json',
    'cairn schema --json-schema --curriculum seeds > my.schema.json',
  ],
  run: async ({ values }, surroundings) => {
    const { terminal, schemas } = surroundings;
    if (values.curriculum !== undefined && !values['json-schema']) {
      terminal.tell(drawProblems(['`--curriculum` needs `--json-schema`.'], terminal.tellLook));
      return 2;
    }
    const ground =
      values.curriculum === undefined ? null : await findGround(values.curriculum, surroundings);
    if (typeof ground === 'number') return ground;
    const text = await (values['json-schema']
      ? schemas.curriculum(ground?.graph.curriculum ?? null)
      : schemas.api());
    await terminal.print(text.trimEnd());
    return 0;
  },
});
