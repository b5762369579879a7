import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { invariant } from '../util/invariant.ts';
import {
  type Dashboard,
  type ExampleOperation,
  readExampleOperations,
} from './example-operations.ts';

/**
 * Serves GraphiQL from this process alone, with the example operations as its tabs: everything is in the one page, 9 MB
 * of it, which is made and compressed when somebody first opens it, and not sent again to a browser that has it.
 * The endpoint is the path that the page sends its queries to, as the browser sees it. The dashboard is for the tabs of
 * mentors; the operations are in a folder, `schema/operations` where it is left out.
 */
export function createGraphiQL(
  endpoint: string,
  dashboard: Dashboard | null = null,
  operations?: string,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let made: Promise<Page> | null = null;
  return async (request, response) => {
    made ??= makePage(endpoint, dashboard, operations).catch((problem) => {
      made = null;
      throw problem;
    });
    await respondPage(await made, request, response);
  };
}

/** Whether it is a browser that opens a page, and not a program that asks a query. */
export function opensPage({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && (headers.accept?.includes('text/html') ?? false);
}

interface Page {
  readonly compressed: Buffer;
  readonly headers: OutgoingHttpHeaders;
}

async function makePage(
  endpoint: string,
  dashboard: Dashboard | null,
  operations?: string,
): Promise<Page> {
  const examples = await readExampleOperations(operations, dashboard);
  const html = await renderPage(endpoint, dashboard, examples);
  const compressed = await promisify(gzip)(html);
  const etag = `"${createHash('sha256').update(compressed).digest('base64url')}"`;
  return {
    compressed,
    headers: {
      etag,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': contentSecurityPolicy(html),
    },
  };
}

async function renderPage(
  endpoint: string,
  dashboard: Dashboard | null,
  examples: readonly ExampleOperation[],
): Promise<string> {
  const options = {
    title: 'Cairn',
    favicon,
    endpoint,
    defaultTabs: examples.map(({ query, variables, headers }) => ({ query, variables, headers })),
    // A token that somebody enters is forgotten with the page; those of the demo are for everybody.
    shouldPersistHeaders: dashboard !== null,
    defaultEditorToolsVisibility: 'variables' as const,
    inputValueDeprecation: true,
  };
  // Slow to load, and most who start the server never look.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const first = rememberQuery(examples[0]?.query ?? '') + (dashboard ? renew(dashboard) : '');
  return mend(renderGraphiQL(options), JSON.stringify(options), first);
}

/** Mends what would trouble who opens the page: see each of them. The options stand in it as they were written. */
function mend(html: string, options: string, first: string): string {
  const style = html.indexOf('</style>');
  const call = html.lastIndexOf('YogaGraphiQL.renderYogaGraphiQL');
  const argument = html.lastIndexOf(options);
  invariant(0 < style && style < call && call < argument, 'GraphiQL is rendered as it used to be');
  return [
    html.slice(0, style),
    steadyTabs,
    html.slice(style, call),
    first,
    html.slice(call, argument),
    scriptText(options),
    html.slice(argument + options.length),
  ].join('');
}

/** A tab of a first visit would jump from under the pointer that presses it, and not open. */
const steadyTabs = '.graphiql-tab { transform: none !important; }';

/** Where no query is remembered, a reload would add an empty tab. */
function rememberQuery(query: string): string {
  return `localStorage.getItem('graphiql:query') ?? localStorage.setItem('graphiql:query', ${scriptText(JSON.stringify(query))});`;
}

/** Tabs that were opened before the server was started anew have what was filled in then. */
function renew({ secret, cohort }: Dashboard): string {
  return `{
    const [was, is] = [JSON.parse(localStorage.getItem('cairn:dashboard') ?? '[]'), ${scriptText(JSON.stringify([secret, cohort]))}];
    for (const key of Object.keys(localStorage).filter((key) => key.startsWith('graphiql:')))
      localStorage.setItem(key, was.reduce((text, old, index) => text.replaceAll(old, is[index]), localStorage.getItem(key)));
    localStorage.setItem('cairn:dashboard', JSON.stringify(is));
  }`;
}

/** JSON as it can stand in a script, which a `</script>` in an operation would end. */
function scriptText(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

/** Three stones; without quotes, since it is written into an attribute as it stands. */
const favicon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="#57718a"><ellipse cx="8" cy="13" rx="7" ry="2.6"/><ellipse cx="8" cy="8.2" rx="5" ry="2.2"/><ellipse cx="8" cy="4" rx="3" ry="1.8"/></svg>',
).replaceAll("'", '%27')}`;

/** Lets the page run its own script and its own workers, and speak to nobody but this server. */
function contentSecurityPolicy(html: string): string {
  const script = html.slice(
    html.indexOf('<script>') + '<script>'.length,
    html.lastIndexOf('</script>'),
  );
  const digest = createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'sha256-${digest}' blob:`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

async function respondPage(
  { compressed, headers }: Page,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.appendHeader('vary', 'accept, accept-encoding');
  if (request.headers['if-none-match'] === headers['etag']) {
    response.writeHead(304, headers).end();
    return;
  }
  const isCompressed = request.headers['accept-encoding']?.includes('gzip') ?? false;
  const body = isCompressed ? compressed : await promisify(gunzip)(compressed);
  response.writeHead(200, {
    ...headers,
    ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
    'content-length': body.length,
  });
  response.end(body);
}
