/** The other people who trade on the account. */
package org.hedgerow.exchange.simulated.customer;
