/**
 * Luno: a spot exchange whose market stream is its book order by order, one socket a pair. No frame
 * names its pair; the name of the connection does, see {@link
 * org.hedgerow.exchanges.luno.LunoVenue}.
 */
package org.hedgerow.exchanges.luno;
