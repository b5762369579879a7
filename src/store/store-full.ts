/** A write for which the disk has no room; nothing of it has happened, and it can be tried again when there is. */
export class StoreFull extends Error {
  override readonly name = 'StoreFull';

  constructor(cause?: unknown) {
    super('The disk of the database is full. Nothing was changed; try again when there is room.', {
      cause,
    });
  }
}
