/**
 * Books of price levels out of snapshots and increments, and whether nothing is missing in them: by
 * the ids that chain increments, or by the sum that the venue sends with them.
 */
package org.hedgerow.exchanges.book;
