package org.hedgerow.jobs.hedging;

/**
 * A journal entry as it lies in Kafka, not decoded yet: so it crosses the shuffle as it is.
 *
 * @param group the record's key
 * @param value the entry in single-object encoding
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record JournalRecord(String group, int partition, long offset, byte[] value) {}
