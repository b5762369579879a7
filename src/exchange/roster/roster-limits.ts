/** How large a roster may be. */
export const rosterLimits = {
  /** Of a zip, or of a folder's files together. */
  archiveBytes: 100_000_000,
  /** Of all the files that are read, once they are unpacked. */
  textBytes: 200_000_000,
  /** Of one unpacked file to what it takes in the archive; a roster's text has some 3 to 20. */
  unpackedRatio: 200,
  /** Below this an archive may be as dense as it likes. */
  unpackedFreeBytes: 10_000_000,
  /** Of an archive or folder, whatever their names. */
  entries: 1_000,
  /** Of all the files together. */
  rows: 500_000,
  /** Characters of a cell. */
  cell: 2_000,
  /** Of what a school calls something; an index has to hold it. */
  sourcedId: 255,
  /** Of one person, beside the one that the school has. */
  userIds: 15,
  /** Of one person, in one row. */
  agents: 50,
  /** Characters of the code that tells one school's roster from others. */
  code: 80,
} as const;
