import { beforeAll, describe, expect, it } from 'vitest';
import { type CurriculumReading, readCurriculum } from '../src/actions/read-curriculum.ts';
import type { CurriculumGraph } from '../src/curriculum/graph.ts';
import { plan } from '../src/planner/plan.ts';
import type { GoalRequest, PlanRequest } from '../src/planner/request.ts';
import type { Roadmap } from '../src/planner/roadmap.ts';
import { suggestCareerPaths } from '../src/planner/suggest-career-paths.ts';
import { runToEnd } from './support/run-to-end.ts';

let reading: CurriculumReading;
let graph: CurriculumGraph;

beforeAll(async () => {
  reading = await readCurriculum('seeds');
  if (reading.kind !== 'curriculum') throw new Error(JSON.stringify(reading, null, 2));
  graph = reading.graph;
});

function roadmapOf(request: PlanRequest): Roadmap {
  const result = runToEnd(plan(graph, request));
  if (result.kind !== 'roadmap') throw new Error(result.message);
  return result;
}

function fromZero(careerPath: string): Roadmap {
  return roadmapOf({ goals: [{ careerPath }], projects: 'NONE' });
}

/** The slugs of the skills on a roadmap, each where it is first met. */
function skillsOf({ steps }: Roadmap): string[] {
  return [
    ...new Set(
      steps.flatMap(({ subject }) => (subject.kind === 'competency' ? [subject.skill.slug] : [])),
    ),
  ];
}

function areasOf(roadmap: Roadmap): string[] {
  return skillsOf(roadmap).map((slug) => graph.skill(slug)!.area);
}

function adviceFor(request: PlanRequest): string[] {
  const result = runToEnd(plan(graph, request));
  if (result.kind !== 'roadmap' && result.kind !== 'unreachable-goals')
    throw new Error(result.message);
  return result.advice.map(({ slug }) => slug);
}

const frameworks = ['django', 'flask', 'fastapi'];
const relationalDatabases = ['postgresql', 'mysql', 'sqlite'];
const careerPaths = [
  'automation-developer',
  'backend-developer',
  'data-analyst',
  'data-app-builder',
  'frontend-developer',
  'full-stack-developer',
  'machine-learning-engineer',
];

it('reads without a problem and without a warning', () => {
  expect(reading).toMatchObject({ kind: 'curriculum', warnings: [] });
});

it('has its areas in teaching order', () => {
  expect(graph.curriculum.areas.map(({ slug }) => slug)).toEqual([
    'core-python',
    'version-control',
    'web-concepts',
    'web-pages',
    'databases',
    'backend-frameworks',
    'security',
    'testing',
    'frontend',
    'full-stack',
    'automation',
    'data-and-dashboards',
    'machine-learning',
    'desktop-interfaces',
    'operations',
  ]);
});

it('says of every level what one can do then, and of every skill where to learn it', () => {
  const silent = graph.curriculum.skills.filter(
    ({ levels, resources, summary }) =>
      summary === '' ||
      resources.length === 0 ||
      levels.some(({ criteria }) => criteria.length === 0),
  );
  expect(silent.map(({ slug }) => slug)).toEqual([]);
});

describe('everything can be reached from zero, at a proven price', () => {
  it('has the seven career paths', () => {
    expect(graph.curriculum.careerPaths.map(({ slug }) => slug)).toEqual(careerPaths);
  });

  it.each(careerPaths)('%s', (careerPath) => {
    const roadmap = roadmapOf({ goals: [{ careerPath }] });
    expect(roadmap.proof.optimal).toBe(true);
    expect(roadmap.steps.length).toBeGreaterThan(20);
    expectPrerequisitesFirst(roadmap);
  });

  it('every project', () => {
    for (const { slug } of graph.curriculum.projects) {
      const roadmap = roadmapOf({ goals: [{ project: slug }] });
      expect(roadmap.proof.optimal, slug).toBe(true);
      expect(roadmap.steps.map(({ key }) => key)).toContain(slug);
    }
  });

  it('every skill at every level', () => {
    const goals: GoalRequest[] = graph.curriculum.skills.flatMap(({ slug, levels }) =>
      levels.map(({ level }) => ({ skill: slug, level })),
    );
    for (const goal of goals) {
      const roadmap = roadmapOf({ goals: [goal] });
      expect(roadmap.proof.optimal, `${goal.skill}@${goal.level}`).toBe(true);
      expect(roadmap.steps.map(({ key }) => key)).toContain(`${goal.skill}@${goal.level}`);
    }
  });
});

