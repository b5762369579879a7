import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  Lexer,
  type SelectionSetNode,
  Source,
  TokenKind,
  visit,
} from 'graphql';

import { limitError } from './limit-error.ts';
import { limits } from './limits.ts';

/** Refuses a document that is too long to be worth reading; a word that cannot be read is for the parser to report. */
export function tooManyTokens(text: string): GraphQLError | null {
  const lexer = new Lexer(new Source(text));
  try {
    for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF; tokens++) {
      if (tokens < limits.tokens) continue;
      return limitError(
        'TOO_MANY_TOKENS',
        `The document has more than ${limits.tokens} words and signs: at most ${limits.tokens} are allowed.`,
        { limit: limits.tokens },
      );
    }
  } catch {}
  return null;
}

/**
 * Everything about a document that is more than allowed, whoever asks and with whatever variables. Linear, and before
 * validation, parts of which are not.
 */
export function brokenLimits(document: DocumentNode): GraphQLError[] {
  return measure(document)
    .filter(({ size, limit }) => size > limit)
    .map(({ code, says, size, limit }) =>
      limitError(code, `The document ${says(size)}: at most ${limit} are allowed.`, {
        limit,
        size,
      }),
    );
}

interface Measure {
  readonly code: string;
  readonly size: number;
  readonly limit: number;
  readonly says: (size: number) => string;
}

function measure(document: DocumentNode): Measure[] {
  const shapes = new Shapes(document);
  const roots = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [shapes.of(definition.selectionSet)] : [],
  );
  const most = (size: (shape: Shape) => number) => Math.max(0, ...roots.map(size));
  const counts = countNodes(document);
  return [
    {
      code: 'TOO_MANY_OPERATIONS',
      size: roots.length,
      limit: limits.operations,
      says: (size) => `has ${size} operations`,
    },
    {
      code: 'TOO_MANY_FRAGMENTS',
      size: counts.fragments,
      limit: limits.fragments,
      says: (size) => `defines ${size} fragments`,
    },
    {
      code: 'TOO_MANY_ALIASES',
      size: counts.aliases,
      limit: limits.aliases,
      says: (size) => `has ${size} aliases`,
    },
    {
      code: 'TOO_MANY_DIRECTIVES',
      size: counts.directives,
      limit: limits.directives,
      says: (size) => `has ${size} directives`,
    },
    {
      code: 'TOO_MANY_ROOT_FIELDS',
      size: most(({ fields }) => fields),
      limit: limits.rootFields,
      says: (size) => `asks ${size} fields of the root in one operation`,
    },
    {
      code: 'TOO_DEEP',
      size: most(({ depth }) => depth),
      limit: limits.depth,
      says: (size) => `is ${size} levels deep`,
    },
    {
      code: 'TOO_DEEP',
      size: most(({ introspectionDepth }) => introspectionDepth),
      limit: limits.introspectionDepth,
      says: (size) => `asks about the schema ${size} levels deep`,
    },
  ];
}

function countNodes(document: DocumentNode) {
  const counts = { aliases: 0, directives: 0, fragments: 0 };
  visit(document, {
    Field: ({ alias }) => {
      if (alias) counts.aliases += 1;
    },
    Directive: () => {
      counts.directives += 1;
    },
    FragmentDefinition: () => {
      counts.fragments += 1;
    },
  });
  return counts;
}

interface Shape {
  /** Fields at its own level, with those of fragments. */
  readonly fields: number;
  readonly depth: number;
  /** Of what is asked about the schema, which counts apart. */
  readonly introspectionDepth: number;
}

const empty: Shape = { fields: 0, depth: 0, introspectionDepth: 0 };

/** Shapes of selection sets. A fragment is looked at once, however often it is spread; one that spreads itself ends there. */
class Shapes {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #known = new Map<string, Shape>();

  constructor({ definitions }: DocumentNode) {
    this.#fragments = new Map(
      definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
      ),
    );
  }

  of(set: SelectionSetNode): Shape {
    let { fields, depth, introspectionDepth } = empty;
    for (const selection of set.selections) {
      const shape = this.#ofSelection(selection);
      fields += shape.fields;
      depth = Math.max(depth, shape.depth);
      introspectionDepth = Math.max(introspectionDepth, shape.introspectionDepth);
    }
    return { fields, depth, introspectionDepth };
  }

  #ofSelection(selection: SelectionSetNode['selections'][number]): Shape {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#ofFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.of(selection.selectionSet);
    const inner = selection.selectionSet ? this.of(selection.selectionSet) : empty;
    if (selection.name.value === '__schema' || selection.name.value === '__type')
      return { fields: 1, depth: 1, introspectionDepth: 1 + inner.depth };
    return { fields: 1, depth: 1 + inner.depth, introspectionDepth: inner.introspectionDepth };
  }

  #ofFragment(name: string): Shape {
    const known = this.#known.get(name);
    if (known) return known;
    this.#known.set(name, empty);
    const fragment = this.#fragments.get(name);
    const shape = fragment ? this.of(fragment.selectionSet) : empty;
    this.#known.set(name, shape);
    return shape;
  }
}
