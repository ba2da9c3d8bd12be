package org.hedgerow.jobs.marketdata.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.hedgerow.exchanges.cleaning.StateBytes;
import org.hedgerow.schema.Quote;

/**
 * Of the quotes of one instrument in one interval of receive time, the newest. Intervals begin at
 * whole multiples of their length. A quote waits until a frame comes that was received at or after
 * the end of its interval: any frame of the same raw partition, so that the last quote of a market
 * that falls quiet goes on with what the others say. Where all are quiet it waits for the next
 * frame of any, a heartbeat too.
 */
final class QuoteConflation {
  /** Nothing waits. */
  static final long NEVER = Long.MAX_VALUE;

  private final long intervalMicros;
  private Quote waiting;
  private Long venueTimeMicros;
  private long receiveTimeMicros;
  private long dueMicros = NEVER;

  QuoteConflation(long intervalMicros) {
    this.intervalMicros = intervalMicros;
  }

  /** Takes the newest quote; says whether one was waiting, which is dropped for it. */
  boolean replaces(Quote quote, Long venueTime, long receiveTime) {
    boolean replaced = waiting != null;
    waiting = quote;
    venueTimeMicros = venueTime;
    receiveTimeMicros = receiveTime;
    dueMicros = (Math.floorDiv(receiveTime, intervalMicros) + 1) * intervalMicros;
    return replaced;
  }

  /** When what waits may go on, by receive time; {@link #NEVER} if nothing does. */
  long dueMicros() {
    return dueMicros;
  }

  /** The quote that waits, or null. */
  Quote quote() {
    return waiting;
  }

  /** Its venue time, or null. */
  Long venueTimeMicros() {
    return venueTimeMicros;
  }

  /** When it was received itself. */
  long receiveTimeMicros() {
    return receiveTimeMicros;
  }

  /** It went on. */
  void clear() {
    waiting = null;
    dueMicros = NEVER;
  }

  void save(DataOutput out) throws IOException {
    out.writeBoolean(waiting != null);
    if (waiting == null) {
      return;
    }
    out.writeUTF(waiting.getInstrument());
    StateBytes.decimal(out, waiting.getBidPrice());
    StateBytes.decimal(out, waiting.getBidQuantity());
    StateBytes.decimal(out, waiting.getAskPrice());
    StateBytes.decimal(out, waiting.getAskQuantity());
    StateBytes.optional(out, waiting.getUpdateId());
    StateBytes.optional(out, venueTimeMicros);
    out.writeLong(receiveTimeMicros);
    out.writeLong(dueMicros);
  }

  /** Takes what waited in an earlier run; it goes on even where quotes are no longer conflated. */
  void restore(DataInput in) throws IOException {
    if (!in.readBoolean()) {
      return;
    }
    waiting =
        new Quote(
            in.readUTF(),
            StateBytes.decimal(in),
            StateBytes.decimal(in),
            StateBytes.decimal(in),
            StateBytes.decimal(in),
            StateBytes.optional(in));
    venueTimeMicros = StateBytes.optional(in);
    receiveTimeMicros = in.readLong();
    dueMicros = in.readLong();
  }
}
