import type { PublishedCurriculum } from '../actions/curricula.ts';
import { type FoundItem, searchCurriculum } from '../actions/search-curriculum.ts';
import { builder } from './builder.ts';
import { SearchConnection } from './connections.ts';
import { costs } from './cost.ts';
import { limits } from './limits.ts';
import { pageArguments, pageOf } from './page.ts';
import { placed } from './placed.ts';
import type { PlacedItem } from './refs.ts';
import { checkSearchText } from './search-text.ts';
import { curriculumArgument, requireCurriculum } from './which-curriculum.ts';

builder.queryField('search', (t) =>
  t.field({
    type: SearchConnection,
    description:
      'Skills, projects and career paths whose title, slug or summary fits a text, best first. Upper case and accents make no difference, and words may be incomplete; where nothing fits, misspelt ones are taken for what is nearest.',
    extensions: costs(100),
    args: {
      text: t.arg.string({
        required: true,
        description: `What to look for; at most ${limits.searchText} characters.`,
      }),
      ...curriculumArgument,
      first: pageArguments.first,
      after: pageArguments.after,
    },
    resolve: (_root, args, context) => {
      checkSearchText('text', args.text);
      const published = requireCurriculum(context, args);
      const listing = {
        name: `search ${args.text}`,
        items: searchCurriculum(published, args.text),
        keyOf: ({ key }: { readonly key: string }) => key,
      };
      return pageOf(listing, args, ({ found }) => placedItem(published, found));
    },
  }),
);

function placedItem(published: PublishedCurriculum, { kind, item }: FoundItem): PlacedItem {
  switch (kind) {
    case 'skill':
      return placed('Skill', published, item);
    case 'project':
      return placed('Project', published, item);
    case 'careerPath':
      return placed('CareerPath', published, item);
  }
}
