package org.hedgerow.schema;

import java.time.Duration;
import java.util.Optional;

/**
 * One topic of the {@link TopicCatalogue}.
 *
 * @param name the Kafka name
 * @param key which field of the record is its key
 * @param partitions how many; never changed once records are in it, since order is per partition
 * @param retention how long records are kept; empty is for ever
 * @param replication copies in production
 * @param minimumInSync copies that must have a record before it is acknowledged, in production
 * @param schema simple name of the record's schema
 * @param purpose one sentence for people
 */
public record Topic(
    String name,
    String key,
    int partitions,
    Optional<Duration> retention,
    int replication,
    int minimumInSync,
    String schema,
    String purpose) {}
