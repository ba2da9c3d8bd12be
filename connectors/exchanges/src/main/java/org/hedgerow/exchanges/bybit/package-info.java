/**
 * Bybit's linear perpetuals (version 5): market data. There is no way for orders and no account
 * stream.
 */
package org.hedgerow.exchanges.bybit;
