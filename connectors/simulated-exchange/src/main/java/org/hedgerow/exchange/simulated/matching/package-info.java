/**
 * The venue-neutral core: instruments, books, orders, accounts, positions, fees. It knows neither
 * sockets nor JSON, and time only as a clock that it is given.
 */
package org.hedgerow.exchange.simulated.matching;
