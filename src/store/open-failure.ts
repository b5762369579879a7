/** A database that can't be used, with a sentence for whoever runs the server; after it, perhaps, a hint. */
export class OpenFailure extends Error {
  override readonly name = 'OpenFailure';

  constructor({ problem, hint, cause }: { problem: string; hint?: string; cause?: unknown }) {
    super(hint === undefined ? problem : `${problem}\n\nhint: ${hint}`, { cause });
  }
}
