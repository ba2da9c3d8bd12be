/** Why an order was made: its chain from the venue's message to its fills. */
package org.hedgerow.cli.why;
