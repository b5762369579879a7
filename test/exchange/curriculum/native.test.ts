import { describe, expect, it } from 'vitest';
import { readNative, type SourceFile } from '../../../src/exchange/curriculum/native.ts';

const heading = `curriculum: demo
title: Demo
levels: [foundation, working, advanced]
sides: [frontend, backend]
interests: [logic, data]
areas:
  - { id: basics, title: Basics }
`;

/** A sound document, to which a skill's further keys can be added from line 14 on. */
const skill = `${heading}skills:
  - id: loops
    title: Loops
    area: basics
    summary: Doing it again.
    hours: { foundation: 4, working: 2.5 }
`;

/** Everything that is wrong with a text or with files, as `line:column code message`, with the file where there are several. */
function check(source: string | readonly SourceFile[], expected: string[]) {
  const files = typeof source === 'string' ? [{ file: 'demo.yaml', text: source }] : source;
  const reading = readNative(files);
  const found = reading.kind === 'defective' ? reading.defects : [];
  const lines = found.map(({ file, line, column, code, message }) => {
    const place = files.length > 1 ? `${file}:${line}:${column}` : `${line}:${column}`;
    return `${place} ${code} ${message}`;
  });
  expect(lines).toEqual(expected);
}

describe('a sound document', () => {
  it('is given as it was written', () => {
    const reading = readNative([{ file: 'demo.yaml', text: skill }]);
    expect(reading.kind === 'document' && reading.document).toEqual({
      curriculum: 'demo',
      title: 'Demo',
      levels: ['foundation', 'working', 'advanced'],
      sides: ['frontend', 'backend'],
      interests: ['logic', 'data'],
      areas: [{ id: 'basics', title: 'Basics' }],
      skills: [
        {
          id: 'loops',
          title: 'Loops',
          area: 'basics',
          summary: 'Doing it again.',
          hours: { foundation: 4, working: 2.5 },
        },
      ],
    });
  });

  it('is the same as JSON, whatever the file is called', () => {
    const yaml = readNative([{ file: 'demo.yaml', text: skill }]);
    const text = JSON.stringify(yaml.kind === 'document' && yaml.document);
    for (const file of ['demo.json', 'demo.yaml', 'demo']) {
      const json = readNative([{ file, text: `\ufeff${text}` }]);
      expect(json.kind === 'document' && JSON.stringify(json.document)).toBe(text);
    }
  });

  it('may name the schema', () => check(`$schema: ../schema.json\n${skill}`, []));
});

describe('the heading', () => {
  it('must be there', () =>
    check('# Nothing yet.\n', [
      '1:1 missing-key `curriculum` is missing; a curriculum needs it. The id of the curriculum. It never changes.',
      '1:1 missing-key `title` is missing; a curriculum needs it. What people read.',
      '1:1 missing-key `levels` is missing; a curriculum needs it. The scale of proficiency, lowest first.',
      '1:1 missing-key `areas` is missing; a curriculum needs it. The parts of the curriculum, in teaching order.',
    ]));

  it('must be a mapping', () => {
    const mapping = 'a mapping with `curriculum`, `title`, `levels`, `areas`';
    check('- loops\n', [`1:1 wrong-type The document must be ${mapping}, not a list.`]);
    check('loops\n', [`1:1 wrong-type The document must be ${mapping}, not text.`]);
  });

  it('must have at least one level', () =>
    check(heading.replace('[foundation, working, advanced]', '[]'), [
      '3:9 too-few `levels` must have at least 1 in it.',
    ]));
});

