package org.hedgerow.gateway;

/**
 * The statements of {@link JdbcIntentLog}.
 *
 * <p>The lock on the account's row is what makes the epoch and the halt hold: without it a
 * statement that began before a take-over or a halt committed would still see the old row, and
 * could reserve or conclude after the new owner has read what is open. FOR SHARE waits for such a
 * change, looks again at the row that it left, and makes the next one wait.
 */
final class IntentLogSql {
  /** What stands in every account's row. */
  static final String STOPS =
      "SELECT coalesce(array_agg(state || ' ' || scope ORDER BY scope), '{}') FROM trading_stop";

  /** Of a stop, the scope. */
  private static final String SCOPE = "substr(stop, strpos(stop, ' ') + 1)";

  /** By which words about trading, and who takes an account, exclude one another; nobody else. */
  static final long STOPS_LOCK = 5_107_210_845_219L;

  /** As others who take accounts, and wholly before or after a word about trading. */
  static final String LOCK_TAKE = "SELECT pg_advisory_xact_lock_shared(" + STOPS_LOCK + ")";

  /** One word about trading at a time. Not a lock of a table: a dump of the database has each. */
  static final String LOCK_STOPS = "SELECT pg_advisory_xact_lock(" + STOPS_LOCK + ")";

  static final String TAKE =
      "INSERT INTO gateway_account (account, epoch, stops) VALUES (?, 1, ("
          + STOPS
          + ")) ON CONFLICT (account) DO UPDATE SET epoch = gateway_account.epoch + 1 RETURNING epoch";

  static final String ACCOUNT_STOPS = "SELECT unnest(stops) FROM gateway_account WHERE account = ?";

  static final String OWNER = "SELECT epoch FROM gateway_account WHERE account = ?";

  static final String ACCOUNTS =
      "SELECT DISTINCT account FROM gateway_order"
          + " WHERE report IS NULL OR (report IS NOT NULL AND NOT published)";

  static final String OPEN =
      "SELECT content, attempt, deadline_us, outcome IS NOT NULL, cancel_requested,"
          + " unknown_since IS NOT NULL FROM gateway_order"
          + " WHERE account = ? AND report IS NULL ORDER BY reserved_at";

  static final String RESERVE =
      "WITH owner AS MATERIALIZED ("
          + "SELECT account, epoch, stops FROM gateway_account"
          + " WHERE account = ? AND epoch = ? FOR SHARE)"
          + " INSERT INTO gateway_order (client_order_id, command_number, account, epoch, content,"
          + " deadline_us, symbol, works, outcome)"
          + " SELECT o.id, o.command, a.account, a.epoch, o.content, o.deadline, o.symbol, o.works,"
          + " CASE WHEN EXISTS (SELECT 1 FROM unnest(a.stops) stop WHERE "
          + SCOPE
          + " = ANY (string_to_array(o.scopes, E'\\n')) AND NOT (o.reduces AND stop LIKE '"
          + Stops.REDUCING
          + " %')) THEN '"
          + IntentLog.HALTED
          + "' END"
          + " FROM unnest(?::text[], ?::int[], ?::bytea[], ?::bigint[], ?::text[], ?::bool[], ?::bool[],"
          + " ?::text[]) WITH ORDINALITY"
          + " AS o (id, command, content, deadline, symbol, works, reduces, scopes, place)"
          + " CROSS JOIN owner a"
          + " WHERE NOT EXISTS (SELECT 1 FROM gateway_order newer"
          + " WHERE newer.client_order_id = o.id AND newer.command_number > o.command)"
          + " ORDER BY o.place ON CONFLICT DO NOTHING RETURNING client_order_id, outcome IS NOT NULL";

  static final String RECORDED =
      "SELECT content, deadline_us, outcome FROM gateway_order"
          + " WHERE client_order_id = ANY (?::text[]) ORDER BY client_order_id, command_number";

  static final String ATTEMPT_AGAIN =
      "WITH owner AS MATERIALIZED ("
          + "SELECT account, epoch FROM gateway_account"
          + " WHERE account = ? AND epoch = ? AND NOT EXISTS (SELECT 1 FROM unnest(stops) stop WHERE "
          + SCOPE
          + " = ANY (?::text[]) AND NOT (? AND stop LIKE '"
          + Stops.REDUCING
          + " %')) FOR SHARE)"
          + " UPDATE gateway_order o SET attempt = o.attempt + 1, deadline_us = ?,"
          + " epoch = owner.epoch, unknown_since = NULL FROM owner"
          + " WHERE o.account = owner.account AND o.client_order_id = ? AND o.command_number = ?"
          + " AND o.attempt = ? AND o.outcome IS NULL AND o.report IS NULL"
          + " AND NOT o.cancel_requested";

  /** Whoever owns the account: the engine wants it canceled, and that is not taken back. */
  static final String CANCEL_REQUESTED =
      "UPDATE gateway_order SET cancel_requested = true"
          + " WHERE client_order_id = ? AND command_number = ? AND report IS NULL";

  /** By its owner only: what another one is sending must not be a person's to resolve. */
  static final String UNKNOWN =
      "WITH owner AS MATERIALIZED ("
          + "SELECT account FROM gateway_account WHERE account = ? AND epoch = ? FOR SHARE)"
          + " UPDATE gateway_order o SET unknown_since ="
          + " coalesce(o.unknown_since, clock_timestamp()) FROM owner"
          + " WHERE o.account = owner.account AND o.client_order_id = ? AND o.command_number = ?"
          + " AND o.report IS NULL";

  /** The venue had taken it: of its commands the first has that outcome, and keeps it. */
  static final String VANISHED =
      "UPDATE gateway_order SET unknown_since = clock_timestamp()"
          + " WHERE client_order_id = ? AND command_number = 1 AND report IS NOT NULL"
          + " AND (unknown_since IS NULL OR unknown_since <= outcome_at)";

  /** Whether that was noted, and no person has said what became of it since. */
  static final String IS_VANISHED = "report IS NOT NULL AND unknown_since > outcome_at";

  static final String CONCLUDE =
      "WITH owner AS MATERIALIZED ("
          + "SELECT account FROM gateway_account WHERE account = ? AND epoch = ? FOR SHARE)"
          + " UPDATE gateway_order o SET outcome = ?, report = c.report,"
          + " outcome_at = clock_timestamp()"
          + " FROM owner, unnest(?::text[], ?::int[], ?::bytea[]) AS c (id, command, report)"
          + " WHERE o.account = owner.account AND o.client_order_id = c.id"
          + " AND o.command_number = c.command"
          + " AND o.report IS NULL AND (o.outcome IS NULL OR o.outcome = ?)"
          + " RETURNING o.client_order_id";

  static final String RESOLUTION =
      "SELECT 1 FROM gateway_resolution WHERE client_order_id = ? AND command_number = ?";

  static final String UNPUBLISHED =
      "SELECT report FROM gateway_order WHERE account = ? AND report IS NOT NULL AND NOT published"
          + " ORDER BY outcome_at";

  static final String PUBLISHED =
      "UPDATE gateway_order o SET published = true"
          + " FROM unnest(?::text[], ?::int[]) AS p (id, command)"
          + " WHERE o.client_order_id = p.id AND o.command_number = p.command";

  static final String WORKING_SYMBOLS =
      "SELECT DISTINCT symbol FROM gateway_order"
          + " WHERE account = ? AND works AND symbol IS NOT NULL";

  private IntentLogSql() {}
}
