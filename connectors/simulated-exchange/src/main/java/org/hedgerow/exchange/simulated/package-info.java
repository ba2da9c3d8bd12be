/**
 * An exchange to try Hedgerow against: a process of its own that speaks venues' dialects over one
 * matching engine. No other module depends on it, and it depends on none, so that what it thinks of
 * a dialect is not what our own connectors think.
 *
 * <p>Rooms: {@code matching} (orders, accounts, positions), {@code market} (where prices come
 * from), {@code ledger} (what it is judged by, and restored from), {@code fault} (how it misbehaves
 * on request), {@code customer}, {@code wire} (sockets and streams) are the core, and know no
 * venue. {@code dialect} is the border. {@code binance} and {@code okx} are dialects; {@link
 * org.hedgerow.exchange.simulated.Dialects} lists them.
 *
 * <p>It can be killed at any moment and started again on the same ledger; stopping it is the same
 * as killing it.
 */
package org.hedgerow.exchange.simulated;