describe('keys', () => {
  it('must be known', () =>
    check(`${skill}    requries: []\n    colour: red\nskill: []\n`, [
      '14:5 unknown-key `requries` is not a key of a skill. Did you mean `requires`, `requiresAt` or `resources`?',
      '15:5 unknown-key `colour` is not a key of a skill. Its keys are `id`, `title`, `area`, `summary`, `side`, `sideNote`, `hours`, `criteria`, `requires`, `requiresAt`, `recommends`, `because`, `resources`, `sameAs`, `replaces`, `externalIds`, `notes`.',
      '16:1 unknown-key `skill` is not a key of a curriculum. Did you mean `skills`?',
    ]));

  it('must not stand twice', () =>
    check(`${skill}    title: Again\ntitle: Again\nskills: []\n`, [
      '14:5 duplicate-key `title` stands here twice. Take one away.',
      '15:1 duplicate-key `title` stands here twice. Make one of the two.',
      '16:1 duplicate-key `skills` stands here twice. Make one of the two.',
    ]));

  it('must not be missing', () =>
    check(`${skill}  - id: lists\n    area: basics\n    hours: 1\n`, [
      '14:5 missing-key `title` is missing; a skill needs it. What people read.',
      '14:5 missing-key `summary` is missing; a skill needs it. What it is about, in a sentence or two.',
    ]));

  it('that objects are born with are like any other', () => {
    const strange = skill.replace(/loops/g, 'constructor').replaceAll('working', 'constructor');
    check(strange, []);
    check(`${skill}    __proto__: { a: b }\n    because: { __proto__: x, toString: y }\n`, [
      '14:5 unknown-key `__proto__` is not a key of a skill. Its keys are `id`, `title`, `area`, `summary`, `side`, `sideNote`, `hours`, `criteria`, `requires`, `requiresAt`, `recommends`, `because`, `resources`, `sameAs`, `replaces`, `externalIds`, `notes`.',
      '15:16 bad-id `because.__proto__` must be lower-case words joined by hyphens, such as `web-concepts`. Did you mean `proto`?',
      '15:30 bad-id `because.toString` must be lower-case words joined by hyphens, such as `web-concepts`. Did you mean `tostring`?',
    ]);
  });

  it('are shown without what could take over a terminal', () =>
    check(`${heading}"\\e[2J": 1\n`, [
      '8:1 unknown-key `\ufffd[2J` is not a key of a curriculum. Its keys are `curriculum`, `title`, `summary`, `externalIds`, `levels`, `sides`, `interests`, `areas`, `skills`, `projects`, `careerPaths`, `advice`.',
    ]));
});

describe('values', () => {
  it('must be of their type', () =>
    check(
      `${skill}    side: 1
    sideNote: [a]
    requires: loops
    recommends:
    resources: [book, { title: true }]
    criteria: { foundation: text }
    because: []
`,
      [
        '14:11 wrong-type `side` must be lower-case words joined by hyphens, such as `web-concepts`, not a number. Put it in quotes.',
        '15:15 wrong-type `sideNote` must be text, not a list.',
        '16:15 wrong-type `requires` must be a list, not text. Put it in brackets: `[…]`.',
        '17:16 wrong-type `recommends` is empty; it must be a list.',
        '18:17 wrong-type An item of `resources` must be a mapping with `title`, not text.',
        '18:32 wrong-type `title` must be text, not true or false. Put it in quotes.',
        '19:29 wrong-type `criteria.foundation` must be a list, not text. Put it in brackets: `[…]`.',
        '20:14 wrong-type `because` must be a mapping by skill, not a list.',
      ],
    ));

  it('must be one of those there are', () =>
    check(`${skill}    resources: [{ title: A, kind: WATCHED }, { title: B, kind: BOOK }]\n`, [
      '14:35 unknown-value `kind` must be one of `READ`, `WATCH`, `PRACTISE`, `COURSE`, `REFERENCE`. Did you mean `WATCH`?',
      '14:64 unknown-value `kind` must be one of `READ`, `WATCH`, `PRACTISE`, `COURSE`, `REFERENCE`.',
    ]));

  it('that are ids are lower-case words joined by hyphens', () =>
    check(`${skill}  - { id: For Loops, title: T, area: basics, summary: S, hours: 1 }\n`, [
      '14:11 bad-id `id` must be lower-case words joined by hyphens, such as `web-concepts`. Did you mean `for-loops`?',
    ]));

  it('that are references name a skill, and perhaps a level', () =>
    check(`${skill}    recommends: [Loops@Working, loops@]\n`, [
      '14:18 bad-reference An item of `recommends` must be a skill, alone or at a level, such as `functions` or `functions@working`. Did you mean `loops@working`?',
      '14:33 bad-reference An item of `recommends` must be a skill, alone or at a level, such as `functions` or `functions@working`.',
    ]));

  it('that are links lead to the web', () =>
    check(
      `${skill}    resources: [{ title: A, url: 'javascript:alert(1)' }]\n    sameAs: [home]\n`,
      [
        '14:34 bad-link `url` must be an address that begins with `https://` or `http://`.',
        '15:14 bad-link An item of `sameAs` must be an address, such as `https://example.org/skills/42` or `urn:uuid:…`.',
      ],
    ));
});

