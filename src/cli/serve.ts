import { command } from './command.ts';

export const serve = command({
  name: 'serve',
  summary: 'Serve the API and GraphiQL, as `npm start` does.',
  operands: '',
  operandCount: [0, 0],
  options: {},
  about: [
    'Settings are read from the environment: DATABASE_URL, PORT, HOST, PUBLIC_URL, CORS_ORIGINS, ANONYMOUS_ACCESS, JWT_ISSUER, JWT_AUDIENCE, JWT_KEYS, JWT_ALGORITHMS, JWT_KINDS, SEEDS and DEMO.',
  ],
  examples: ['PORT=8080 cairn serve'],
  run: async (_line, { serve }) => {
    await serve();
    return 0;
  },
});
