/** What the provider serves, in the form of OpenAPI 3, with the addresses of this server. */
export function openApi(address: string): object {
  return {
    openapi: '3.0.0',
    info: {
      version: '1.1',
      title: 'Competency frameworks of this Cairn',
      description:
        'Every published curriculum as a competency framework, by the paths of the CASE 1.1 service. Read only.',
    },
    servers: [{ url: `${address}/ims/case/v1p1` }],
    paths: {
      '/CFDocuments': {
        get: {
          operationId: 'getAllCFDocuments',
          summary: 'All frameworks, a page at a time.',
          parameters: listParameters,
          responses: {
            200: {
              ...json('CFDocumentSet', 'A page of frameworks.'),
              headers: {
                'X-Total-Count': header('How many there are on all pages.', 'integer'),
                Link: header('Where the first, previous, next and last page are.', 'string'),
              },
            },
            ...refusals,
          },
        },
      },
      ...Object.fromEntries(objects.map(pathOf)),
    },
    components: { schemas: Object.fromEntries(Object.entries(shapes).map(schemaOf)) },
  };
}

/** Each path that ends in an identifier: its operation, what it answers with, and what that is. */
const objects = [
  ['CFDocuments', 'getCFDocument', 'CFDocument', 'A framework, without what is in it.'],
  ['CFPackages', 'getCFPackage', 'CFPackage', 'A framework with all that is in it.'],
  ['CFItems', 'getCFItem', 'CFItem', 'A skill, a level, an area, a project or a career path.'],
  [
    'CFItemAssociations',
    'getCFItemAssociations',
    'CFItemAssociations',
    'An item with all associations that it is an end of.',
  ],
  ['CFAssociations', 'getCFAssociation', 'CFAssociation', 'What one thing has to do with another.'],
  [
    'CFAssociationGroupings',
    'getCFAssociationGrouping',
    'CFAssociationGrouping',
    'Associations that belong together, such as alternatives.',
  ],
  ['CFConcepts', 'getCFConcept', 'CFConceptSet', 'What learners may enjoy.'],
  ['CFSubjects', 'getCFSubject', 'CFSubjectSet', 'A side that skills belong to.'],
  ['CFItemTypes', 'getCFItemType', 'CFItemTypeSet', 'What kind of thing an item is.'],
  ['CFLicenses', 'getCFLicense', 'CFLicense', 'A licence; curricula have none of their own.'],
  ['CFRubrics', 'getCFRubric', 'CFRubric', 'A rubric; curricula have none.'],
] as const;

function pathOf([path, operationId, schema, summary]: (typeof objects)[number]) {
  const parameter = {
    ...{ name: 'sourcedId', in: 'path', required: true },
    description: 'The identifier, a UUID.',
    schema: { type: 'string' },
  };
  const get = {
    operationId,
    summary,
    parameters: [parameter],
    responses: { 200: json(schema, summary), ...refusals },
  };
  return [`/${path}/{sourcedId}`, { get }];
}

const listParameters = [
  parameter('limit', 'So many at the most; 100 where it is left out.', {
    type: 'integer',
    minimum: 1,
  }),
  parameter('offset', 'So many are passed over.', { type: 'integer', minimum: 0 }),
  parameter('sort', 'The field to sort by.', { type: 'string' }),
  parameter('orderBy', 'In which direction.', { type: 'string', enum: ['asc', 'desc'] }),
  parameter('filter', "Which of them: `title~'python'`; two terms are joined by AND or OR.", {
    type: 'string',
  }),
  parameter('fields', 'The fields to answer with, separated by commas.', { type: 'string' }),
];

function parameter(name: string, description: string, schema: object) {
  return { name, in: 'query', required: false, description, schema };
}

function header(description: string, type: string) {
  return { description, schema: { type } };
}

function json(schema: string, description: string) {
  return { description, content: { 'application/json': { schema: refTo(schema) } } };
}

const refusals = {
  304: { description: 'It is as it was when the tag in `If-None-Match` was given.' },
  ...Object.fromEntries(
    [
      [400, 'A parameter is not as it must be.'],
      [401, 'Who asks must say who they are.'],
      [403, 'Who asks may not read this.'],
      [404, 'There is no such thing, or the identifier is none.'],
      [429, 'There are too many requests.'],
      [500, 'Something went wrong on our side.'],
      ['default', 'Anything else.'],
    ].map(([status, description]) => [status, json('imsx_StatusInfo', String(description))]),
  ),
};

