/**
 * Kraken's futures dialect: REST version 3 with the account's history of orders, and WebSocket
 * version 1, one account.
 *
 * <p>Known differences from the venue:
 *
 * <ul>
 *   <li>Perpetuals only. Orders are {@code lmt}, {@code post}, {@code ioc}, {@code fok} and {@code
 *       mkt}; none with a trigger, in batches, or with a self-trade strategy. A market order has no
 *       protection at one percent.
 *   <li>A request with {@code processBefore} in the past is answered with {@code
 *       wouldProcessAfterSpecifiedTime}, as documented; that the history lists it, and how it words
 *       reasons of refused orders, is made up, as is what {@code subscribed_failed} looks like.
 *   <li>{@code fills} gives those before {@code lastFillTime}, not at it, and {@code history} those
 *       before {@code lastTime}; whether the venue has it so is not documented.
 *   <li>{@code size} of editorder is all of the order, what was filled included.
 *   <li>The feeds of open orders tell of orders that may rest; all others are told by their fills,
 *       and what was left of them by nothing. Both feeds tell the same. What the timer cancels is
 *       said to be canceled by the user.
 *   <li>A parameter may be signed as it is sent or, as before 2025, decoded. Nonces are signed and
 *       not watched.
 *   <li>Positions are told when they change, not whenever a price moves. Margins are an equity less
 *       what is available, maintenance a tenth of it; funding is paid when it is due, so that
 *       nothing of it is ever unrealized; no assets lie in the holding wallet.
 *   <li>Open interest is made up, 24-hour figures count from the start, and a silent client is not
 *       closed after a minute.
 *   <li>Requests are limited by their number a minute, not by what each costs.
 *   <li>Our own trades are not on the public feeds, and our resting orders not in the public book.
 * </ul>
 */
package org.hedgerow.exchange.simulated.kraken.futures;
