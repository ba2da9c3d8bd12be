package org.hedgerow.cli.why;

import java.util.Optional;

/** Single records of topics, by their place. */
interface TopicRecords {
  /**
   * The value of the record at that place; empty if the topic no longer has it.
   *
   * @throws KafkaSilentException if Kafka does not answer in time
   */
  Optional<byte[]> at(String topic, int partition, long offset) throws KafkaSilentException;
}
