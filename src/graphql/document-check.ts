import type { CheckDocument } from '../actions/register-operations.ts';
import { problemsOf } from './persisted-operation.ts';
import { schema } from './schema.ts';

/** Tells what is wrong with a document, for those who keep some without asking the API. */
export const documentCheck: CheckDocument = (document) => problemsOf(schema, document);
