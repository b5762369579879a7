import { isIntrospectionType, isSpecifiedScalarType, printType } from 'graphql';
import { schema } from './schema.ts';

/**
 * The API in GraphQL's own language, as it is published in `schema/curriculum.graphql`: what can be asked comes first,
 * then every type by name, its fields in the order that they are best read in.
 */
export function printedSchema(): string {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const others = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .filter((type) => roots.every((root) => root !== type))
    .sort((one, two) => (one.name < two.name ? -1 : 1));
  const types = [...roots.filter((root) => root != null), ...others];
  return `${types.map(printType).join('\n\n')}\n`;
}
