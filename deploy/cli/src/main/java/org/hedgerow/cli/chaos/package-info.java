/**
 * The proof of exactly-once: real processes are killed and paused while orders are under way, and
 * the exchange's own ledger judges.
 */
package org.hedgerow.cli.chaos;
