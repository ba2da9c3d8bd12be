/**
 * The Deribit dialect: JSON-RPC 2.0 by WebSocket and HTTP, one account for perpetual, dated and
 * option contracts.
 *
 * <p>Known differences from the venue:
 *
 * <ul>
 *   <li>Orders are market and limit, with {@code post_only}, {@code reject_post_only}, {@code
 *       reduce_only}, {@code valid_until}; no trigger, iceberg or advanced orders, combinations,
 *       block trades or quotes. Cancels one order or all of a label, an instrument, a currency.
 *   <li>Options of Bitcoin and Ether in five strikes, by default in two expiries at least two weeks
 *       away when the exchange starts, at one tick of 0.0005 where the venue's grows with the
 *       price. Nothing expires while it runs, and nothing is delivered.
 *   <li>Option prices are Black's formula on a forward with a smile that is drawn from the seed and
 *       stays as it is; {@code underlying_price} is that forward, which the future of the same
 *       expiry trades around. {@code bid_iv} and {@code ask_iv} are the mark's.
 *   <li>Margin counts an asset at a time, without netting: a twentieth of a future's worth, 0.15 of
 *       what a sold option is on besides its worth, no liquidation. Profit is in the balance at
 *       once and not at the daily settlement; funding is paid at intervals and not all the time.
 *   <li>Streams of {@code raw} come with each turn of the market; books have the 20 levels of the
 *       generated market. Open interest and 24-hour figures are made up or count from the start.
 *   <li>Requests are limited by their number a minute, not by credits. A repeated nonce is taken.
 *   <li>What was recent half an hour ago is shown with {@code historical} only, where it appears at
 *       once. Codes and bodies are as documented and recorded; which HTTP status comes with which
 *       code is documented for none but 400.
 *   <li>An order is told as open before its first fill, and each fill by a message of its own.
 *   <li>Our own trades are not on the public streams, and our resting orders not in the public
 *       book.
 * </ul>
 */
package org.hedgerow.exchange.simulated.deribit;
