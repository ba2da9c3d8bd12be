package org.hedgerow.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Quote;

/** Quotes in the order in which they were recorded, for each of several instruments in turn. */
final class SampleQuotes {
  private SampleQuotes() {}

  static List<Quote> read(String... instruments) {
    List<Quote> quotes = new ArrayList<>();
    for (JournalEntry entry : SampleEntries.read()) {
      if (entry.getPayload() instanceof Quote quote) {
        for (String instrument : instruments) {
          Quote copy = Quote.newBuilder(quote).build();
          copy.setInstrument(instrument);
          quotes.add(copy);
        }
      }
    }
    System.out.println("# Quotes: " + quotes.size());
    return quotes;
  }
}
