import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  valueFromAST,
} from 'graphql';

import { limits } from './limits.ts';

/**
 * How many entries a list usually has, for the field's `extensions`: a number, the name of the argument that lists
 * them, or `page` for a list that shows the page that its connection was asked for.
 */
export function expects(entries: number | string): { readonly entries: number | string } {
  return { entries };
}

/** What a field costs besides the objects it returns, for its `extensions`: work counted in objects. */
export function costs(cost: number): { readonly cost: number } {
  return { cost };
}

export interface Asked {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** As they came. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * How many objects an operation may return: the sizes of pages and the usual lengths of lists, multiplied out with the
 * variables that came. Each fragment is weighed once, so that the work is linear in the document.
 */
export function costOf(asked: Asked): number {
  const known = knownCosts.get(asked.operation);
  if (known !== undefined) return known;
  const weigher = new Weigher(asked);
  const cost = weigher.weighOperation();
  if (!weigher.usedVariables) knownCosts.set(asked.operation, cost);
  return cost;
}

/** Of operations that cost the same whatever their variables. */
const knownCosts = new WeakMap<OperationDefinitionNode, number>();

const entriesUsually = 5;

/** About as many as this schema has; a question about the schema is answered from memory, so only lists count. */
const introspected: Readonly<Record<string, number>> = {
  types: 120,
  directives: 10,
  fields: 6,
  args: 1,
  inputFields: 2,
  enumValues: 2,
  interfaces: 1,
  possibleTypes: 1,
};

/** Walks one operation. Documents are at most a thousand words long by now, which bounds the depth of the calls. */
class Weigher {
  usedVariables = false;
  readonly #asked: Asked;
  readonly #fragments = new Map<string, number>();

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  weighOperation(): number {
    const { schema, operation } = this.#asked;
    const root = schema.getRootType(operation.operation);
    return root ? this.#weighSelections(operation.selectionSet, root, 0) : 0;
  }

  /** @param page how many entries the connection around it was asked for */
  #weighSelections(set: SelectionSetNode, type: GraphQLNamedType, page: number): number {
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) sum += this.#weighField(selection, type, page);
      else if (selection.kind === Kind.FRAGMENT_SPREAD)
        sum += this.#weighFragment(selection.name.value, page);
      else {
        const condition = selection.typeCondition?.name.value;
        const narrowed = condition === undefined ? type : this.#asked.schema.getType(condition);
        if (narrowed) sum += this.#weighSelections(selection.selectionSet, narrowed, page);
      }
    }
    return sum;
  }

  #weighFragment(name: string, page: number): number {
    const key = `${page} ${name}`;
    const known = this.#fragments.get(key);
    if (known !== undefined) return known;
    const fragment = this.#asked.fragments[name];
    const type = fragment && this.#asked.schema.getType(fragment.typeCondition.name.value);
    const cost = type ? this.#weighSelections(fragment.selectionSet, type, page) : 0;
    this.#fragments.set(key, cost);
    return cost;
  }

  #weighField(node: FieldNode, parent: GraphQLNamedType, page: number): number {
    const field = this.#definitionOf(node.name.value, parent);
    if (!field) return 0;
    const type = getNamedType(field.type);
    if (!isCompositeType(type) || !node.selectionSet) return Number(field.extensions['cost'] ?? 0);
    const inner = this.#weighSelections(node.selectionSet, type, this.#pageSize(field, node));
    const isList = isListType(getNullableType(field.type));
    if (type.name.startsWith('__'))
      return isList ? (introspected[field.name] ?? entriesUsually) * (1 + inner) : inner;
    const { cost = 0, entries = isList ? entriesUsually : 1 } = field.extensions;
    return Number(cost) + this.#entries(entries, field, node, page) * (1 + inner);
  }

  #definitionOf(name: string, parent: GraphQLNamedType): GraphQLField<unknown, unknown> | null {
    if (name === '__schema') return SchemaMetaFieldDef;
    if (name === '__type') return TypeMetaFieldDef;
    return isObjectType(parent) || isInterfaceType(parent)
      ? (parent.getFields()[name] ?? null)
      : null;
  }

  #entries(
    entries: unknown,
    field: GraphQLField<unknown, unknown>,
    node: FieldNode,
    page: number,
  ): number {
    if (typeof entries === 'number') return entries;
    if (entries === 'page') return page;
    const listed = this.#argument(field, node, String(entries));
    return Array.isArray(listed) ? listed.length : 1;
  }

  #pageSize(field: GraphQLField<unknown, unknown>, node: FieldNode): number {
    if (!field.args.some(({ name }) => name === 'first')) return 0;
    const size = this.#argument(field, node, 'first') ?? this.#argument(field, node, 'last');
    // A page that is too large is for the list itself to refuse, in its own words.
    return typeof size === 'number'
      ? Math.min(Math.max(size, 1), limits.page)
      : limits.pageByDefault;
  }

  #argument(field: GraphQLField<unknown, unknown>, node: FieldNode, name: string): unknown {
    const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
    const type = field.args.find((argument) => argument.name === name)?.type;
    if (given === undefined || type === undefined) return undefined;
    if (given.kind !== Kind.VARIABLE) return valueFromAST(given, type, this.#asked.variables);
    this.usedVariables = true;
    const variable = given.name.value;
    if (Object.hasOwn(this.#asked.variables, variable)) return this.#asked.variables[variable];
    const definition = this.#asked.operation.variableDefinitions?.find(
      (candidate) => candidate.variable.name.value === variable,
    );
    return definition?.defaultValue && valueFromAST(definition.defaultValue, type);
  }
}
