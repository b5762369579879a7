/** A value as it stands in a text, whatever the notation. Offsets count UTF-16 units from where the reader was told. */
export type TextNode = ScalarNode | ListNode | MappingNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly offset: number;
  readonly value: string | number | boolean | null;
}

export interface ListNode {
  readonly kind: 'list';
  readonly offset: number;
  readonly items: TextNode[];
}

export interface MappingNode {
  readonly kind: 'mapping';
  readonly offset: number;
  /** In the order of the text; a key may stand twice. */
  readonly members: Member[];
}

export interface Member {
  readonly key: string;
  readonly offset: number;
  readonly value: TextNode;
}

/** What is wrong with a text before it means anything. */
export interface TextProblem {
  readonly offset: number;
  readonly code: 'syntax' | 'too-deep' | 'too-many-aliases';
  readonly message: string;
  /** Whether the rest of the text was read all the same, but for the value that it is in. */
  readonly isContained: boolean;
}

export interface TextReading {
  /** What could be read; null where there is nothing but space and comments. */
  readonly node: TextNode | null;
  /** In the order of the text. */
  readonly problems: readonly TextProblem[];
}

/** Lists and mappings within each other, at most. */
export const depthMax = 10_000;

export const tooDeep = `Nothing may be nested more than ${depthMax} deep. Take the inner part out.`;
