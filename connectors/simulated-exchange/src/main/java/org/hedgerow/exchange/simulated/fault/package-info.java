/** What a venue does to its clients on a bad day, on demand: told over the admin port. */
package org.hedgerow.exchange.simulated.fault;
