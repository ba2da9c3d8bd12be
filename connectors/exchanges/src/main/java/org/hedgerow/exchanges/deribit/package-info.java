/**
 * Deribit: inverse and linear futures and perpetuals, options and spot, in JSON-RPC over WebSocket
 * and HTTP.
 *
 * <p>The venue counts amounts: quote units of inverse futures, base units of everything else. We
 * count contracts of the size that the configuration gives them; {@link
 * org.hedgerow.exchanges.deribit.ContractUnit} stands between the two wherever a quantity passes.
 */
package org.hedgerow.exchanges.deribit;
