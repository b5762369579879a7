/**
 * Lets no more than so many tasks run at once; others wait for their turn, in order. Null for one that is not taken since
 * so many wait already.
 */
export function waitingLine(limits: {
  readonly atOnce: number;
  readonly waiting: number;
}): <Result>(task: () => Promise<Result>) => Promise<Result> | null {
  const waiting: (() => void)[] = [];
  let running = 0;
  const next = () => {
    if (running >= limits.atOnce) return;
    const begin = waiting.shift();
    if (begin === undefined) return;
    running += 1;
    begin();
  };
  return (task) => {
    if (running >= limits.atOnce && waiting.length >= limits.waiting) return null;
    const turn = new Promise<void>((resolve) => waiting.push(resolve));
    next();
    return turn.then(task).finally(() => {
      running -= 1;
      next();
    });
  };
}