function refTo(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}

type Shape = Readonly<Record<string, string>>;

const dated = {
  identifier: 'uuid!',
  uri: 'uri!',
  lastChangeDateTime: 'date-time!',
  extensions: 'object',
};
const coded = { ...dated, title: 'string!', hierarchyCode: 'string!', description: 'string' };

/** The kind of each field; `!` where it is always there, `[]` for a list, a name for another shape. */
const shapes: Readonly<Record<string, Shape>> = {
  CFDocumentSet: { CFDocuments: 'CFDocument[]!' },
  CFDocument: {
    ...dated,
    ...{ frameworkType: 'string', caseVersion: 'string', creator: 'string!', title: 'string!' },
    ...{
      description: 'string',
      version: 'string',
      adoptionStatus: 'string',
      CFPackageURI: 'LinkURI',
    },
  },
  CFPackage: {
    ...{ CFDocument: 'CFDocument!', CFItems: 'CFItem[]', CFAssociations: 'CFAssociation[]' },
    ...{ CFDefinitions: 'CFDefinitions', CFRubrics: 'CFRubric[]' },
  },
  CFDefinitions: {
    ...{ CFConcepts: 'CFConcept[]', CFSubjects: 'CFSubject[]', CFLicenses: 'CFLicense[]' },
    ...{ CFItemTypes: 'CFItemType[]', CFAssociationGroupings: 'CFAssociationGrouping[]' },
  },
  CFItem: {
    ...dated,
    ...{ fullStatement: 'string!', abbreviatedStatement: 'string', humanCodingScheme: 'string' },
    ...{ CFItemType: 'string', CFItemTypeURI: 'LinkURI', conceptKeywords: 'string[]' },
    ...{ conceptKeywordsURI: 'LinkURI', notes: 'string', subject: 'string[]' },
    ...{ subjectURI: 'LinkURI[]', CFDocumentURI: 'LinkURI' },
  },
  CFItemAssociations: { CFItem: 'CFItem!', CFAssociations: 'CFAssociation[]!' },
  CFAssociation: {
    ...dated,
    ...{ associationType: 'string!', sequenceNumber: 'integer', originNodeURI: 'LinkURI!' },
    ...{ destinationNodeURI: 'LinkURI!', CFAssociationGroupingURI: 'LinkURI', notes: 'string' },
    CFDocumentURI: 'LinkURI',
  },
  CFAssociationGrouping: { ...dated, title: 'string!', description: 'string' },
  CFConceptSet: { CFConcepts: 'CFConcept[]!' },
  CFConcept: coded,
  CFSubjectSet: { CFSubjects: 'CFSubject[]!' },
  CFSubject: coded,
  CFItemTypeSet: { CFItemTypes: 'CFItemType[]!' },
  CFItemType: { ...coded, description: 'string!' },
  CFLicense: { ...dated, title: 'string!', licenseText: 'string!' },
  CFRubric: { ...dated, title: 'string' },
  LinkURI: { title: 'string!', identifier: 'string!', uri: 'uri!' },
  imsx_StatusInfo: {
    ...{ imsx_codeMajor: 'string!', imsx_severity: 'string!', imsx_description: 'string' },
    imsx_codeMinor: 'imsx_CodeMinor',
  },
  imsx_CodeMinor: { imsx_codeMinorField: 'imsx_CodeMinorField[]!' },
  imsx_CodeMinorField: { imsx_codeMinorFieldName: 'string!', imsx_codeMinorFieldValue: 'string!' },
};

function schemaOf([name, shape]: readonly [string, Shape]) {
  const required = Object.keys(shape).filter((key) => shape[key]!.endsWith('!'));
  const properties = Object.entries(shape).map(([key, kind]) => [
    key,
    fieldOf(kind.replace('!', '')),
  ]);
  return [
    name,
    {
      type: 'object',
      ...(required.length > 0 ? { required } : {}),
      properties: Object.fromEntries(properties),
      additionalProperties: false,
    },
  ];
}

function fieldOf(kind: string): object {
  if (kind.endsWith('[]')) return { type: 'array', items: fieldOf(kind.slice(0, -2)) };
  if (kind === 'object') return { type: 'object', additionalProperties: true };
  if (kind === 'integer' || kind === 'string') return { type: kind };
  if (kind === 'uri' || kind === 'uuid' || kind === 'date-time')
    return { type: 'string', format: kind };
  return refTo(kind);
}
