/** A write that waited for others as long as it may; nothing of it has happened, and it can be tried again. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';

  constructor(cause?: unknown) {
    super('The database is busy with other writes. Nothing was changed; try again.', { cause });
  }
}
