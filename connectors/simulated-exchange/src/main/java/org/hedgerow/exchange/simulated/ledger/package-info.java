/**
 * What the exchange keeps on disk, and is judged by: every private request and its answer, every
 * order state, fill, position and balance, and marks once a second, as JSON lines.
 */
package org.hedgerow.exchange.simulated.ledger;
