import { Composer, CST, Lexer, type Node, Parser, type YAMLError } from 'yaml';
import { depthMax, type TextProblem, tooDeep } from './text-node.ts';

/** A YAML text as nodes. */
export interface ComposedYaml {
  readonly root: Node | null;
  /** Collections cut out of those around them, by offset: an empty one of the same kind stands there instead. */
  readonly inner: ReadonlyMap<number, Node>;
  readonly errors: readonly YAMLError[];
  /** What is wrong besides. */
  readonly problems: readonly TextProblem[];
}

/**
 * Composes YAML however deep it is nested. The composer calls itself for every level, which overflows the stack some
 * hundreds of levels deep; so deep collections are cut out and composed by themselves.
 */
export function composeYaml(text: string): ComposedYaml {
  const { tokens, problems } = parse(text);
  const inner = new Map<number, Node>();
  const errors: YAMLError[] = [];
  for (const value of cutDeepParts(tokens)) {
    const node = compose([{ type: 'document', offset: value.offset, start: [], value }]);
    if (node !== null) inner.set(value.offset, node);
  }
  return { root: compose(tokens), inner, errors, problems };

  function compose(piece: readonly CST.Token[]): Node | null {
    const [document] = new Composer(options).compose(piece, true, text.length);
    for (const error of document!.errors) if (error.code !== ignored) errors.push(error);
    for (const warning of document!.warnings) errors.push(warning);
    return document!.contents;
  }
}

/** How many values aliases (`*name`) may repeat: a page of them could stand for more than any memory holds. */
export const aliasedValuesMax = 100_000;

export const tooManyAliases = `Aliases may repeat ${aliasedValuesMax} values at most. Write some of them out, or leave them away.`;

/** Levels that are composed at once. */
const depthOfPiece = 50;

/** A key's length is limited elsewhere, and beside what was cut out the composer measures it wrongly. */
const ignored = 'KEY_OVER_1024_CHARS';

/** Keys that stand twice are found later: the composer would compare every key with every other. */
const options = { version: '1.2', uniqueKeys: false } as const;

function parse(text: string) {
  const parser = withoutRecursion(new Parser());
  const tokens: CST.Token[] = [];
  let aliases = 0;
  for (const lexeme of new Lexer().lex(text)) {
    // To compose a million of them takes many times as long as to count them. No text in a list or mapping begins so.
    if (lexeme.startsWith('*')) aliases += 1;
    if (aliases > aliasedValuesMax) {
      const { offset } = parser;
      const [code, message] = ['too-many-aliases', tooManyAliases] as const;
      return { tokens: [], problems: [{ offset, code, message, isContained: false }] };
    }
    tokens.push(...parser.next(lexeme));
    // The document and a text in the middle stand on the stack too.
    if (parser.stack.length > depthMax + 2) {
      const { offset } = parser;
      const problem = { offset, code: 'too-deep', message: tooDeep, isContained: false } as const;
      return { tokens: [], problems: [problem] };
    }
  }
  tokens.push(...parser.end());
  return firstDocument(tokens);
}

function firstDocument(tokens: readonly CST.Token[]) {
  const isDocument = ({ type }: CST.Token) => type === 'document';
  const first = tokens.findIndex(isDocument);
  const second = tokens.findIndex((token, at) => at > first && isDocument(token));
  if (second === -1) return { tokens, problems: [] };
  const problem = {
    offset: tokens[second]!.offset,
    code: 'syntax',
    message:
      'A file holds one document. Take out the `---`, or put what follows in a file of its own.',
    isContained: false,
  } as const;
  return { tokens: tokens.slice(0, second), problems: [problem] };
}

/**
 * The parser's `step` calls itself for every level that ends, each time as the last thing that it does. Here it comes
 * back to be called again, so that a line which ends thousands of levels doesn't overflow the stack.
 */
function withoutRecursion(parser: Parser): Parser {
  const stepper = parser as unknown as { step(): Generator<CST.Token, void> };
  const step = stepper.step.bind(parser);
  let isStepping = false;
  let isDue = false;
  stepper.step = function* () {
    isDue = true;
    if (isStepping) return;
    isStepping = true;
    while (isDue) {
      isDue = false;
      yield* step();
    }
    isStepping = false;
  };
  return parser;
}

/** Takes collections out of the tokens wherever `depthOfPiece` levels have gone by, and gives what was taken out. */
function cutDeepParts(tokens: readonly CST.Token[]): Collection[] {
  const cuts: Collection[] = [];
  const open = tokens.flatMap((token) =>
    token.type === 'document' && CST.isCollection(token.value)
      ? [{ collection: token.value, depth: 1 }]
      : [],
  );
  for (let next = open.pop(); next; next = open.pop()) {
    const depth = next.depth + 1;
    if (next.collection.type === 'block-map') giveBack(next.collection);
    for (const item of next.collection.items) {
      for (const part of ['key', 'value'] as const) {
        const collection = item[part];
        if (!CST.isCollection(collection)) continue;
        open.push({ collection, depth });
        if (depth % depthOfPiece > 0) continue;
        cuts.push(collection);
        Object.assign(item, { [part]: { ...collection, items: [] } });
      }
    }
  }
  return cuts;
}

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

/**
 * After `title: Python: more` the parser takes the keys of the next lines for keys beside `Python`. They are no deeper
 * than the title, by which it can be told that they belong beside it.
 */
function giveBack(map: CST.BlockMap): void {
  const items: CST.BlockMap['items'] = [];
  const rest = [...map.items].reverse();
  for (let item = rest.pop(); item; item = rest.pop()) {
    items.push(item);
    const taken: CST.BlockMap['items'][] = [];
    let inner = item.value;
    while (inner?.type === 'block-map' && inner.indent <= map.indent) {
      taken.push(inner.items.splice(1));
      inner = inner.items[0]?.value;
    }
    rest.push(...taken.reverse().flat().reverse());
  }
  if (items.length > map.items.length) map.items = items;
}
