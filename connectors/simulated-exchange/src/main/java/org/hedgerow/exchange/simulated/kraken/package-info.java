/** What the dialects of Kraken's two exchanges, spot and futures, have in common. */
package org.hedgerow.exchange.simulated.kraken;
