import type { CredentialIssuer, IssuerKeys } from '../curriculum/credential-issuer.ts';
import type { Dialect } from './dialect.ts';
import type { defineLearnerTables } from './learner-tables.ts';

/** The tables of credentials that others issue to learners. */
export function defineCredentialTables(
  dialect: Dialect,
  { learners }: Pick<ReturnType<typeof defineLearnerTables>, 'learners'>,
) {
  const { table, text, integer, flag, instant, json, primaryKey } = dialect;

  const credentialIssuers = table('credential_issuers', {
    issuer: text('issuer').primaryKey(),
    title: text('title').notNull(),
    keys: json<IssuerKeys>('keys').notNull(),
    recipientSystem: text('recipient_system'),
    level: text('level'),
    levelByAchievementType: json<CredentialIssuer['levelByAchievementType']>(
      'level_by_achievement_type',
    ).notNull(),
    allowedAt: instant('allowed_at').notNull(),
    allowedBy: text('allowed_by').notNull(),
  });

  /** The newest issue of each credential that a learner has; what it shows is evidence. */
  const credentials = table(
    'credentials',
    {
      learner: text('learner')
        .notNull()
        .references(() => learners.id, { onDelete: 'cascade' }),
      /** The source of its evidence. */
      source: text('source').notNull(),
      /** The id that the issuer gave it. */
      id: text('id').notNull(),
      issuedAt: instant('issued_at').notNull(),
      /** Equal where two issues say the same. */
      digest: text('digest').notNull(),
      /** How many pieces of evidence it ever was at once. */
      places: integer('places').notNull(),
      isRetracted: flag('is_retracted').notNull(),
    },
    (row) => [primaryKey({ columns: [row.learner, row.source, row.id] })],
  );

  return { credentialIssuers, credentials };
}
