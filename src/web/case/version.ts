/** The versions of CASE that are answered in, as addresses call them. */
export const caseVersions = ['v1p1', 'v1p0'] as const;

export type CaseVersion = (typeof caseVersions)[number];

/**
 * A value as a version has it. Version 1.0 knows no extensions, no notes on associations and no types of associations
 * but its own; what is of another type is a relation there.
 */
export function inVersion(version: CaseVersion, value: Readonly<Record<string, unknown>>) {
  if (version === 'v1p1') return value;
  const isAssociation = 'associationType' in value;
  const isItem = 'fullStatement' in value;
  const older = Object.entries(value).filter(
    ([key]) =>
      !(newer.has(key) || (isAssociation && key === 'notes') || (isItem && newerOfItems.has(key))),
  );
  const type = String(value['associationType']);
  const isOther = isAssociation && type.startsWith('ext:');
  return { ...Object.fromEntries(older), ...(isOther ? { associationType: 'isRelatedTo' } : {}) };
}

const newer: ReadonlySet<string> = new Set(['extensions', 'caseVersion', 'frameworkType']);
const newerOfItems: ReadonlySet<string> = new Set(['subject', 'subjectURI']);
