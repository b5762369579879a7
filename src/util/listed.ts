/** `a`, `a and b`, `a, b and c`; past `most` names, `a, b and 3 more`. */
export function listed(
  names: readonly string[],
  last: 'and' | 'or' = 'and',
  most = names.length,
): string {
  const shown = names.length > most ? names.slice(0, most) : names;
  const parts = shown.length < names.length ? [...shown, `${names.length - most} more`] : shown;
  return parts.length <= 1
    ? (parts[0] ?? '')
    : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}
