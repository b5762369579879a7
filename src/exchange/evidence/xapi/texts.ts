/** Whether the text has a scheme and nothing that no IRI may have (RFC 3987, as far as one can tell from outside). */
export function isIri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text);
}

/** A UUID of version 1 to 5 and of the usual variant, in any case; of 2.0 on also later versions. */
export function isStatementId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(text);
}

export function isMbox(text: string): boolean {
  return /^mailto:[^\s@]+@[^\s@]+$/i.test(text);
}

export function isSha1(text: string): boolean {
  return /^[0-9a-f]{40}$/i.test(text);
}

/** SHA-2 of 224 to 512 bits, in hexadecimal. */
export function isSha2(text: string): boolean {
  return /^(?:[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i.test(text);
}

/** A language tag by RFC 5646, registered or private, or `i-klingon` and its like. */
export function isLanguageTag(text: string): boolean {
  return text.length <= 200 && (langtag.test(text) || /^[ix](-[a-z0-9]{1,8})+$/i.test(text));
}

const langtag =
  /^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?$/i;

/** A duration by ISO 8601: `PT1H30M`, `P2W`. */
export function isDuration(text: string): boolean {
  return text.length <= 200 && duration.test(text);
}

const duration =
  /^P(?=[\dT])(?:\d+(?:[.,]\d+)?W|(?:\d+(?:[.,]\d+)?Y)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?D)?(?:T(?=\d)(?:\d+(?:[.,]\d+)?H)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?S)?)?)$/;

/** A MIME type, with or without parameters. */
export function isMediaType(text: string): boolean {
  return /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(\s*;.*)?$/.test(text);
}

/**
 * The moment of a time by ISO 8601, extended or basic; null for what is none. An offset of minus nothing says that the
 * zone is unknown, which xAPI refuses; a time without a zone is taken for UTC.
 */
export function momentOf(text: string): Date | null {
  const [, year, month, day, hour = '00', minute = '00', second = '00', share = '', zone = 'Z'] =
    extended.exec(text) ?? basic.exec(text) ?? [];
  if (year === undefined || /^-00(:?00)?$/.test(zone)) return null;
  const offset =
    zone.toUpperCase() === 'Z'
      ? 'Z'
      : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const milliseconds = share.slice(1, 4).padEnd(3, '0');
  const moment = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${offset}`,
  );
  const isDay = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
  return Number.isNaN(Number(moment)) || !isDay ? null : moment;
}

const extended =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)([.,]\d{1,20})?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
const basic =
  /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(?:(\d\d)(?:(\d\d)([.,]\d{1,20})?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
