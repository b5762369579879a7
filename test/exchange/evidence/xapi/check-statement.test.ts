import { describe, expect, it } from 'vitest';
import { checkStatement } from '../../../../src/exchange/evidence/xapi/check-statement.ts';
import type { XapiVersion } from '../../../../src/exchange/evidence/xapi/statement.ts';
import { account, course, partOf, said, verbs } from '../../../support/statements.ts';

const id = '7ccd3322-e1a5-411a-a67d-6a735c76f119';

function rulesOf(statement: unknown, version: XapiVersion = '1.0.3'): string[] {
  return checkStatement(statement, version).map(({ path, rule }) => `${path}: ${rule}`);
}

const definition = (more: object) => ({ object: { id: course, definition: more } });
const context = (more: object) => ({ context: more });
const score = (more: object) => ({ result: { score: more } });

describe('what platforms send', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a course that was completed', {}],
    [
      'a module that was completed without success',
      { result: { completion: true, success: false } },
    ],
    [
      'a quiz with points',
      {
        result: {
          score: { raw: 75, min: 0, max: 100, scaled: 0.5 },
          success: true,
          completion: true,
          duration: 'PT1H2M3.5S',
          response: '',
        },
      },
    ],
    [
      'an assignment',
      {
        verb: { id: verbs.scored },
        object: { id: `${course}#submission` },
        context: partOf(course),
      },
    ],
    [
      'an answer',
      {
        verb: { id: verbs.answered },
        ...definition({
          interactionType: 'choice',
          correctResponsesPattern: ['a[,]b'],
          choices: [{ id: 'a', description: { en: 'A' } }, { id: 'b' }],
        }),
      },
    ],
    ['somebody by mail', { actor: { mbox: 'mailto:Ada@example.org' } }],
    [
      'somebody by the hash of their mail',
      { actor: { mbox_sha1sum: 'ebd31e95054c018b10727ccffd2ef2ec3a016ee9' } },
    ],
    ['somebody by OpenID', { actor: { openid: 'https://ada.example/' } }],
    [
      'a group of members',
      { actor: { objectType: 'Group', member: [account('1'), account('2')] } },
    ],
    [
      'a group by its account, in a team',
      context({
        team: { objectType: 'Group', account: { homePage: course, name: 'a' } },
        instructor: account('9'),
      }),
    ],
    ['one that speaks of another', { object: { objectType: 'StatementRef', id } }],
    ['one that speaks of somebody', { object: account('2') }],
    [
      'one within',
      {
        object: {
          objectType: 'SubStatement',
          actor: account('2'),
          verb: { id: verbs.passed },
          object: { id: course },
        },
      },
    ],
    ['null in extensions', { result: { extensions: { 'https://x.example/a': null } } }],
    ['an id in capitals', { id: id.toUpperCase() }],
    ['times without seconds, in basic form, of a day', { timestamp: '20270201T1000Z' }],
    [
      'a file elsewhere',
      {
        attachments: [
          {
            usageType: 'https://x.example/a',
            display: { en: 'A' },
            contentType: 'text/plain',
            length: 3,
            sha2: 'a'.repeat(64),
            fileUrl: 'https://x.example/f',
          },
        ],
      },
    ],
  ])('%s is sound', (_name, more) => expect(checkStatement(said(more), '1.0.3')).toEqual([]));

  it('has agents of the context from 2.0 on', () => {
    const more = context({
      contextAgents: [{ objectType: 'contextAgent', agent: account('1'), relevantTypes: [course] }],
      contextGroups: [
        { objectType: 'contextGroup', group: { objectType: 'Group', member: [account('1')] } },
      ],
    });
    expect(rulesOf(said(more), '2.0.0')).toEqual([]);
    expect(rulesOf(said(more))).toEqual([
      'context.contextAgents: unknown-key',
      'context.contextGroups: unknown-key',
    ]);
  });
});

