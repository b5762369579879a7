import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vitest/node';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A TypeScript file of the project, as the architecture test sees it. */
export interface Source {
  /** From the root, with forward slashes: `src/planner/plan.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Globals that it reads, with the member where there is one: `process`, `Date.now`, `new Date()`. */
  readonly globals: readonly string[];
}

export interface Import {
  /** As written. */
  readonly name: string;
  /** The project file that it leads to; null for a package. */
  readonly file: string | null;
  /** Nothing of it is left when the program runs. */
  readonly isType: boolean;
}

/** Every file of the repository that is ours, from the root and in order; what is installed or made by a run is not. */
export function projectFiles(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !madeByTools.has(name) && !name.endsWith('.log'))
    .map((entry) => ({ entry, path: posix.join(folder, entry.name) }))
    .sort((left, right) => (left.path < right.path ? -1 : 1))
    .flatMap(({ entry, path }) => (entry.isDirectory() ? projectFiles(path) : [path]));
}

const madeByTools = new Set(['.git', 'node_modules', 'data', '.DS_Store']);

/** Reads and parses every TypeScript file under a folder. */
export function readSources(folder: string): Source[] {
  return projectFiles(folder)
    .filter((path) => path.endsWith('.ts'))
    .map((path) => parse(path, readFileSync(join(root, path), 'utf8')));
}

function parse(path: string, text: string): Source {
  const imports: Import[] = [];
  const globals: string[] = [];
  const add = (name: string, isType: boolean) =>
    imports.push({ name, file: name.startsWith('.') ? target(path, name) : null, isType });
  const pending: Visit[] = [
    { node: parseAst(text, { lang: 'ts' }) as unknown as Node, parent: null, key: '' },
  ];
  for (let visit = pending.pop(); visit; visit = pending.pop()) {
    readImport(visit.node, add);
    readGlobal(visit, globals);
    pending.push(...children(visit.node));
  }
  return { path, text, imports, globals };
}

interface Node {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a syntax tree is walked here without its two hundred types.
  readonly [key: string]: any;
}

interface Visit {
  readonly node: Node;
  readonly parent: Node | null;
  readonly key: string;
}

function children(node: Node): Visit[] {
  return Object.entries(node).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((child) => typeof child?.type === 'string')
      .map((child) => ({ node: child as Node, parent: node, key })),
  );
}

function readImport(node: Node, add: (name: string, isType: boolean) => void) {
  switch (node.type) {
    case 'ImportDeclaration':
      return add(
        node['source'].value,
        node['importKind'] === 'type' || onlyTypes(node, 'importKind'),
      );
    case 'ExportNamedDeclaration':
      if (node['source'])
        add(node['source'].value, node['exportKind'] === 'type' || onlyTypes(node, 'exportKind'));
      return;
    case 'ExportAllDeclaration':
      return add(node['source'].value, node['exportKind'] === 'type');
    case 'ImportExpression':
      return add(node['source'].value, false);
    case 'TSImportType':
      return add((node['source'] ?? node['argument'].literal).value, true);
    case 'NewExpression':
      // A worker or a data file: `new URL('./worker.ts', import.meta.url)`.
      if (node['callee'].name === 'URL' && node['arguments'][0]?.value?.endsWith?.('.ts'))
        add(node['arguments'][0].value, false);
  }
}

function onlyTypes(node: Node, kind: string): boolean {
  const specifiers: Node[] = node['specifiers'];
  return specifiers.length > 0 && specifiers.every((specifier) => specifier[kind] === 'type');
}

function readGlobal({ node, parent, key }: Visit, globals: string[]) {
  if (
    node.type === 'NewExpression' &&
    node['callee'].name === 'Date' &&
    node['arguments'].length === 0
  )
    globals.push('new Date()');
  if (node.type === 'MemberExpression' && node['object'].type === 'Identifier' && !node['computed'])
    globals.push(`${node['object'].name}.${node['property'].name}`);
  if (node.type === 'MemberExpression' && node['property'].type === 'Identifier')
    globals.push(`.${node['property'].name}`);
  const isType = parent?.type.startsWith('TS') && key !== 'expression';
  const isName = key === 'property' || key === 'key' || isType;
  if (node.type === 'Identifier' && !isName) globals.push(node['name']);
}

function target(from: string, name: string): string {
  const path = posix.join(dirname(from), name);
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  return found ? path : `${path} (missing)`;
}
