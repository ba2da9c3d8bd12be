package org.hedgerow.exchanges;

import org.apache.avro.specific.SpecificRecord;

/**
 * Receives what a {@link FrameDecoder} found in one frame, in the order in which it stood there.
 */
public interface DecodedFrame {
  /**
   * A payload of a journal entry.
   *
   * @param venueTimeMicros the venue's event time, microseconds since the Unix epoch; null where
   *     the stream carries none
   */
  void entry(SpecificRecord payload, Long venueTimeMicros);

  /** Known and of no use to the journal: acknowledgements, channels left out on purpose. */
  void ignore(String channel);

  /**
   * Not understood, or not usable.
   *
   * @param channel the venue's channel as far as it could be told, else an empty string
   * @param detail one sentence for people; never credentials, listen keys or account balances
   */
  void reject(String channel, RejectReason reason, String detail);
}
