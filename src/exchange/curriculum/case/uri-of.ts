/** An address as a URI by the letter of RFC 3986: what may not stand in one is escaped. */
export function uriOf(address: string): string {
  return encodeURI(address.replace(/\p{Cs}/gu, '\ufffd'))
    .replace(/%25([0-9a-f]{2})/gi, '%$1')
    .replaceAll('[', '%5B')
    .replaceAll(']', '%5D')
    .replace(/#(?=.*#)/g, '%23');
}
