/**
 * The border between the exchange and the languages spoken at its doors.
 *
 * <p>A venue is a package beside {@code binance}, {@code deribit} and the others, and a line in
 * {@link org.hedgerow.exchange.simulated.Dialects}. It implements three interfaces:
 *
 * <ul>
 *   <li>{@link org.hedgerow.exchange.simulated.dialect.Dialect}: the venue, what it lists, what its
 *       account begins with, and how a {@code VenueFront} is opened in a {@code VenueRoom};
 *   <li>{@link org.hedgerow.exchange.simulated.dialect.VenueFront}: answers requests, opens
 *       sockets, tells clients what the matching engine did to their orders and accounts;
 *   <li>{@link org.hedgerow.exchange.simulated.market.MarketFeed}: writes what the market does into
 *       the venue's frames.
 * </ul>
 *
 * <p>It need not know of ports, the ledger's form, latency, restarts, or faults: requests that only
 * an account's owner may make go through the {@link
 * org.hedgerow.exchange.simulated.dialect.RequestDesk}, which delays, records and withholds them;
 * frames leave by the {@link org.hedgerow.exchange.simulated.wire.StreamHub}, where they are lost,
 * repeated and reordered; fills are told through the {@link
 * org.hedgerow.exchange.simulated.dialect.FillTold}. Two faults are the dialect's own to commit:
 * its checksums ({@code BAD_CHECKSUM}) and its words for being closed or overrun ({@link
 * org.hedgerow.exchange.simulated.dialect.VenueFront#refusal}).
 *
 * <p>A dialect is written from the venue's documentation and recordings, never from our own
 * connectors. Dialects do not know each other.
 */
package org.hedgerow.exchange.simulated.dialect;
