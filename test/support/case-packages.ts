/** A package of others, drawn: what the tests say of it and nothing else. */
export interface DrawnPackage {
  /** A line each: `code "Statement" < parent`, the parent being a code or left out; `type=…` and other fields may follow. */
  readonly items: string;
  /** A line each: `origin type destination`, and `group=… mode=…`; an end in angle brackets is outside of the package. */
  readonly associations?: string;
  readonly document?: object;
}

/** A stable identifier for a code. */
export function idOf(code: string): string {
  const digits = Buffer.from(code).toString('hex').padEnd(12, '0').slice(0, 12);
  return `5c0ffee0-0000-4000-8000-${digits}`;
}

const changed = '2026-01-01T00:00:00Z';

function node(code: string) {
  const outside = /^<(.*)>$/.exec(code)?.[1];
  const name = outside ?? code;
  return {
    title: name,
    identifier: idOf(name),
    uri: `https://standards.example/items/${idOf(name)}`,
  };
}

/** A CFPackage of version 1.1. */
export function drawnPackage({ items, associations = '', document = {} }: DrawnPackage) {
  const CFItems: Record<string, unknown>[] = [];
  const CFAssociations: Record<string, unknown>[] = [];
  const associate = (origin: string, type: string, destination: string, more: object = {}) =>
    CFAssociations.push({
      identifier: idOf(`a${CFAssociations.length}`),
      associationType: type,
      uri: `https://standards.example/associations/${CFAssociations.length}`,
      originNodeURI: node(origin),
      destinationNodeURI: node(destination),
      lastChangeDateTime: changed,
      ...more,
    });
  for (const line of lines(items)) {
    const [, code, statement, parent, rest = ''] = /^(\S+)\s+"([^"]*)"(?:\s+<\s+(\S+))?(.*)$/.exec(
      line,
    )!;
    CFItems.push({
      identifier: idOf(code!),
      uri: node(code!).uri,
      fullStatement: statement,
      humanCodingScheme: code,
      lastChangeDateTime: changed,
      ...fields(rest),
    });
    if (parent) associate(code!, 'isChildOf', parent, { sequenceNumber: CFItems.length });
  }
  for (const line of lines(associations)) {
    const [origin, type, destination, ...rest] = line.split(/\s+/);
    const { group, mode, count, notes } = fields(rest.join(' '));
    associate(origin!, type!, destination!, {
      ...(notes ? { notes } : {}),
      ...(group ? { CFAssociationGroupingURI: node(group) } : {}),
      ...(mode
        ? {
            extensions: {
              prereqMode: mode,
              prereqGroup: idOf(group!),
              ...(count ? { prereqCount: Number(count) } : {}),
            },
          }
        : {}),
    });
  }
  return {
    CFDocument: {
      identifier: idOf('document'),
      uri: 'https://standards.example/documents/1',
      creator: 'A ministry',
      title: 'Numbers',
      lastChangeDateTime: changed,
      ...document,
    },
    CFItems,
    CFAssociations,
    CFDefinitions: { CFAssociationGroupings: [] },
  };
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** `key=value`, an underscore for a space. */
function fields(text: string): Record<string, string> {
  const pairs = text.trim().split(/\s+/).filter(Boolean);
  return Object.fromEntries(
    pairs.map((pair) => pair.split('=').map((each) => each.replaceAll('_', ' '))),
  );
}
