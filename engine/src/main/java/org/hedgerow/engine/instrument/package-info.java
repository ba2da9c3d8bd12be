/**
 * What a position in an instrument is worth, earns, weighs, owes and can lose, in the units of the
 * venues' documentation and to the digit where it is money.
 *
 * <p>{@link org.hedgerow.engine.instrument.DeltaOne} is what moves with the price: {@link
 * org.hedgerow.engine.instrument.Spot spot}, {@link org.hedgerow.engine.instrument.LinearContract
 * linear}, {@link org.hedgerow.engine.instrument.InverseContract inverse} and {@link
 * org.hedgerow.engine.instrument.QuantoContract quanto} contracts, perpetual or dated: an expiry
 * changes none of this arithmetic. {@link org.hedgerow.engine.instrument.OptionContract} is what
 * moves with more than the price. {@link org.hedgerow.engine.instrument.MarginTiers} and {@link
 * org.hedgerow.engine.instrument.LiquidationPrice} say what a venue asks for, {@link
 * org.hedgerow.engine.instrument.FundingRate} what perpetuals pay each other.
 *
 * <p>Sums and products are exact; quotients, which have no end, are carried to the 34 digits of
 * {@link java.math.MathContext#DECIMAL128}. The ledger of positions ({@code portfolio}) rounds the
 * same formulas to twelve decimals, so that a replay is the same to the byte; a test holds the two
 * against each other.
 */
package org.hedgerow.engine.instrument;
