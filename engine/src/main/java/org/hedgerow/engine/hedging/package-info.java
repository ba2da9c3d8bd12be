/**
 * What a hedge has to be, as mathematics: no market, no order, no configuration. {@link
 * org.hedgerow.engine.hedging.GreekNeutralisation} solves for quantities that take greeks away,
 * {@link org.hedgerow.engine.hedging.ProtectivePut} and {@link org.hedgerow.engine.hedging.Collar}
 * choose among {@link org.hedgerow.engine.hedging.ListedOption listed options}, {@link
 * org.hedgerow.engine.hedging.StrikeForPremium} finds the strike that a premium buys. No-trade
 * bands are in {@code strategy.band}, schedules in {@code execution}, ratios in {@code statistics}.
 */
package org.hedgerow.engine.hedging;
