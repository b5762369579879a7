import { expect, it } from 'vitest';
import { searchCurriculum } from '../../src/actions/search-curriculum.ts';
import type { Revision } from '../../src/curriculum/revision.ts';
import { graph } from '../support/curricula.ts';
import { smallCurriculum } from '../support/small-curriculum.ts';

const published = { graph: graph(smallCurriculum()), revision: {} as Revision };

/** The slugs of what a text finds, best first. */
function check(text: string, expected: string) {
  expect(
    searchCurriculum(published, text)
      .map(({ slug }) => slug)
      .join(' '),
  ).toBe(expected);
}

it('finds a name, whatever its upper case, accents and punctuation', () => {
  check('HTML', 'html');
  check('fastapi', 'fastapi');
  check('FÁSTapi!', 'fastapi');
  check('Notes App', 'notes-app');
  check('notes-app', 'notes-app');
  check('ecoles', 'fastapi');
  check('ÉCOLES', 'fastapi');
});

it('finds a name that begins so, then one that has such a word, then one that contains it', () => {
  check('f', 'fastapi flask frontend-developer functions django');
  check('dev', 'backend-developer frontend-developer');
  check('end dev', 'backend-developer frontend-developer');
  check('app', 'notes-app');
  check('ask', 'flask');
});

it('finds a summary that has every word', () => {
  check('framework', 'django fastapi flask');
  check('framework large', 'django');
  check('pages', 'css html');
  check('django large', 'django');
});

it('finds what once had another name', () => check('procedures', 'functions'));

it('finds what is misspelt, where nothing is spelt so', () => {
  check('djnago', 'django');
  check('fastpai', 'fastapi');
  check('notse app', 'notes-app');
  check('framwork large', 'django');
  check('framewrok lareg', 'django');
  check('cxs', '');
  check('lergr', '');
  check('djnago abcd efgh ijkl', '');
});

it('finds nothing for nothing', () => {
  check('', '');
  check(' .-! ', '');
  check('quantum', '');
});
