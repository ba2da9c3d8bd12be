/**
 * What is done to market data between decoding and routing: repeats are dropped, spikes removed,
 * books checked, quotes conflated where asked, and all of it counted. Everything here is a function
 * of the frames of one raw partition in their order: no clock, no timers, so that a replay cleans
 * alike. {@link org.hedgerow.jobs.marketdata.cleaning.MarketDataCleaning} is the way in.
 */
package org.hedgerow.jobs.marketdata.cleaning;
