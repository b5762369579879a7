import { describe, expect, it } from 'vitest';
import { graph } from '../support/curricula.ts';

const web = graph(`
  %python; terminal; variables: terminal; functions: variables; functions@2: functions
  %web; requests: functions@2; html
  %frameworks; django: requests & html; flask: requests; orm: django | flask
  !blog: django | (flask & html)
  !script: functions
  $backend: (django | flask) & orm
  $scripting: functions@2
`);

const slugs = (items: readonly { readonly slug: string }[]): string =>
  items.map(({ slug }) => slug).join(' ');

describe('names', () => {
  it('lead to skills, projects, career paths, areas and levels', () => {
    expect(web.skill('django')?.slug).toBe('django');
    expect(web.project('blog')?.slug).toBe('blog');
    expect(web.careerPath('backend')?.slug).toBe('backend');
    expect(web.area('web')?.slug).toBe('web');
    expect(web.level('working')?.slug).toBe('working');
    expect(['python', 'web', 'frameworks', 'none'].map((area) => web.areaPosition(area))).toEqual([
      0, 1, 2, -1,
    ]);
    expect(['foundation', 'advanced', 'none'].map((level) => web.rank(level))).toEqual([0, 2, -1]);
  });

  it('lead to nothing of another kind, and nowhere where there is no such name', () => {
    for (const name of ['blog', 'backend', 'nowhere', '', '__proto__', 'constructor']) {
      expect(web.skill(name), name).toBeUndefined();
    }
    expect(web.project('django')).toBeUndefined();
    expect(web.careerPath('blog')).toBeUndefined();
    expect(web.area('django')).toBeUndefined();
    expect(web.level('django')).toBeUndefined();
    expect(web.nodeOf('toString')).toBeUndefined();
  });

  it('and levels lead to nodes, and nodes back', () => {
    const working = web.nodeOfCompetency({ skill: 'functions', level: 'working' })!;
    expect(working).toBe(web.nodeOf('functions')! + 1);
    expect(web.keyOf(working)).toBe('functions@working');
    expect(web.competencyOf(working)).toEqual({ skill: 'functions', level: 'working' });
    expect(web.nodeOfCompetency({ skill: 'functions', level: 'advanced' })).toBeUndefined();
    expect(web.nodeOfCompetency({ skill: 'blog', level: 'foundation' })).toBeUndefined();
    expect(web.keyOf(web.nodeOf('blog')!)).toBe('blog');
    expect(() => web.competencyOf(web.nodeOf('blog')!)).toThrow('is a competency');
  });

  it('of choices count in the order of the requirement', () => {
    const drawn = graph('a; b; c; d; z: (a | b) & (c | (d & (a | b)))');
    const keys = [...drawn.nodes.choices.keys()].map((group) => drawn.choiceKey(group));
    expect(keys).toEqual(['z@foundation#1', 'z@foundation#2', 'z@foundation#3']);
  });
});

describe('skills', () => {
  it('have a depth: the rounds of learning before them', () => {
    const names = ['terminal', 'functions', 'html', 'requests', 'django', 'orm'];
    expect(names.map((name) => web.depth[web.nodeOf(name)!])).toEqual([0, 2, 0, 4, 5, 6]);
  });

  it('are in teaching order: by area, then what comes before, then by name', () =>
    expect(slugs(web.skillsInTeachingOrder)).toBe(
      'terminal variables functions html requests django flask orm',
    ));

  it('know the skills that name them, at any level and in alternatives', () => {
    expect(slugs(web.requiredBy('functions'))).toBe('requests');
    expect(slugs(web.requiredBy('django'))).toBe('orm');
    expect(slugs(web.requiredBy('html'))).toBe('django');
    expect(slugs(web.requiredBy('orm'))).toBe('');
    expect(slugs(web.requiredBy('blog'))).toBe('');
    expect(slugs(web.requiredBy('nowhere'))).toBe('');
  });

  it('know the career paths and projects that lead through them', () => {
    expect(slugs(web.careerPathsThrough('functions'))).toBe('backend scripting');
    expect(slugs(web.careerPathsThrough('html'))).toBe('backend');
    expect(slugs(web.projectsThrough('html'))).toBe('blog');
    expect(slugs(web.projectsThrough('terminal'))).toBe('blog script');
    expect(slugs(web.careerPathsThrough('nowhere'))).toBe('');
    expect(slugs(web.projectsThrough('nowhere'))).toBe('');
  });

  it('answer the same when asked again, and after many others', () => {
    const many = graph(
      `${Array.from({ length: 300 }, (_, index) => `s${index}`).join('; ')}; $path: s7`,
    );
    for (let index = 0; index < 300; index++) many.careerPathsThrough(`s${index}`);
    expect(['s7', 's7', 's8'].map((slug) => slugs(many.careerPathsThrough(slug)))).toEqual([
      'path',
      'path',
      '',
    ]);
  });
});
