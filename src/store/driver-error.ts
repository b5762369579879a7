/** What a driver or the system says of a failure, under whatever it was wrapped in; null for a bug of ours. */
export function driverError(error: unknown): DriverError | null {
  for (let found = error; found instanceof Error; found = found.cause)
    if ('code' in found && typeof found.code === 'string') return found as DriverError;
  return null;
}

export interface DriverError extends Error {
  /** `SQLITE_BUSY`, `23505`, `EACCES` … */
  readonly code: string;
}
