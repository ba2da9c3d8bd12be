/**
 * Luno's dialect: REST of its API 1 (and the later versions of lists and look-ups of orders), the
 * streams of markets and the account's stream.
 *
 * <p>Known differences from the venue:
 *
 * <ul>
 *   <li>Orders are limit orders (GTC, IOC, FOK, post-only) and market orders; none with a stop. A
 *       market order that buys takes whole lots for what it may spend.
 *   <li>A request after {@code timestamp + ttl} is answered with {@code ErrDeadlineExceeded}, and
 *       one with a time stamp in the future is taken: what the venue does is documented for
 *       neither. The status codes of HTTP other than 404, 409 and 429 are made up, as are the words
 *       beside a code.
 *   <li>Whether {@code balance} holds what is reserved is documented both ways; here it does.
 *   <li>{@code listtrades} never lags; asked without a place to begin it has the newest trades.
 *   <li>The book has the 20 levels of the generated market, made up into orders. Nobody is refused
 *       a fifty-first stream. The market is always active.
 *   <li>The account's stream remembers nothing: what happens while nobody listens is not told. Each
 *       new order awaits and is pending at once.
 *   <li>24-hour volumes count from the start; there is a rand for every eighteenth of a dollar.
 *   <li>Our own trades are not on the public streams, and our resting orders not in the public
 *       book.
 * </ul>
 */
package org.hedgerow.exchange.simulated.luno;