describe('hours', () => {
  const hours = (text: string) => skill.replace('{ foundation: 4, working: 2.5 }', text);

  it('may be one number', () => check(hours('0.1'), []));

  it('are above nothing, finite and in tenths', () =>
    check(hours('{ foundation: 0, working: 2.55, advanced: .inf }'), [
      '13:26 bad-hours `hours.foundation` must be above 0 and at most 10000, not 0.',
      '13:38 bad-hours `hours.working` must be a multiple of 0.1, not 2.55. Did you mean `2.6`?',
      '13:54 bad-hours `hours.advanced` must be above 0 and at most 10000, not Infinity.',
    ]));

  it('are no words', () => {
    check(hours('.nan'), ['13:12 bad-hours `hours` must be above 0 and at most 10000, not NaN.']);
    check(hours('"4"'), [
      '13:12 wrong-type `hours` must be a number of hours, or hours by level such as `{ foundation: 4, working: 6 }`, not text. Take the quotes away.',
    ]);
    check(hours('-1'), ['13:12 bad-hours `hours` must be above 0 and at most 10000, not -1.']);
  });

  it('are for at least one level', () =>
    check(hours('{}'), ['13:12 too-few `hours` must have at least 1 in it.']));
});

describe('texts', () => {
  it('have a greatest length, counted in characters', () => {
    check(`${skill}    sideNote: ${'😀'.repeat(1_000)}\n`, []);
    check(`${skill}    sideNote: ${'😀'.repeat(1_001)}\n`, [
      '14:15 text-too-long `sideNote` has 1001 characters; 1000 are the most.',
    ]);
    check(skill.replace('title: Loops', `title: ${'x'.repeat(201)}`), [
      '10:12 text-too-long `title` has 201 characters; 200 are the most.',
    ]);
    check(skill.replace('Doing it again.', 'x'.repeat(10_000_000)), [
      '12:14 text-too-long `summary` has 10000000 characters; 2000 are the most.',
    ]);
  });

  it('have something in them', () =>
    check(skill.replace('title: Loops', 'title: "  "'), [
      '10:12 empty-text `title` is empty. Write something, or take it out.',
    ]));

  it('can be printed and stored', () =>
    check(`${skill}    sideNote: "\\e[31m"\n    criteria: { foundation: ["\\ud800"] }\n`, [
      '14:15 unprintable-text `sideNote` has U+001B in it. Take it out.',
      '15:30 unprintable-text An item of `criteria.foundation` has U+D800 in it. Take it out.',
    ]));

  it('may have several lines, but for titles', () => {
    check(`${skill}    sideNote: |\n      One.\n      Two.\n`, []);
    check(skill.replace('title: Loops', 'title: "One\\nTwo"'), [
      '10:12 several-lines `title` must be one line.',
    ]);
  });
});

describe('lists', () => {
  it('have a greatest length', () =>
    check(skill.replace('[logic, data]', `[${'logic, '.repeat(201)}]`), [
      '5:12 too-many `interests` has 201 in it; 200 are the most.',
    ]));
});