function expectPrerequisitesFirst({ steps }: Roadmap): void {
  for (const step of steps) {
    for (const earlier of step.after) expect(earlier.position).toBeLessThan(step.position);
  }
}

describe('the way to the backend', () => {
  it('goes from core Python over web concepts and databases to a framework', () => {
    const areas = areasOf(fromZero('backend-developer'));
    const order = ['core-python', 'web-concepts', 'web-pages', 'databases', 'backend-frameworks'];
    const starts = order.map((area) => areas.indexOf(area));
    expect(starts).toEqual([...starts].sort((left, right) => left - right));
    for (const [earlier, later] of order
      .slice(1)
      .map((area, index) => [order[index]!, area] as const)) {
      expect(areas.lastIndexOf(earlier)).toBeLessThan(areas.indexOf(later));
    }
  });

  it('has HTML, HTTP and queries before the framework', () => {
    const skills = skillsOf(fromZero('backend-developer'));
    const framework = Math.min(
      ...frameworks.map((slug) => skills.indexOf(slug)).filter((at) => at >= 0),
    );
    for (const basic of ['functions', 'requests', 'responses', 'routes', 'html', 'queries']) {
      expect(skills.indexOf(basic), basic).toBeGreaterThanOrEqual(0);
      expect(skills.indexOf(basic), basic).toBeLessThan(framework);
    }
  });

  it('takes exactly one framework and one relational database, and prices the others', () => {
    const roadmap = fromZero('backend-developer');
    const skills = skillsOf(roadmap);
    expect(frameworks.filter((slug) => skills.includes(slug))).toHaveLength(1);
    expect(relationalDatabases.filter((slug) => skills.includes(slug))).toHaveLength(1);
    const own = roadmap.choices.filter(({ key }) => key.startsWith('backend-developer#'));
    expect(own.map(({ options }) => options.map(({ competency }) => competency!.skill))).toEqual([
      relationalDatabases,
      frameworks,
    ]);
  });

  it('asks for HTML at foundation, where the frontend asks for it at working', () => {
    const keys = (careerPath: string) => fromZero(careerPath).steps.map(({ key }) => key);
    expect(keys('backend-developer')).not.toContain('html@working');
    expect(keys('frontend-developer')).toContain('html@working');
  });
});

it('needs no Python on the way to the frontend', () => {
  const skills = skillsOf(fromZero('frontend-developer'));
  const python = skills.filter((slug) => graph.skill(slug)!.area === 'core-python');
  expect(python.sort()).toEqual(['reading-documentation', 'terminal']);
  expect(skills).not.toContain('python-database-access');
});

it('has something small to build before databases', () => {
  const { milestones } = roadmapOf({ goals: [{ careerPath: 'backend-developer' }] });
  const databases = milestones.findIndex(({ area }) => area === 'databases');
  const built = milestones
    .slice(0, databases)
    .flatMap(({ steps }) => steps.filter(({ subject }) => subject.kind === 'project'));
  expect(built.length).toBeGreaterThanOrEqual(2);
});

it.each([
  ['visual-design', ['frontend-developer', 'full-stack-developer']],
  ['logic', ['backend-developer']],
  ['data', ['data-analyst', 'data-app-builder', 'machine-learning-engineer']],
  ['automation', ['automation-developer']],
  ['infrastructure', ['automation-developer', 'backend-developer']],
])('points a learner who likes %s at the right paths', (interest, expected) => {
  const result = runToEnd(suggestCareerPaths(graph, { interests: [interest] }));
  if (result.kind !== 'career-path-suggestions') throw new Error(result.message);
  const best = result.fits.slice(0, expected.length).map(({ careerPath }) => careerPath.slug);
  expect(best.sort()).toEqual(expected);
});

