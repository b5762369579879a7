import { createHmac } from 'node:crypto';

/** How secrets begin that sign by HMAC-SHA256, by the Standard Webhooks specification; base64 follows. */
export const webhookSecretPrefix = 'whsec_';

export interface SignedMessage {
  /** The same for every try, so that whoever gets it twice knows. Has no dot. */
  readonly id: string;
  /** In seconds since 1970: that of this try. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The headers by which a receiver knows that a message is ours and new, as https://www.standardwebhooks.com has them: one
 * signature for each of the secrets, so that receivers may take over a new one at their leisure.
 */
export function signWebhook(
  { id, timestamp, body }: SignedMessage,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(webhookSecretPrefix.length), 'base64');
    const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${digest}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
