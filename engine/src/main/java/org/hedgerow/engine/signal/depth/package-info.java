/** The book of an instrument as far as rules and statistics of liquidity look into it. */
package org.hedgerow.engine.signal.depth;
