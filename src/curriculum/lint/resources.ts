import type { DefectList } from '../defect-list.ts';
import type { CurriculumGraph } from '../graph.ts';
import { trailOf } from '../trail.ts';

/** Resources that nobody can open. */
export function lintResources({ curriculum }: CurriculumGraph, warnings: DefectList): void {
  for (const { slug, resources } of curriculum.skills) {
    for (const [index, { title, url }] of resources.entries()) {
      if (url !== null) continue;
      const trail = trailOf(null, 'skills', slug, 'resources', index);
      const message = `\`${title}\` has no link. Give it a \`url\`.`;
      warnings.add('resource-without-link', trail, message);
    }
  }
}