describe('requirements', () => {
  it('are skills or groups', () =>
    check(
      `${skill}    requires:
      - {}
      - { anyof: [loops] }
      - { anyOf: [loops@working], allOf: [loops] }
      - { atLeast: 1.5, of: [loops] }
      - { of: [loops] }
      - { atLeast: two }
      - [loops]
      - { anyOf: loops }
      - Loops
`,
      [
        '15:9 missing-key An item of `requires` must have one of `anyOf`, `allOf`, `atLeast`, `of`.',
        '16:9 unknown-key An item of `requires` must have one of `anyOf`, `allOf`, `atLeast`, `of`. Did you mean `anyOf` or `allOf`?',
        "17:35 unknown-key `allOf` can't stand beside `anyOf`. Nest one in the other.",
        '18:20 wrong-type `atLeast` must be a whole number, not 1.5.',
        '19:9 missing-key `atLeast` is missing; an `atLeast` group needs it. How many of the members are needed.',
        '20:9 missing-key `of` is missing; an `atLeast` group needs it. The members to choose from.',
        '20:20 wrong-type `atLeast` must be a whole number, not text.',
        '21:9 wrong-type An item of `requires` must be a skill such as `functions@working`, or a group such as `{ anyOf: [django, flask] }`, not a list.',
        '22:18 wrong-type `anyOf` must be a list, not text. Put it in brackets: `[…]`.',
        '23:9 bad-reference An item of `requires` must be a skill, alone or at a level, such as `functions` or `functions@working`. Did you mean `loops`?',
      ],
    ));

  it('of a career path ask for something', () =>
    check(`${heading}careerPaths: [{ id: path, title: P, summary: S, requires: [] }]\n`, [
      '8:59 too-few `requires` must have at least 1 in it.',
    ]));
});

describe('advice', () => {
  it('is for situations', () =>
    check(
      `${heading}advice:
  - id: advice
    title: Advice
    says: Begin.
    when: { all: [{ goalz: x }, { noGoalOfKind: path }, { not: [] }, goal, { any: [], not: {} }] }
`,
      [
        '12:19 unknown-key An item of `when.all` must have one of `all`, `any`, `not`, `goal`, `goalArea`, `noGoalOfKind`, `knows`, `lacks`, `excludes`, `roadmapHas`, `roadmapLacks`. Did you mean `goal`?',
        '12:49 unknown-value `noGoalOfKind` must be one of `careerPath`, `project`, `skill`.',
        '12:64 wrong-type `not` must be a mapping with one of `all`, `any`, `not`, `goal`, `goalArea`, `noGoalOfKind`, `knows`, `lacks`, `excludes`, `roadmapHas`, `roadmapLacks`, not a list.',
        '12:70 wrong-type An item of `when.all` must be a mapping with one of `all`, `any`, `not`, `goal`, `goalArea`, `noGoalOfKind`, `knows`, `lacks`, `excludes`, `roadmapHas`, `roadmapLacks`, not text.',
        '12:78 empty-group An empty `any` never holds. Name a condition, or take it out.',
        "12:87 unknown-key `not` can't stand beside `any`. Nest one in the other.",
      ],
    ));
});

