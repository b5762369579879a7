import type { TestServer } from './server.ts';

// Statements as learning platforms send them, written by ourselves.

type Json = Record<string, unknown>;

export const verbs = {
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  passed: 'http://adlnet.gov/expapi/verbs/passed',
  failed: 'http://adlnet.gov/expapi/verbs/failed',
  answered: 'http://adlnet.gov/expapi/verbs/answered',
  voided: 'http://adlnet.gov/expapi/verbs/voided',
  scored: 'https://w3id.org/xapi/tla/verbs/scored',
  achieved: 'https://w3id.org/xapi/tla/verbs/achieved',
  waived: 'https://w3id.org/xapi/adl/verbs/waived',
  forfeited: 'https://w3id.org/xapi/tla/verbs/forfeited',
  uncompleted: 'https://xapi.edlm/profiles/edlm-lms/concepts/verbs/uncompleted',
} as const;

export const site = 'https://moodle.example';
export const course = `${site}/course/view.php?id=2`;
export const quiz = `${site}/mod/quiz/view.php?id=31`;
export const attempt = `${site}/mod/quiz/attempt.php?attempt=7&cmid=31`;

/** Somebody by the number that the platform gives them. */
export function account(name: string): Json {
  return { objectType: 'Agent', name: `Learner ${name}`, account: { homePage: site, name } };
}

/** Somebody doing something to an activity; what is given stands in the place of the usual. */
export function said(more: Json = {}): Json {
  return {
    actor: account('5'),
    verb: { id: verbs.completed, display: { en: 'completed' } },
    object: {
      objectType: 'Activity',
      id: course,
      definition: {
        type: 'https://w3id.org/xapi/cmi5/activitytype/course',
        name: { en: 'Web basics' },
        extensions: { 'https://w3id.org/learning-analytics/learning-management-system/id': 2 },
      },
    },
    timestamp: '2027-02-01T10:00:00+01:00',
    context: {
      language: 'en',
      extensions: {
        [`${site}/plugin`]: { event: '\\core\\event\\course_completed', nothing: null },
      },
      contextActivities: { category: [{ id: site, definition: { name: { en: 'Moodle' } } }] },
    },
    ...more,
  };
}

/** What belongs to something else. */
export function partOf(...parents: readonly string[]): Json {
  return {
    contextActivities: {
      parent: parents.map((id) => ({ objectType: 'Activity', id })),
      category: [{ id: site }],
    },
  };
}

export interface Sent {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer has whatever shape was asked for.
  readonly body: any;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Sending {
  readonly user?: string;
  readonly version?: string | null;
  readonly type?: string;
}

/** A learning platform that has a token. */
export function platform(server: TestServer, secret: () => string) {
  const send = async (
    method: string,
    path: string,
    body: unknown,
    { user = 'moodle', version = '1.0.3', type = 'application/json' }: Sending = {},
  ): Promise<Sent> => {
    const response = await server.send({
      method,
      path,
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${secret()}`).toString('base64')}`,
        ...(version === null ? {} : { 'x-experience-api-version': version }),
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = response.body.toString();
    const isJson = /^application\/json/.test(String(response.headers['content-type'] ?? ''));
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  };
  return {
    send,
    post: (body: unknown, sending?: Sending) => send('POST', '/xapi/statements', body, sending),
    put: (id: string, body: unknown, sending?: Sending) =>
      send('PUT', `/xapi/statements?statementId=${id}`, body, sending),
    get: (query: Record<string, string> = {}, sending?: Sending) =>
      send('GET', `/xapi/statements?${new URLSearchParams(query)}`, undefined, sending),
  };
}
