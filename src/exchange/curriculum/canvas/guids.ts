import type { Curriculum, ExternalIds } from '../../../curriculum/curriculum.ts';
import { identifiersOf } from '../case/identifiers.ts';

/** The system of external ids that are guids of Canvas, or the numbers that it gives itself. */
export const canvasSystem = 'canvas';

/** What Canvas calls the parts of a curriculum: what they were imported under, else what they are called in CASE, too. */
export interface Guids {
  readonly curriculum: string;
  /** By slug. */
  readonly areas: ReadonlyMap<string, string>;
  /** By slug. */
  readonly skills: ReadonlyMap<string, string>;
}

export function guidsOf({ slug, externalIds, areas, skills }: Curriculum): Guids {
  const identifiers = identifiersOf(slug, externalIds);
  const taken = new Set<string>();
  const own = (ids: ExternalIds, noun: Noun, otherwise: () => string): string => {
    const imported = guidIn(ids, noun);
    const guid = imported !== null && !taken.has(imported) ? imported : otherwise();
    taken.add(guid);
    return guid;
  };
  return {
    curriculum: own(externalIds, 'canvas_outcome_group', () => identifiers.document),
    areas: new Map(
      areas.map((area) => [
        area.slug,
        own(area.externalIds, 'canvas_outcome_group', () =>
          identifiers.kept('area', area.slug, area.externalIds),
        ),
      ]),
    ),
    skills: new Map(
      skills.map((skill) => [
        skill.slug,
        own(skill.externalIds, 'canvas_outcome', () =>
          identifiers.kept('item', skill.slug, skill.externalIds),
        ),
      ]),
    ),
  };
}

type Noun = 'canvas_outcome' | 'canvas_outcome_group';

/** A number of Canvas stands behind a word of its own; null where there is nothing that Canvas would take. */
function guidIn(externalIds: ExternalIds, noun: Noun): string | null {
  const id = externalIds[canvasSystem];
  if (id === undefined || id === '' || id.length > guidMax || /\s/.test(id)) return null;
  return /^\d+$/.test(id) ? `${noun}:${id}` : id;
}

/** The longest guid that Canvas keeps. */
const guidMax = 255;

/** What is kept of a guid: the number alone where Canvas made it of one. */
export function externalIdOfGuid(guid: string): string {
  return /^canvas_outcome(?:_group)?:(\d+)$/.exec(guid)?.[1] ?? guid;
}