describe('what is wrong with names', () => {
  it('is told with what is wrong besides', () =>
    check(
      `${skill}    colour: red
    requires: [lops, { atLeast: 0, of: [loops@expert] }]
    side: left
projects:
  - { id: site, title: Site, summary: S, hours: none, requires: [loops@working, 5, site] }
`,
      [
        '14:5 unknown-key `colour` is not a key of a skill. Its keys are `id`, `title`, `area`, `summary`, `side`, `sideNote`, `hours`, `criteria`, `requires`, `requiresAt`, `recommends`, `because`, `resources`, `sameAs`, `replaces`, `externalIds`, `notes`.',
        '15:16 unknown-skill There is no skill `lops`. Did you mean `loops`?',
        '15:33 impossible-count `atLeast` must be at least 1 and at most 1, the number of members, not 0.',
        '15:41 unknown-level `loops` has no level `expert`, only `foundation` and `working`.',
        '16:11 unknown-side There is no side `left`.',
        '18:49 wrong-type `hours` must be a number of hours above 0, such as 2.5, not text.',
        '18:81 wrong-type An item of `requires` must be a skill such as `functions@working`, or a group such as `{ anyOf: [django, flask] }`, not a number.',
        '18:84 unknown-skill `site` is a project; only a skill can stand here.',
      ],
    ));

  it('is not told where it only follows from what is wrong besides', () => {
    check(
      `${skill.replace('{ foundation: 4, working: 2.5 }', 'none')}    recommends: [loops@working]\n`,
      [
        '13:12 wrong-type `hours` must be a number of hours, or hours by level such as `{ foundation: 4, working: 6 }`, not text.',
        "14:18 recommends-itself `loops` can't recommend itself. Take this out.",
      ],
    );
    check(skill.replace('id: basics', 'id: Basics'), [
      '7:11 bad-id `id` must be lower-case words joined by hyphens, such as `web-concepts`. Did you mean `basics`?',
    ]);
    check(skill.replace('    area: basics\n', ''), [
      '9:5 missing-key `area` is missing; a skill needs it. The id of the area that it belongs to.',
    ]);
    check(skill.replace('areas:', 'area:'), [
      '1:1 missing-key `areas` is missing; a curriculum needs it. The parts of the curriculum, in teaching order.',
      '6:1 unknown-key `area` is not a key of a curriculum. Did you mean `areas`?',
    ]);
  });
});

describe('mistakes in the text', () => {
  it.each([
    ['a line between two columns', '\n    area', '\n   area', '11:4', 'up with any above'],
    ['a tab', '\n    title: Loops', '\n\ttitle: Loops', '10:1', 'A tab cannot indent'],
    ['an item beside its list', 'skills:\n', 'skills:\n   - id: a\n', '10:3', 'list above'],
  ])('are told once where %s is misread to the end', (_, from, to, place, words) => {
    const reading = readNative([{ file: 'demo.yaml', text: skill.replace(from, to) }]);
    const defects = reading.kind === 'defective' ? reading.defects : [];
    expect(defects.map(({ line, column }) => `${line}:${column}`)).toEqual([place]);
    expect(defects[0]?.message).toContain(words);
  });

  it('that spoil one value leave everything else to be told of', () =>
    check(
      `curriculum: demo
title: Demo: the beginning
levels: [foundation]
areas: [{ id: basics, title: @home }]
skills:
  - { id: loops, titel: Loops, area: basic, summary: S, hours: 1 }
`,
      [
        '2:8 syntax There is a second `: ` here. Put a text that has one in it in quotes, or look at the indentation.',
        "4:30 syntax A text can't begin with `@`. Put it in quotes.",
        '6:5 missing-key `title` is missing; a skill needs it. What people read.',
        '6:18 unknown-key `titel` is not a key of a skill. Did you mean `title`?',
        '6:38 unknown-area There is no area `basic`. Did you mean `basics`?',
      ],
    ));

  it('are told with what is wrong in other items', () =>
    check(`${skill}  - id: lists\n    title: Lists: more\n    colour: red\n  - colour: red\n`, [
      '15:12 syntax There is a second `: ` here. Put a text that has one in it in quotes, or look at the indentation.',
      '17:5 unknown-key `colour` is not a key of a skill. Its keys are `id`, `title`, `area`, `summary`, `side`, `sideNote`, `hours`, `criteria`, `requires`, `requiresAt`, `recommends`, `because`, `resources`, `sameAs`, `replaces`, `externalIds`, `notes`.',
      '17:5 missing-key `id` is missing; a skill needs it. Lower-case words joined by hyphens; skills, projects and career paths share one name space. It never changes.',
      '17:5 missing-key `title` is missing; a skill needs it. What people read.',
      '17:5 missing-key `area` is missing; a skill needs it. The id of the area that it belongs to.',
      '17:5 missing-key `summary` is missing; a skill needs it. What it is about, in a sentence or two.',
      '17:5 missing-key `hours` is missing; a skill needs it. Hours from the level below, by level, without gaps. A plain number means the lowest level alone.',
    ]));

  it('of JSON have their place', () =>
    check(
      [{ file: 'demo.json', text: '{\n  "title": 1,\n  "levels": [],\n}\n' }],
      [
        '2:12 wrong-type `title` must be text, not a number. Put it in quotes.',
        '3:13 too-few `levels` must have at least 1 in it.',
        '4:1 syntax Take out the comma before `}`.',
      ],
    ));
});

