import type { Curriculum, Skill } from '../../src/curriculum/curriculum.ts';
import { curriculum } from './curricula.ts';

/**
 * A curriculum with something of everything, small enough to know by heart:
 *
 *     variables ─ functions ─┬─ http ─┬─ flask ──┐
 *                            │  html ─┼─ django ─┼─ notes-app, backend-developer
 *                            │        └─ fastapi ┘   (one of the three)
 *     html ─ css ────────────┴──────────────────── frontend-developer
 */
export function smallCurriculum(slug = 'small'): Curriculum {
  const drawn = curriculum(`
    %basics
    variables 2
    functions 4 : variables
    functions@2 6
    %web
    html 3
    css 5 : html
    http 3 : functions
    flask 8 : http & html
    django 12 : http & html & functions@2
    fastapi 8 : http & (html | css)
    !notes-app 10 : flask | django | fastapi
    $backend-developer : functions@2 & (flask | django | fastapi)
    $frontend-developer : css
  `);
  return {
    ...drawn,
    slug,
    title: `Small ${slug}`,
    summary: 'What there is to know.',
    sides: [
      { slug: 'frontend', title: 'Frontend' },
      { slug: 'backend', title: 'Backend' },
    ],
    interests: [
      { slug: 'logic', title: 'Logic' },
      { slug: 'visual-design', title: 'Visual design' },
    ],
    skills: drawn.skills.map((skill) => ({ ...skill, ...details[skill.slug] })),
    careerPaths: drawn.careerPaths.map((path) =>
      path.slug === 'backend-developer' ? { ...path, interests: ['logic'] } : path,
    ),
    advice: [
      {
        slug: 'frameworks-before-basics',
        title: 'Basics first',
        when: {
          kind: 'all',
          of: [
            { kind: 'goal', slug: 'django' },
            { kind: 'lacks', competency: { skill: 'functions', level: 'foundation' } },
          ],
        },
        says: 'Learn functions before a framework.',
      },
    ],
  };
}

const details: Record<string, Partial<Skill>> = {
  functions: {
    title: 'Functions',
    summary: 'Naming a piece of work so that it can be done again.',
    replaces: ['procedures'],
    because: { variables: 'A function works on what variables hold.' },
    recommends: [{ skill: 'html', level: 'foundation' }],
  },
  html: { title: 'HTML', summary: 'The structure of pages.', side: 'frontend' },
  css: { title: 'CSS', summary: 'The looks of pages.', side: 'frontend' },
  flask: { title: 'Flask', summary: 'A small framework for servers.', side: 'backend' },
  django: {
    title: 'Django',
    summary: 'A large framework for servers.',
    side: 'backend',
    sideNote: 'Its templates are filled on the server.',
    resources: [
      {
        title: 'Documentation',
        url: 'https://docs.djangoproject.com/',
        hours: 3,
        kind: 'REFERENCE',
        level: 'foundation',
      },
    ],
    sameAs: ['https://example.org/skills/django'],
  },
  fastapi: { title: 'FastAPI', summary: 'A framework for Écoles and APIs.', side: 'backend' },
};
