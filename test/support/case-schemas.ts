import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { root } from './sources.ts';

const folder = join(root, 'test/web/case/schemas');
const kept = new Map<string, ValidateFunction>();

/** What a published schema of CASE 1.1 finds wrong; `operation` as in `getCFItem`. */
export function faultsOf(operation: string, value: unknown, isRefusal = false): readonly string[] {
  const validate = validatorOf(operation, isRefusal ? '-400' : '-200');
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function validatorOf(operation: string, status: string): ValidateFunction {
  const name = readdirSync(folder).find((each) => each.startsWith(`${operation}${status}`))!;
  const validate = kept.get(name) ?? compile(name);
  kept.set(name, validate);
  return validate;
}

function compile(name: string): ValidateFunction {
  const schema = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  // The schemas name the dialect by `http`, which nobody resolves.
  schema.$schema = 'https://json-schema.org/draft/2020-12/schema';
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  for (const number of ['float', 'int32']) ajv.addFormat(number, true);
  return ajv.compile(schema);
}
