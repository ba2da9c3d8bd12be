package org.hedgerow.jobs.marketdata.cleaning;

/**
 * An element of the operator's state: what is known of an instrument in a raw partition, or of one
 * on a connection.
 *
 * @param offset the last frame of the partition that is in it: of two tasks that tell of one
 *     partition the one with the higher offset has it
 * @param connection empty for what holds over all connections
 * @param bytes see {@link StateBytes}
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record KeptCleaning(
    int partition, long offset, String connection, String instrument, byte[] bytes) {}
