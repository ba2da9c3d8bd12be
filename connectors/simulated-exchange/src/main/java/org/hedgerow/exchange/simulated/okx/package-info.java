/**
 * The OKX dialect, version 5: one account for spot, perpetual and option contracts, REST, and the
 * three WebSocket paths (public, business, private).
 *
 * <p>Known differences from the venue:
 *
 * <ul>
 *   <li>Order types are market, limit, post_only, fok and ioc, in {@code cash} (spot) and {@code
 *       cross} (contracts); net positions, leverage 20 for all, no liquidation, no borrowing, no
 *       algo orders, no orders over WebSocket, no dated futures or spreads.
 *   <li>Options are coin-settled, on Bitcoin and Ether, at one tick of 0.0005 where the venue's
 *       grows with the price; orders for them are limits, priced in coin, no further than 0.04 from
 *       the mark. {@code opt-summary} comes once a second, with volatilities of bid and ask that
 *       are the mark's. Nothing expires while the exchange runs. The fee is 0.03 % of what an
 *       option is on (makers 0.02 %), and 7 % of its premium at most.
 *   <li>Margin of contracts counts an asset at a time (single-currency mode), and does not keep
 *       spot orders from spending what contracts need.
 *   <li>The venue announced that sums of books are 0 from June 2026 on; here they are right, as
 *       they were before, or wrong on request.
 *   <li>Books have the 20 levels of the generated market; open interest, volumes and 24-hour
 *       figures are made up or count from the exchange's start.
 *   <li>Requests are limited by their number a minute, not by endpoint.
 *   <li>{@code clOrdId} is unique among open orders; whether the venue also refuses one that has
 *       ended is not documented. Canceled orders without a fill are not forgotten after two hours.
 *   <li>Our own trades are not on the public streams, and our resting orders not in the public
 *       book.
 *   <li>Messages, as opposed to codes, may differ in wording; fills-history and orders-history are
 *       the same as long as the account's memory, and not three days.
 * </ul>
 */
package org.hedgerow.exchange.simulated.okx;