describe('the files of a folder', () => {
  const parts: SourceFile[] = [
    {
      file: 'skills/two.json',
      text: '{"skills": [{"id": "b", "title": "B", "area": "more", "summary": "S", "hours": 1}]}',
    },
    {
      file: 'skills/one.yaml',
      text: 'skills:\n  - { id: a, title: A, area: basics, summary: S, hours: 1, requires: [b] }\n',
    },
    { file: 'curriculum.yaml', text: heading },
    { file: 'more.yaml', text: 'areas: [{ id: more, title: More }]\n' },
    { file: 'empty.yaml', text: '# Nothing yet.\n' },
  ];

  it('make one document, in order of their names', () => {
    for (const files of [parts, [...parts].reverse()]) {
      const reading = readNative(files);
      const document = reading.kind === 'document' ? reading.document : null;
      expect(document?.areas.map(({ id }) => id)).toEqual(['basics', 'more']);
      expect(document?.skills?.map(({ id }) => id)).toEqual(['a', 'b']);
    }
  });

  it('are told of together, in order of their names', () =>
    check(
      [
        ...parts,
        { file: 'bad.yaml', text: 'title: Again\nskills: {}\nskils: []\nadvice: []\nadvice: []\n' },
        { file: 'worse.json', text: '{"skills": [{"colour": 1}, }' },
        { file: 'worst.yaml', text: '- x\n' },
      ],
      [
        'bad.yaml:1:1 second-heading `title` belongs to the heading, which stands in curriculum.yaml. Take it out here.',
        'bad.yaml:2:9 wrong-type `skills` must be a list, not a mapping.',
        'bad.yaml:3:1 unknown-key `skils` is not a key of a curriculum. Did you mean `skills`?',
        'bad.yaml:5:1 duplicate-key `advice` stands here twice. Make one of the two.',
        'worse.json:1:14 unknown-key `colour` is not a key of a skill. Its keys are `id`, `title`, `area`, `summary`, `side`, `sideNote`, `hours`, `criteria`, `requires`, `requiresAt`, `recommends`, `because`, `resources`, `sameAs`, `replaces`, `externalIds`, `notes`.',
        'worse.json:1:28 syntax A value is expected here, not `}`. Texts stand in double quotes.',
        'worst.yaml:1:1 wrong-type The document must be a mapping with `curriculum`, `title`, `levels`, `areas`, not a list.',
      ],
    ));

  it('say in one place which curriculum they are', () =>
    check(
      [
        { file: 'a.yaml', text: heading },
        { file: 'b.yaml', text: 'curriculum: other\n' },
      ],
      [
        'b.yaml:1:1 second-heading `curriculum` belongs to the heading, which stands in a.yaml. Take it out here.',
      ],
    ));

  it('know where their items stand, by index and by id', () => {
    const reading = readNative(parts);
    if (reading.kind !== 'document') throw new Error('the files are sound');
    const { locate } = reading;
    const one = { file: 'skills/one.yaml', line: 2 };
    expect(locate(['skills', 0])).toEqual({ ...one, column: 5 });
    expect(locate(['skills', 'a', 'title'])).toEqual({ ...one, column: 21 });
    expect(locate(['skills', 'a', 'requires'])).toEqual({ ...one, column: 60 });
    expect(locate(['skills', 'a', 'requires', 0])).toEqual({ ...one, column: 71 });
    expect(locate(['skills', 'a', 'nothing', 'here'])).toEqual({ ...one, column: 5 });
    expect(locate(['skills', 1])).toEqual({ file: 'skills/two.json', line: 1, column: 13 });
    expect(locate(['levels', 'working'])).toEqual({ file: 'curriculum.yaml', line: 3, column: 22 });
    expect(locate(['areas', 1, 'id'])).toEqual({ file: 'more.yaml', line: 1, column: 15 });
    expect(locate([])).toEqual({ file: 'curriculum.yaml', line: 1, column: 1 });
  });
});

