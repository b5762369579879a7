import { command } from './command.ts';

export const schema = command({
  name: 'schema',
  summary: 'Print the schema of the API, or of curriculum files.',
  operands: '',
  operandCount: [0, 0],
  options: {
    'json-schema': { says: 'The JSON Schema of curriculum files, for editors and other programs.' },
  },
  about: [],
  examples: [
    'cairn schema > curriculum.graphql',
    'cairn schema --json-schema > curriculum.schema.json',
  ],
  run: async ({ values }, { terminal, schemas }) => {
    const text = await (values['json-schema'] ? schemas.curriculum() : schemas.api());
    await terminal.print(text.trimEnd());
    return 0;
  },
});
