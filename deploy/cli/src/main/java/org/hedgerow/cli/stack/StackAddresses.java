package org.hedgerow.cli.stack;

import java.net.URI;

/**
 * Where the parts of a stack answer.
 *
 * @param bootstrapServers of Kafka
 * @param flink the web UI and REST interface
 * @param jdbcUrl without credentials
 * @param psql a line to paste into a shell
 */
public record StackAddresses(String bootstrapServers, URI flink, String jdbcUrl, String psql) {}
