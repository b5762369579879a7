import loadHighs, { type Highs } from 'highs';

/** Loads HiGHS, compiled to WebAssembly: some 50 milliseconds, and 20 MB. */
export function loadSolver(): Promise<Highs> {
  return load();
}

/** The package's types are of its CommonJS build, whose loader is under `default`; what Node imports is the loader. */
const load = loadHighs as unknown as typeof loadHighs.default;
