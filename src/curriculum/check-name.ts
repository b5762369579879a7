import type { DefectCode } from './defect-rules.ts';
import type { DocumentNames } from './document-names.ts';
import { checkLevel, splitReference } from './resolve-reference.ts';
import type { Trail } from './trail.ts';

/** What a name may stand for: `step` is a skill or a project, `goal` these or a career path. */
export type NameKind = 'area' | 'side' | 'interest' | 'step' | 'goal';

const nouns: Readonly<Record<NameKind, string>> = {
  area: 'area',
  side: 'side',
  interest: 'interest',
  step: 'skill or project',
  goal: 'skill, project or career path',
};

const codes: Readonly<Record<NameKind, DefectCode>> = {
  area: 'unknown-area',
  side: 'unknown-side',
  interest: 'unknown-interest',
  step: 'unknown-name',
  goal: 'unknown-name',
};

/** Tells where a name stands for nothing of its kind. */
export function checkName(kind: NameKind, name: string, names: DocumentNames, trail: Trail): void {
  const candidates = names[`${kind}s`];
  if (candidates.has(name)) return;
  const message = names.careerPaths.has(name)
    ? `\`${name}\` is a career path; only a ${nouns[kind]} can stand here.`
    : `There is no ${nouns[kind]} \`${name}\`.`;
  names.defects.addUnknown(codes[kind], trail, message, name, candidates);
}

/** As `checkName` for a step, which for a skill may have `@level` after it. */
export function checkStep(name: string, names: DocumentNames, trail: Trail): void {
  const [slug, level] = splitReference(name);
  if (level !== undefined && names.projects.has(slug)) {
    const message = `\`${slug}\` is a project and has no levels. Take \`@${level}\` away.`;
    names.defects.add('unknown-level', trail, message);
  } else if (level !== undefined && names.skills.has(slug)) {
    checkLevel(slug, level, names, trail);
  } else checkName('step', slug, names, trail);
}
