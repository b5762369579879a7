import type { Area, Curriculum, Resource, Skill, SkillLevel } from './curriculum.ts';
import type {
  AreaDocument,
  CurriculumDocument,
  ResourceDocument,
  SkillDocument,
  TitledDocument,
} from './document.ts';
import { competencyKey } from './requirement.ts';
import { requirementsDocument, situationDocument } from './to-expression.ts';

/**
 * A curriculum as its author could have written it, every level spelled out: resolving it gives an equal curriculum.
 * Keys are in the order of the format; what is empty is left out.
 */
export function toDocument(curriculum: Curriculum): CurriculumDocument {
  const { slug, title, summary, levels, sides, interests, areas } = curriculum;
  const sideOf = new Map(areas.map((area) => [area.slug, area.side]));
  return {
    curriculum: slug,
    title,
    ...present({ summary, externalIds: sorted(curriculum.externalIds) }),
    levels: levels.map(titledDocument),
    ...present({
      sides: sides.map(titledDocument),
      interests: interests.map(titledDocument),
    }),
    areas: areas.map(areaDocument),
    ...present({
      skills: curriculum.skills.map((skill) => skillDocument(skill, sideOf.get(skill.area))),
      projects: curriculum.projects.map(({ slug, title, summary, hours, ...rest }) => ({
        id: slug,
        title,
        summary,
        hours,
        ...present({
          requires: requirementsDocument(rest.requires),
          practises: rest.practises.map(competencyKey),
          prefers: [...rest.prefers],
          replaces: [...rest.replaces],
          externalIds: sorted(rest.externalIds),
        }),
      })),
      careerPaths: curriculum.careerPaths.map(({ slug, title, summary, ...rest }) => ({
        id: slug,
        title,
        summary,
        ...present({ interests: [...rest.interests] }),
        requires: requirementsDocument(rest.requires),
        ...present({
          prefers: [...rest.prefers],
          replaces: [...rest.replaces],
          externalIds: sorted(rest.externalIds),
        }),
      })),
      advice: curriculum.advice.map(({ slug, title, when, says }) => ({
        id: slug,
        title,
        when: situationDocument(when),
        says,
      })),
    }),
  };
}

function titledDocument({ slug, title }: { readonly slug: string; readonly title: string }) {
  return { id: slug, title } satisfies TitledDocument;
}

function areaDocument({ slug, title, summary, side, externalIds }: Area): AreaDocument {
  return { id: slug, title, ...present({ summary, side, externalIds: sorted(externalIds) }) };
}

function skillDocument(skill: Skill, areaSide: string | null | undefined): SkillDocument {
  const { slug, title, area, summary, side, sideNote, levels } = skill;
  const [lowest, ...higher] = levels as readonly [SkillLevel, ...SkillLevel[]];
  const demanding = higher.filter(({ requires }) => requires !== null);
  return {
    id: slug,
    title,
    area,
    summary,
    ...present({ side: side === areaSide ? null : side, sideNote }),
    hours: byLevel(levels, ({ hours }) => hours),
    ...present({
      criteria: byLevel(
        levels.filter(({ criteria }) => criteria.length > 0),
        ({ criteria }) => [...criteria],
      ),
      requires: requirementsDocument(lowest.requires),
      requiresAt: byLevel(demanding, ({ requires }) => requirementsDocument(requires)),
      recommends: skill.recommends.map(competencyKey),
      because: sorted(skill.because),
      resources: skill.resources.map(resourceDocument),
      sameAs: [...skill.sameAs],
      replaces: [...skill.replaces],
      externalIds: sorted(skill.externalIds),
      notes: [...skill.notes],
    }),
  };
}

function byLevel<Value>(levels: readonly SkillLevel[], read: (level: SkillLevel) => Value) {
  return Object.fromEntries(levels.map((level) => [level.level, read(level)]));
}

function resourceDocument({ title, url, hours, kind, level }: Resource): ResourceDocument {
  return { title, ...present({ url, hours, kind, level }) };
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([one], [two]) => (one < two ? -1 : 1)));
}

type Present<T> = { -readonly [K in keyof T]?: NonNullable<T[K]> };

/** Leaves out what is null or empty. */
function present<T extends Record<string, unknown>>(fields: T): Present<T> {
  const kept = Object.entries(fields).filter(
    ([, value]) => value !== null && (typeof value !== 'object' || Object.keys(value).length > 0),
  );
  return Object.fromEntries(kept) as Present<T>;
}
