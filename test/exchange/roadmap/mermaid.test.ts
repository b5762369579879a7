import { expect, it } from 'vitest';
import { mermaid } from '../../../src/exchange/roadmap/mermaid.ts';
import { rendered } from '../../support/rendering.ts';

it('is a flowchart with a group for each milestone', () =>
  expect(
    rendered(mermaid, '%core; a 2; b: a; %web; end 3: a & b; !shop 4: end', {
      goals: 'shop',
      hoursPerWeek: 5,
    }).text,
  ).toMatchInlineSnapshot(`
    "%% Roadmap to shop: 4 steps, 10 h
    flowchart TD
      subgraph m1["core · 3 h"]
        s1("1 · a · 2 h")
        s2("2 · b · 1 h")
      end
      subgraph m2["web · 7 h"]
        s3("3 · end · 3 h")
        s4{{"4 · shop · 4 h"}}
      end
      s1 --> s2
      s2 --> s3
      s3 --> s4
      classDef project stroke-width:3px
      class s4 project
      classDef critical stroke:#d55e00,stroke-width:3px
      class s1,s2,s3,s4 critical
    "
  `));