describe('what is named by its author', () => {
  it('is located by the name', () => {
    const reading = readNative([{ file: 'demo.yaml', text: skill }]);
    if (reading.kind !== 'document') throw new Error('the document is sound');
    expect(reading.locate(['skills', 0, 'hours', 'working'])).toMatchObject({
      line: 13,
      column: 29,
    });
  });
});

describe('what is too much', () => {
  it('is refused by its size', () => {
    check(`${heading}${'#'.repeat(16 * 1024 * 1024)}`, [
      '1:1 too-large The curriculum has 16777378 bytes of YAML; 16777216 are the most. Divide it, or write it as JSON.',
    ]);
    check(
      [{ file: 'a.json', text: ' '.repeat(64 * 1024 * 1024 + 1) }],
      ['1:1 too-large The curriculum has 67108865 bytes; 67108864 are the most. Divide it.'],
    );
  });

  it('is told ten thousand problems long', () => {
    const reading = readNative([{ file: 'a.json', text: `{"skills": [${'1,'.repeat(50_000)}1]}` }]);
    expect(reading.kind === 'defective' && reading.defects.length).toBe(10_000);
  });

  it('is told in bounded room where it is deep', () => {
    const deep = `${'{"anyOf": [1, '.repeat(4_900)}1${']}'.repeat(4_900)}`;
    const text = `{"careerPaths": [{"requires": [${deep}]}]}`;
    const reading = readNative([{ file: 'a.json', text }]);
    const defects = reading.kind === 'defective' ? reading.defects : [];
    expect(defects.length).toBeGreaterThan(100);
    expect(defects.reduce((sum, { path }) => sum + path.length, 0)).toBeLessThan(1_020_000);
  });
});

describe('two thousand groups within each other', () => {
  const depth = 2_000;
  const nested = (open: string, inner: string, close: string) =>
    `${open.repeat(depth)}${inner}${close.repeat(depth)}`;

  it('are read in requirements', () => {
    const deep = nested('{ anyOf: [', 'loops@working', '] }');
    check(
      `${skill}projects: [{ id: p, title: P, summary: S, hours: 1, requires: [${deep}] }]\n`,
      [],
    );
  });

  it('are read in situations', () => {
    const deep = nested('{ not: ', '{ knows: loops }', ' }');
    check(`${skill}advice: [{ id: a, title: A, says: S, when: ${deep} }]\n`, []);
  });

  it('have their mistakes told', () => {
    const deep = nested('{ anyOf: [', 'Loops', '] }');
    const text = `${skill}projects: [{ id: p, title: P, summary: S, hours: 1, requires: [${deep}] }]\n`;
    check(text, [
      `14:${64 + 10 * depth} bad-reference An item of \`anyOf\` must be a skill, alone or at a level, such as \`functions\` or \`functions@working\`. Did you mean \`loops\`?`,
    ]);
  });
});

it('a chain of 100,000 skills is read in seconds', () => {
  const skills = Array.from({ length: 100_000 }, (_, index) => ({
    id: `skill-${index}`,
    title: `Skill ${index}`,
    area: 'basics',
    summary: `What skill ${index} is about, in a sentence that takes some room.`,
    hours: 4,
    requires: index === 0 ? [] : [`skill-${index - 1}`],
  }));
  const text = JSON.stringify({
    curriculum: 'chain',
    title: 'Chain',
    levels: ['foundation'],
    areas: [{ id: 'basics', title: 'Basics' }],
    skills,
  });
  const reading = readNative([{ file: 'chain.json', text }]);
  expect(reading.kind === 'document' && reading.document.skills?.length).toBe(100_000);
});
