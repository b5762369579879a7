import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { HttpRefusal } from '../refuse.ts';
import { respondJson } from '../respond.ts';

/** Why a request for a framework is not answered, in the words of CASE. */
export interface CaseRefusal {
  readonly status: number;
  /** One of those that the standard has. */
  readonly code:
    | 'forbidden'
    | 'internal_server_error'
    | 'invalid_selection_field'
    | 'invalid_uuid'
    | 'server_busy'
    | 'unauthorised_request'
    | 'unknownobject';
  readonly message: string;
  readonly headers?: OutgoingHttpHeaders | undefined;
}

export function refuseCase(
  request: IncomingMessage,
  response: ServerResponse,
  { status, code, message, headers }: CaseRefusal,
): void {
  const body = {
    imsx_codeMajor: 'failure',
    imsx_severity: 'error',
    imsx_description: message,
    imsx_codeMinor: {
      imsx_codeMinorField: [{ imsx_codeMinorFieldName: 'Cairn', imsx_codeMinorFieldValue: code }],
    },
  };
  respondJson(response, status, body, headers);
  request.resume();
}

/** A refusal of ours in the words of CASE. */
export function inCaseWords({ status, message, headers }: HttpRefusal): CaseRefusal {
  const codes: Readonly<Record<number, CaseRefusal['code']>> = {
    ...{ 401: 'unauthorised_request', 403: 'forbidden', 404: 'unknownobject' },
    ...{ 429: 'server_busy', 503: 'server_busy' },
  };
  return { status, code: codes[status] ?? 'internal_server_error', message, headers };
}
