package org.hedgerow.jobs.verify;

/**
 * One copy of an order, a decision or an alert.
 *
 * @param id equal for copies of the same, see {@link RecordKind}
 * @param kind of the record
 * @param isReplayed given by the replay; else read from its topic
 * @param causeOffset of the journal entry that made it
 * @param value the record in single-object encoding
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by its operator, byte for byte.
public record Copy(String id, RecordKind kind, boolean isReplayed, long causeOffset, byte[] value) {

  /** Orders, decisions, alerts and valuations are told apart. */
  String key() {
    return kind + " " + id;
  }
}
