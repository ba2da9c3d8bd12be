/**
 * Bars of trades by the venue's time: exact sums, late trades corrected, none dropped. A trade's
 * place among others is its time and id, so a bar does not depend on the order in which its trades
 * came.
 */
package org.hedgerow.engine.signal.bar;