describe('advice', () => {
  const basics = ['functions', 'requests', 'queries', 'html', 'variables'].map((skill) => ({
    skill,
  }));
  const cases: [advice: string, fires: PlanRequest, staysSilent: PlanRequest][] = [
    [
      'frameworks-before-basics',
      { goals: [{ skill: 'django' }] },
      { goals: [{ skill: 'django' }], knows: basics },
    ],
    [
      'ignoring-javascript',
      { goals: [{ careerPath: 'frontend-developer' }], excludes: ['javascript'] },
      { goals: [{ careerPath: 'frontend-developer' }] },
    ],
    [
      'python-replaces-html',
      { goals: [{ careerPath: 'backend-developer' }], excludes: ['html'] },
      { goals: [{ careerPath: 'backend-developer' }] },
    ],
    [
      'template-rendering-is-not-frontend',
      { goals: [{ skill: 'template-rendering' }] },
      { goals: [{ skill: 'template-rendering' }, { careerPath: 'frontend-developer' }] },
    ],
    [
      'forgetting-security',
      { goals: [{ skill: 'flask' }] },
      { goals: [{ careerPath: 'backend-developer' }] },
    ],
    [
      'tools-without-a-goal',
      { goals: [{ skill: 'django' }, { skill: 'react' }] },
      { goals: [{ skill: 'django' }, { project: 'full-website' }] },
    ],
    [
      'where-to-begin',
      { goals: [{ careerPath: 'data-analyst' }] },
      { goals: [{ careerPath: 'data-analyst' }], knows: [{ skill: 'functions' }] },
    ],
  ];

  it.each(cases)('%s comes where it is needed and not elsewhere', (advice, fires, staysSilent) => {
    expect(adviceFor(fires)).toContain(advice);
    expect(adviceFor(staysSilent)).not.toContain(advice);
  });
});

it('has a place for everything that people ask about Python on the web', () => {
  const expected = [
    ...['variables', 'functions', 'loops', 'lists', 'dictionaries', 'files', 'modules'],
    ...['error-handling', 'object-basics', 'git', 'requests', 'responses', 'routes', 'forms'],
    ...['cookies', 'sessions', 'status-codes', 'redirects', 'structured-data', 'apis'],
    ...['dynamic-websites', 'html', 'css', 'javascript', 'tables', 'fields', 'relationships'],
    ...['queries', 'indexes', 'migrations', 'database-design', 'mongodb', 'template-rendering'],
    ...['static-page-generation', 'admin-panels', 'business-rules', 'input-validation'],
    ...['authentication', 'permissions', 'password-handling', 'encryption', 'common-web-risks'],
    ...['secure-configuration', 'payment-services', 'email-services', 'analytics-services'],
    ...['cloud-storage', 'caching', 'background-jobs', 'queues', 'monitoring', 'cloud-deployment'],
    ...['streamlit', 'dash', 'panel', 'tkinter', 'pyqt', 'kivy', 'python-in-the-browser'],
    ...['responsive-design', 'accessibility', 'usability', 'browser-support', 'loading-behaviour'],
    ...['react', 'recommendations', 'predictions', 'image-analysis', 'language-processing'],
    ...['scripting', 'file-processing', 'data-cleanup', 'report-generation', 'workflow-automation'],
    ...['user-action', 'browser-request', 'request-routing', 'logic-processing', 'database-work'],
    ...['response-creation', 'frontend-display', ...frameworks, ...relationalDatabases],
  ];
  expect(expected.filter((slug) => graph.skill(slug) === undefined)).toEqual([]);
  const projects = [
    ...['notes-app', 'task-manager', 'contact-form', 'expense-tracker', 'basic-api'],
    ...['login-system', 'checkout', 'content-management-system', 'data-dashboard'],
    ...['machine-learning-app', 'automation-portal', 'static-site', 'desktop-app', 'full-website'],
  ];
  expect(projects.filter((slug) => graph.project(slug) === undefined)).toEqual([]);
});

it('plans within a blink', () => {
  // Far above what it takes, so that only a search gone wrong is caught.
  const started = performance.now();
  for (const careerPath of careerPaths) fromZero(careerPath);
  expect(performance.now() - started).toBeLessThan(5_000);
});
