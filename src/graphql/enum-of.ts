import { builder } from './builder.ts';

/** An enum of the API over a catalog: the values that there are, each with its description. */
export function enumOf<Value extends string>(
  name: string,
  description: string,
  catalog: Readonly<Record<Value, string>>,
) {
  const entries = Object.entries(catalog) as [Value, string][];
  const values = Object.fromEntries(
    entries.map(([value, description]) => [value, { value, description }]),
  ) as Record<Value, { value: Value; description: string }>;
  return builder.enumType(name, { description, values });
}
