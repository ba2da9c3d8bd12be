package org.hedgerow.exchanges.json;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.RejectReason;

/**
 * What one frame held, kept back until all of it was read: a frame that breaks off leaves no half
 * of itself.
 */
public final class Findings implements DecodedFrame {
  private final List<SpecificRecord> payloads = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();

  private record Rejected(String channel, RejectReason reason, String detail) {}

  @Override
  public void entry(SpecificRecord payload, Long venueTimeMicros) {
    payloads.add(payload);
    times.add(venueTimeMicros);
  }

  @Override
  public void ignore(String channel) {
    ignored.add(channel);
  }

  @Override
  public void reject(String channel, RejectReason reason, String detail) {
    rejected.add(new Rejected(channel, reason, detail));
  }

  /** Whether nothing was said of the frame yet. */
  public boolean isEmpty() {
    return payloads.isEmpty() && ignored.isEmpty() && rejected.isEmpty();
  }

  /** Forgets everything. */
  public void clear() {
    payloads.clear();
    times.clear();
    ignored.clear();
    rejected.clear();
  }

  /** Hands everything on: entries first, in their order. */
  public void tell(DecodedFrame out) {
    for (int i = 0; i < payloads.size(); i++) {
      out.entry(payloads.get(i), times.get(i));
    }
    for (String channel : ignored) {
      out.ignore(channel);
    }
    for (Rejected one : rejected) {
      out.reject(one.channel(), one.reason(), one.detail());
    }
  }
}
