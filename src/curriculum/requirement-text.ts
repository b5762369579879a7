import type { Competency, Requirement } from './requirement.ts';

/**
 * A requirement as people say it: `Functions and (Django, Flask or FastAPI)`, `at least 2 of CSS, HTML and SQL`. How a
 * competency is called is for the caller to say. Takes requirements of any depth.
 */
export function requirementText(
  requirement: Requirement,
  nameOf: (competency: Competency) => string,
): string {
  const texts = new Map<Requirement, string>();
  const pending: Requirement[] = [requirement];
  for (let current = pending.at(-1); current; current = pending.at(-1)) {
    const parts = current.kind === 'competency' ? [] : current.of;
    const unread = parts.filter((part) => !texts.has(part));
    pending.push(...unread);
    if (unread.length > 0) continue;
    pending.pop();
    texts.set(current, current.kind === 'competency' ? nameOf(current) : groupText(current, texts));
  }
  return texts.get(requirement)!;
}

type Group = Exclude<Requirement, { kind: 'competency' }>;

function groupText(group: Group, texts: ReadonlyMap<Requirement, string>): string {
  const isAlone = group.of.length === 1;
  const parts = group.of.map((part) =>
    isAlone || isPlain(part) ? texts.get(part)! : `(${texts.get(part)})`,
  );
  if (isAlone) return parts[0]!;
  if (parts.length === 0) return 'nothing';
  switch (group.kind) {
    case 'all-of':
      return listed(parts, 'and');
    case 'any-of':
      return listed(parts, 'or');
    case 'at-least':
      return `at least ${group.count} of ${listed(parts, 'and')}`;
  }
}

/** Whether its text is one name, so that it needs no brackets among others. */
function isPlain(requirement: Requirement): boolean {
  let inner = requirement;
  while (inner.kind !== 'competency' && inner.of.length === 1) inner = inner.of[0]!;
  return inner.kind === 'competency';
}

/** Adds text to text, rather than joining a list, so that groups within groups take no more than linear time. */
function listed(parts: readonly string[], last: 'and' | 'or'): string {
  return parts.reduce((text, part, index) =>
    index < parts.length - 1 ? `${text}, ${part}` : `${text} ${last} ${part}`,
  );
}
