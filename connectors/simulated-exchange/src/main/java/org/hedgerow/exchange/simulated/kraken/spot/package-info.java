/**
 * Kraken's spot dialect: REST version 0 and WebSocket version 2, one account.
 *
 * <p>Known differences from the venue:
 *
 * <ul>
 *   <li>Orders are market and limit with GTC, IOC, FOK and post-only, by REST; none over WebSocket,
 *       in batches, on margin, with a trigger, with an expiry or with a volume in quote units.
 *   <li>The words for a {@code cl_ord_id} that is open already are not documented; ours are made
 *       up. An order that cannot stand is taken and canceled with a reason, as REST does it; the
 *       reasons' words are partly ours.
 *   <li>A deadline nearer than the two seconds that REST documents is honoured as it is; one
 *       further than sixty seconds is refused.
 *   <li>Public and private streams have one address. A private subscription's {@code sequence}
 *       counts what was told to anybody, not to the socket.
 *   <li>Books have the 20 levels of the generated market; 24-hour figures count from the start.
 *   <li>Costs and fees have eight decimals where the venue cuts to five.
 *   <li>Requests are limited by their number a minute, not by the venue's counters; the limit of an
 *       order's rate is not simulated.
 *   <li>{@code start} and {@code end} of lists are times only, not ids.
 *   <li>Our own trades are not on the public streams, and our resting orders not in the public
 *       book.
 * </ul>
 */
package org.hedgerow.exchange.simulated.kraken.spot;
