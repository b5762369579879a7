import { delimiterOf, tableRows } from '../../text/read-table.ts';
import type { ProblemRows } from '../problem-rows.ts';
import type { RosterPart } from '../roster.ts';
import { rosterLimits } from '../roster-limits.ts';

export const manifestFile = 'manifest.csv';

export interface Manifest {
  /** What the source calls itself. */
  readonly code: string | null;
  /** What each file is, by its property: `file.users`. */
  readonly extents: ReadonlyMap<string, Extent>;
  readonly lines: ReadonlyMap<string, number>;
}

type Extent = RosterPart<unknown>['extent'];

const extents: Readonly<Record<string, Extent>> = {
  bulk: 'WHOLE',
  delta: 'CHANGES',
  absent: 'NOTHING',
};

/** A manifest has some thirty lines. */
const rowsMax = 1_000;

/** What the manifest says, or null where it says nothing that can be gone by. */
export function readManifest(
  text: string | undefined,
  told: { readonly problems: ProblemRows; readonly remarks: ProblemRows },
): Manifest | null {
  const { problems } = told;
  if (text === undefined) {
    problems.add(manifestFile, null, null, 'There is no `manifest.csv`, which says what is whole.');
    return null;
  }
  const values = new Map<string, string>();
  const lines = new Map<string, number>();
  for (const { line, cells } of tableRows(text, delimiterOf(text))) {
    if (lines.size === rowsMax) break;
    const [property = '', value = ''] = cells.map((cell) => cell.trim());
    if (property.toLowerCase() === 'propertyname') continue;
    if (lines.has(property))
      problems.add(manifestFile, line, property.slice(0, 100), 'This property is here twice.');
    values.set(property, value);
    lines.set(property, line);
  }
  checkVersions(values, lines, told);
  return {
    code: codeOf(values, lines, problems),
    extents: extentsOf(values, lines, problems),
    lines,
  };
}

function checkVersions(
  values: ReadonlyMap<string, string>,
  lines: ReadonlyMap<string, number>,
  { problems, remarks }: { readonly problems: ProblemRows; readonly remarks: ProblemRows },
): void {
  const version = values.get('oneroster.version');
  if (version === undefined)
    problems.add(manifestFile, null, 'oneroster.version', 'There is no `oneroster.version`.');
  else if (!/^1\.2(\.\d+)?$/.test(version)) {
    const message = `\`oneroster.version\` is \`${version.slice(0, 20)}\`; what can be read is 1.2. Have the roster exported as that.`;
    problems.add(manifestFile, lines.get('oneroster.version')!, 'oneroster.version', message);
  }
  const own = values.get('manifest.version');
  if (own !== '1.0')
    remarks.add(
      manifestFile,
      lines.get('manifest.version') ?? null,
      'manifest.version',
      '`manifest.version` is not `1.0`; it was read as if it were.',
    );
}

function codeOf(
  values: ReadonlyMap<string, string>,
  lines: ReadonlyMap<string, number>,
  problems: ProblemRows,
): string | null {
  const code = values.get('source.systemCode') || null;
  if (code === null || (code.length <= rosterLimits.code && !code.includes('\0'))) return code;
  const message = `\`source.systemCode\` has ${code.length} characters or a NUL; ${rosterLimits.code} characters are the most.`;
  problems.add(manifestFile, lines.get('source.systemCode')!, 'source.systemCode', message);
  return null;
}

function extentsOf(
  values: ReadonlyMap<string, string>,
  lines: ReadonlyMap<string, number>,
  problems: ProblemRows,
): ReadonlyMap<string, Extent> {
  const found = new Map<string, Extent>();
  for (const [property, value] of values) {
    if (!property.startsWith('file.')) continue;
    const extent = extents[value.toLowerCase()];
    if (extent) found.set(property, extent);
    else {
      const message = `\`${property.slice(0, 100)}\` is \`${value.slice(0, 50)}\`: it must be \`bulk\`, \`delta\` or \`absent\`.`;
      problems.add(manifestFile, lines.get(property)!, property.slice(0, 100), message);
    }
  }
  return found;
}
