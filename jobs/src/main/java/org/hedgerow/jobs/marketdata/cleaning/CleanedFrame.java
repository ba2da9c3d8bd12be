package org.hedgerow.jobs.marketdata.cleaning;

import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.DataQuality;

/** Receives what the cleaning lets go on, while one frame is read. */
public interface CleanedFrame {
  /**
   * An entry for the journal.
   *
   * @param venueTimeMicros null where the stream carries none
   * @param receiveTimeMicros when it was received: of a conflated quote, before the frame that lets
   *     it go on
   */
  void goesOn(SpecificRecord payload, Long venueTimeMicros, long receiveTimeMicros);

  /** A payload that was removed; the frame is kept with the reason. */
  void removed(String payload, RejectReason reason, String detail);

  /** Something that a person should know. */
  void alert(Alert alert);

  /** The facts of a minute that is over. */
  void facts(DataQuality facts);
}