describe('what is refused', () => {
  it.each<[string, unknown, string[]]>([
    ['no object', 'statement', [': object']],
    ['a list', [], [': object']],
    ['nothing', {}, ['actor: required', 'verb: required', 'object: required']],
    ['a strange key', said({ colour: 1 }), ['colour: unknown-key']],
    [
      'a key that all objects have',
      JSON.parse(
        '{"__proto__":{},"actor":{"mbox":"mailto:a@b"},"verb":{"id":"urn:v"},"object":{"id":"urn:o"}}',
      ),
      ['__proto__: unknown-key'],
    ],
    ['null', said({ result: null }), ['result: null']],
    ['null in a list', said({ attachments: [null] }), ['attachments.0: null']],
    ['a bad id', said({ id: 'fifty' }), ['id: uuid']],
    ['a nil id', said({ id: '00000000-0000-0000-0000-000000000000' }), ['id: uuid']],
    ['nobody', said({ actor: { name: 'Ada' } }), ['actor: one-identifier']],
    [
      'two at once',
      said({ actor: { mbox: 'mailto:a@b', openid: 'https://a.example' } }),
      ['actor: one-identifier'],
    ],
    [
      'an address without its scheme',
      said({ actor: { mbox: 'a@b.example' } }),
      ['actor.mbox: mbox'],
    ],
    ['a short hash', said({ actor: { mbox_sha1sum: 'abc' } }), ['actor.mbox_sha1sum: sha1']],
    [
      'half an account',
      said({ actor: { account: { name: 'a' } } }),
      ['actor.account.homePage: required'],
    ],
    [
      'an account of nowhere',
      said({ actor: { account: { homePage: 'moodle', name: 'a' } } }),
      ['actor.account.homePage: iri'],
    ],
    [
      'a group of nobody',
      said({ actor: { objectType: 'Group', name: 'a' } }),
      ['actor.member: members'],
    ],
    [
      'a group in a group',
      said({
        actor: { objectType: 'Group', member: [{ objectType: 'Group', mbox: 'mailto:a@b' }] },
      }),
      ['actor.member.0.objectType: one-of'],
    ],
    ['a verb without a scheme', said({ verb: { id: 'completed' } }), ['verb.id: iri']],
    [
      'a text where languages should be',
      said({ verb: { id: verbs.passed, display: 'passed' } }),
      ['verb.display: language-map'],
    ],
    [
      'a language that is none',
      said({ verb: { id: verbs.passed, display: { 'not a tag': 'x' } } }),
      ['verb.display.not a tag: language'],
    ],
    [
      'an object of a strange kind',
      said({ object: { objectType: 'Thing', id: course } }),
      ['object.objectType: one-of'],
    ],
    [
      'choices of nothing',
      said(definition({ choices: [] })),
      ['object.definition.choices: interaction'],
    ],
    [
      'choices that are a scale',
      said(definition({ interactionType: 'likert', choices: [] })),
      ['object.definition.choices: interaction'],
    ],
    [
      'an interaction of a strange kind',
      said(definition({ interactionType: 'guess' })),
      ['object.definition.interactionType: one-of'],
    ],
    [
      'the same choice twice',
      said(definition({ interactionType: 'choice', choices: [{ id: 'a' }, { id: 'a' }] })),
      ['object.definition.choices: unique-ids'],
    ],
    [
      'an extension without an address',
      said(definition({ extensions: { a: 1 } })),
      ['object.definition.extensions.a: extension-key'],
    ],
    ['more than all', said(score({ scaled: 1.5 })), ['result.score.scaled: score-range']],
    [
      'bounds in the wrong order',
      said(score({ min: 2, max: 1 })),
      ['result.score.min: score-range'],
    ],
    [
      'more points than there are',
      said(score({ raw: 11, max: 10 })),
      ['result.score.raw: score-range'],
    ],
    ['points as text', said(score({ raw: '10' })), ['result.score.raw: number']],
    ['success as text', said({ result: { success: 'true' } }), ['result.success: boolean']],
    [
      'a duration that is none',
      said({ result: { duration: '90 minutes' } }),
      ['result.duration: duration'],
    ],
    ['weeks with days', said({ result: { duration: 'P1W2D' } }), ['result.duration: duration']],
    [
      'a registration that is none',
      said(context({ registration: '1' })),
      ['context.registration: uuid'],
    ],
    [
      'a team of one',
      said(context({ team: { mbox: 'mailto:a@b' } })),
      ['context.team.objectType: required'],
    ],
    [
      'a platform of somebody',
      said({ object: account('2'), ...context({ platform: 'a' }) }),
      ['context.platform: activity-only'],
    ],
    [
      'a strange role',
      said(context({ contextActivities: { child: [] } })),
      ['context.contextActivities.child: unknown-key'],
    ],
    ['a time that is none', said({ timestamp: '01/02/2027' }), ['timestamp: timestamp']],
    [
      'the thirtieth of February',
      said({ timestamp: '2027-02-30T10:00:00Z' }),
      ['timestamp: timestamp'],
    ],
    [
      'a zone that nobody knows',
      said({ timestamp: '2027-02-01T10:00:00-00:00' }),
      ['timestamp: timestamp'],
    ],
    ['a version to come', said({ version: '2.0.0' }), ['version: version']],
    [
      'an authority of three',
      said({
        authority: { objectType: 'Group', member: [account('1'), account('2'), account('3')] },
      }),
      ['authority: authority'],
    ],
    ['voiding a course', said({ verb: { id: verbs.voided } }), ['object: voiding']],
    [
      'one within one within',
      said({
        object: {
          objectType: 'SubStatement',
          actor: account('1'),
          verb: { id: verbs.passed },
          object: { objectType: 'SubStatement' },
        },
      }),
      ['object.object.objectType: one-of'],
    ],
    [
      'one within that has an id',
      said({
        object: {
          objectType: 'SubStatement',
          id,
          actor: account('1'),
          verb: { id: verbs.passed },
          object: { id: course },
        },
      }),
      ['object.id: unknown-key'],
    ],
    [
      'half a file',
      said({
        attachments: [
          {
            usageType: 'https://x.example',
            display: {},
            contentType: 'text/plain',
            length: 1.5,
            sha2: 'xyz',
          },
        ],
      }),
      ['attachments.0.length: whole-number', 'attachments.0.sha2: sha2'],
    ],
  ])('%s', (_name, statement, rules) => expect(rulesOf(statement)).toEqual(rules));

  it('is told with twenty things at the most', () => {
    const keys = Array.from({ length: 1_000 }, (_, index) => [`key${index}`, 1]);
    expect(checkStatement(said(Object.fromEntries(keys)), '1.0.3')).toHaveLength(20);
  });
});
