package org.hedgerow.timescaledb;

/**
 * A record of a topic on its way into the store.
 *
 * @param value the record's bytes in single-object encoding
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; the bytes go straight into COPY.
public record StoreRecord(String topic, int partition, long offset, byte[] value) {}
