/**
 * An exchange to try Hedgerow against: a process of its own that speaks a venue's dialect over one
 * matching engine. No other module depends on it, and it depends on none, so that what it thinks of
 * the dialect is not what our own connectors think.
 *
 * <p>It can be killed at any moment and started again on the same ledger; stopping it is the same
 * as killing it.
 */
package org.hedgerow.exchange.simulated;
