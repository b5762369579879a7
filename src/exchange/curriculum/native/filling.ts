import type { Shape } from './shape.ts';

/** Something of the right shape, to stand where an author's value is wrong or missing; `mark` is written into its texts. */
export function filling(shape: Shape, mark: string): unknown {
  switch (shape.kind) {
    case 'text':
      return mark;
    case 'hours':
    case 'count':
      return 1;
    case 'choice':
      return shape.of[0];
    case 'list':
      return [];
    case 'by-name':
      return {};
    case 'mapping': {
      const needed = Object.entries(shape.keys).filter(([, { isRequired }]) => isRequired);
      return Object.fromEntries(needed.map(([key, of]) => [key, filling(of.shape, mark)]));
    }
    case 'variants':
      return filling(Object.values(shape.of)[0]!, mark);
    case 'either':
      return filling((shape.text ?? shape.number ?? shape.mapping)!, mark);
  }
}
