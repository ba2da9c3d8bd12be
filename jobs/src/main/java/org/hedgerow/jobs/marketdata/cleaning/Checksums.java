package org.hedgerow.jobs.marketdata.cleaning;

import org.hedgerow.exchanges.book.BookChecksum;

/** How venues sum up their books. */
@FunctionalInterface
public interface Checksums {
  /** That venue's way; null where it sends no sums. */
  BookChecksum of(String venue);
}
