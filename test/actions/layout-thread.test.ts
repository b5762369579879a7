import { expect, it, onTestFinished } from 'vitest';
import { LayoutThread } from '../../src/actions/layout-thread.ts';
import { here } from '../support/rendering.ts';

function opened(): LayoutThread {
  const thread = new LayoutThread();
  onTestFinished(() => thread.close());
  return thread;
}

/** A chain of so many cards. */
function chain(length: number) {
  const numbers = Array.from({ length }, (_, index) => index);
  return {
    id: 'chain',
    layoutOptions: { 'elk.algorithm': 'layered', 'elk.direction': 'DOWN' },
    children: numbers.map((number) => ({ id: `card ${number}`, width: 200, height: 60 })),
    edges: numbers.slice(1).map((number) => ({
      id: `arrow ${number}`,
      sources: [`card ${number - 1}`],
      targets: [`card ${number}`],
    })),
  };
}

it('lays out what it is asked, each as this thread would', async () => {
  const thread = opened();
  const asked = [1, 5, 3];
  const answers = await Promise.all(asked.map((length) => thread.layOut(chain(length))));
  expect(answers.map(({ children }) => children!.length)).toEqual(asked);
  for (const [index, { children, edges }] of answers.entries()) {
    const alone = await here.layOut(chain(asked[index]!));
    expect(children!.map(({ x, y }) => [x, y])).toEqual(alone.children!.map(({ x, y }) => [x, y]));
    expect(edges!.map(({ sections }) => sections)).toEqual(
      alone.edges!.map(({ sections }) => sections),
    );
  }
});

it('fails what waits where it ends, and starts anew', async () => {
  const thread = opened();
  const failing = [thread.layOut(chain(2)), thread.layOut(chain(3))];
  const failures = Promise.allSettled(failing);
  await thread.close();
  expect((await failures).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await thread.layOut(chain(2))).height).toBeGreaterThan(120);
});

it('dies over a graph that is none, with its reason, and starts anew', async () => {
  const thread = opened();
  const broken = {
    ...chain(2),
    edges: [{ id: 'astray', sources: ['nothing'], targets: ['card 0'] }],
  };
  await expect(thread.layOut(broken)).rejects.toThrow('nothing');
  expect((await thread.layOut(chain(2))).height).toBeGreaterThan(120);
});
