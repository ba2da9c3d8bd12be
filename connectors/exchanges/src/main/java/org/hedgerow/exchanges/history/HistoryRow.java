package org.hedgerow.exchanges.history;

/**
 * A row of a venue's answer, in the venue's own words: the cleaning that exports go through reads
 * them.
 *
 * @param timeMillis when a candle began, or funding was paid
 * @param values the columns of {@link HistoryPages#CANDLE_COLUMNS}, or the rate; null where the
 *     venue does not tell
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record HistoryRow(long timeMillis, String... values) {}
