import type { Curriculum } from '../../curriculum/curriculum.ts';
import { nameSchemas } from './name-schemas.ts';
import { hoursMax } from './native/check-scalar.ts';
import { documentShape } from './native/document-shape.ts';
import { expected } from './native/expected.ts';
import type { Key, MappingShape, Named, Shape, TextShape, VariantsShape } from './native/shape.ts';

export interface JsonSchema {
  readonly [key: string]: unknown;
}

/**
 * The JSON Schema of the native format, for editors: of a whole curriculum or of one file of its folder, so no key at
 * the top is required. It knows the shape of a document; whether its names mean anything only the reader can tell.
 *
 * @param curriculum the one that the schema is for: its names are listed, so that editors complete them and tell which
 *   are misspelt. What is added to it later is unknown to the schema until it is made anew.
 */
export function curriculumJsonSchema(curriculum: Curriculum | null = null): JsonSchema {
  const definitions: Definitions = {
    made: new Map(),
    names: curriculum && nameSchemas(curriculum),
  };
  const properties = propertiesOf(documentShape.keys, definitions);
  const title = curriculum?.title ?? null;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: title === null ? 'Curriculum' : `Curriculum: ${title}`,
    description: 'A curriculum, or one file of a folder whose files make one.',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'Where this schema is found.' },
      ...properties,
    },
    additionalProperties: false,
    $defs: Object.fromEntries([...definitions.made].sort(([one], [two]) => (one < two ? -1 : 1))),
  };
}

interface Definitions {
  readonly made: Map<string, JsonSchema>;
  /** What names may be; null where any may. */
  readonly names: Readonly<Record<Named, JsonSchema>> | null;
}

/** The schema of a shape; for a shape with a name a reference to its definition, which is made at the first. */
function schemaOf(shape: Shape, definitions: Definitions): JsonSchema {
  const name = 'definition' in shape ? shape.definition : undefined;
  if (name === undefined) return inlineSchema(shape, definitions);
  if (!definitions.made.has(name)) {
    // Set before it is made, because a shape may lead back to itself.
    definitions.made.set(name, {});
    const title = titleFrom(name);
    definitions.made.set(name, { title, ...inlineSchema(shape, definitions) });
  }
  return { $ref: `#/$defs/${name}` };
}

function inlineSchema(shape: Shape, definitions: Definitions): JsonSchema {
  switch (shape.kind) {
    case 'text':
      return textSchema(shape, definitions);
    case 'hours':
      // No `multipleOf`: editors divide in binary, where 0.3 is no multiple of 0.1.
      return { type: 'number', exclusiveMinimum: 0, maximum: hoursMax };
    case 'count':
      return { type: 'integer', minimum: 1 };
    case 'choice':
      return { enum: shape.of };
    case 'list':
      return {
        type: 'array',
        ...(shape.itemsMin ? { minItems: shape.itemsMin } : {}),
        maxItems: shape.itemsMax,
        items: schemaOf(shape.of, definitions),
      };
    case 'mapping':
      return mappingSchema(shape, definitions);
    case 'by-name':
      return {
        type: 'object',
        propertyNames: schemaOf(shape.key, definitions),
        ...(shape.namesMin ? { minProperties: shape.namesMin } : {}),
        maxProperties: shape.namesMax,
        additionalProperties: schemaOf(shape.of, definitions),
      };
    case 'variants':
      return variantsSchema(shape, definitions);
    case 'either': {
      const options = [shape.text, shape.number, shape.mapping].flatMap((option) => option ?? []);
      return {
        description: `Must be ${expected(shape)}.`,
        anyOf: options.map((option) => schemaOf(option, definitions)),
      };
    }
  }
}

function textSchema(
  { charactersMax, form, names }: TextShape,
  definitions: Definitions,
): JsonSchema {
  const named = names && definitions.names?.[names];
  if (named) {
    const name = `${names}Name`;
    definitions.made.set(name, named);
    return { $ref: `#/$defs/${name}` };
  }
  return {
    type: 'string',
    minLength: 1,
    maxLength: charactersMax,
    ...(form ? { pattern: form.pattern.source } : {}),
  };
}

function mappingSchema({ keys }: MappingShape, definitions: Definitions): JsonSchema {
  const required = Object.keys(keys).filter((key) => keys[key]!.isRequired);
  return {
    type: 'object',
    properties: propertiesOf(keys, definitions),
    required,
    additionalProperties: false,
  };
}

function propertiesOf(keys: Readonly<Record<string, Key>>, definitions: Definitions): JsonSchema {
  const entries = Object.entries(keys).map(([key, { shape, description }]) => {
    return [key, { title: titleFrom(key), description, ...schemaOf(shape, definitions) }];
  });
  return Object.fromEntries(entries);
}

/** One mapping after another; those that are told by several keys stand once. */
function variantsSchema({ of }: VariantsShape, definitions: Definitions): JsonSchema {
  return { oneOf: [...new Set(Object.values(of))].map((one) => schemaOf(one, definitions)) };
}

/** `careerPath` becomes `Career path`. */
function titleFrom(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
