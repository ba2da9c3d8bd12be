package org.hedgerow.jobs.kafka;

/**
 * A record's value, and where it stands in its topic. Not decoded: the operator that needs the
 * record does that, and can keep the bytes of one that it cannot read.
 */
@SuppressWarnings("ArrayRecordComponent")
public record PlacedRecord(int partition, long offset, byte[] value) {}
