package org.hedgerow.jobs.kafka;

/** A record on its way to a topic; its key decides the partition. */
@SuppressWarnings("ArrayRecordComponent")
public record TopicRecord(byte[] key, byte[] value) {}
