/** Says why a path can't be read, for whoever named it. */
export class Unreadable extends Error {}

/** What is said of a path that the system refuses, by the system's code. */
export const pathTroubles: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  ELOOP: 'it is a link that leads in a circle',
};
