/**
 * OKX, version 5 of its interface: spot, perpetuals, dated futures and options on one account, one
 * dialect for all. {@link org.hedgerow.exchanges.okx.OkxVenue} is the way in.
 *
 * <p>Quantities of derivatives are contracts; one is {@code ctVal * ctMult} base units where it is
 * linear or an option, and as many quote units where it is inverse.
 */
package org.hedgerow.exchanges.okx;
