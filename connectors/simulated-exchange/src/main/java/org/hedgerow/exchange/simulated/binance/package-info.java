/**
 * The Binance dialect for spot, USD-M and COIN-M: REST, market streams, user data streams.
 *
 * <p>Known differences from the venue:
 *
 * <ul>
 *   <li>Spot user data comes over listen keys, in their form of before 2026; the venue has been
 *       moving it to its WebSocket API, and futures sockets to separate paths.
 *   <li>Order types are LIMIT, LIMIT_MAKER and MARKET by base quantity; no stops, lists, iceberg,
 *       quoteOrderQty, priceMatch or batches. One-way positions, cross margin, leverage 20 for all,
 *       no liquidation, no maintenance margin.
 *   <li>Every request weighs 1, and orders are not limited by their own count.
 *   <li>Our own trades are not printed on the public trade stream, and our resting orders are not
 *       in the public book.
 *   <li>Keys are HMAC only; timestamps are milliseconds only.
 *   <li>Messages, as opposed to codes, may differ in wording.
 * </ul>
 */
package org.hedgerow.exchange.simulated.binance;
