import type { ToldDefects } from '../actions/curriculum-thread.ts';
import type { DefectiveText } from '../actions/text-input.ts';
import type { Defect } from '../curriculum/defect.ts';
import { type DefectCode, type DefectRule, defectRules } from '../curriculum/defect-rules.ts';
import type { PlacedDefect } from '../exchange/curriculum/native.ts';
import { builder } from './builder.ts';
import { expects } from './cost.ts';
import { enumOf } from './enum-of.ts';
import type { Unplaced } from './placed.ts';
import { RefusalType } from './refusal.ts';

interface NamedRule extends DefectRule {
  readonly code: DefectCode;
}

const DefectRuleType = builder.objectRef<NamedRule>('DefectRule');

DefectRuleType.implement({
  description: 'A rule that a curriculum can break, and what that means.',
  fields: (t) => ({
    code: t.string({
      description: 'Names it, for programs: `unknown-skill`. Never changes.',
      resolve: ({ code }) => code,
    }),
    title: t.exposeString('title', { description: 'In a few words.' }),
    meaning: t.exposeString('meaning', {
      description: 'What it means that the rule is broken, and why that matters.',
    }),
    mending: t.exposeString('mending', { description: 'What an author can do.' }),
  }),
});

builder.queryField('defectRules', (t) =>
  t.field({
    type: [DefectRuleType],
    description:
      'Every rule that a curriculum can break: of the text, names, soundness and measure.',
    extensions: expects(50),
    resolve: () => (Object.keys(defectRules) as DefectCode[]).map(namedRule),
  }),
);

function namedRule(code: DefectCode): NamedRule {
  return { code, ...defectRules[code] };
}

const DefectSeverity = enumOf<'ERROR' | 'WARNING'>('DefectSeverity', 'How bad a defect is.', {
  ERROR: 'With it nothing can be published.',
  WARNING: 'It can be published all the same, and is worth another look.',
});

const DefectType = builder.objectRef<Defect & Partial<PlacedDefect>>('Defect');

DefectType.implement({
  description: 'What is wrong with a curriculum, or worth another look.',
  fields: (t) => ({
    severity: t.field({
      type: DefectSeverity,
      description: 'Whether it keeps the curriculum from being published.',
      resolve: ({ severity }) => (severity === 'error' ? 'ERROR' : 'WARNING'),
    }),
    code: t.string({
      description: 'The code of the rule that is broken: `unknown-skill`.',
      resolve: ({ code }) => code,
    }),
    rule: t.field({
      type: DefectRuleType,
      description: 'The rule that is broken.',
      resolve: ({ code }) => namedRule(code),
    }),
    path: t.string({
      description:
        'Where, in the terms of the document: `skills.3.requires.0`. In a published curriculum items go by their slug: `skills.functions.requires.0`.',
      resolve: ({ path }) => path.join('.'),
    }),
    file: t.string({
      nullable: true,
      description: 'In which file, `text` where one text was given; null of what is published.',
      resolve: ({ file }) => file ?? null,
    }),
    line: t.int({
      nullable: true,
      description: 'In which line of the file, from 1.',
      resolve: ({ line }) => line ?? null,
    }),
    column: t.int({
      nullable: true,
      description: 'In which column of the line, from 1, in UTF-16 units as editors count.',
      resolve: ({ column }) => column ?? null,
    }),
    message: t.exposeString('message', { description: 'What is wrong and what would mend it.' }),
    suggestions: t.stringList({
      description: 'Names that may have been meant, likeliest first.',
      resolve: ({ suggestions }) => [...suggestions],
    }),
  }),
});

type AnyDefects = ToldDefects<Defect & Partial<PlacedDefect>>;

export const DefectReportType = builder.objectRef<AnyDefects>('DefectReport');

DefectReportType.implement({
  description: 'What was found in a curriculum.',
  fields: (t) => ({
    count: t.int({
      description: 'How much was found, whether or not all of it is told.',
      resolve: ({ defectCount }) => defectCount,
    }),
    defects: t.field({
      type: [DefectType],
      description: 'The first 1,000 of it, in the order of the text.',
      extensions: expects(50),
      resolve: ({ defects }) => [...defects],
    }),
  }),
});

export const DefectiveCurriculumType =
  builder.objectRef<Unplaced<DefectiveText, 'DefectiveCurriculum'>>('DefectiveCurriculum');

DefectiveCurriculumType.implement({
  description: 'No curriculum can be made of the text; nothing was changed.',
  interfaces: [RefusalType],
  fields: (t) => ({
    found: t.field({
      type: DefectReportType,
      description: 'All that is wrong with it, warnings included.',
      resolve: ({ value }) => value,
    }),
  }),
});
