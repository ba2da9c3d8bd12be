package org.hedgerow.exchanges;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Keeps what a decoder found, for a test to look at. */
public final class Collected implements DecodedFrame {
  public final List<SpecificRecord> payloads = new ArrayList<>();
  public final List<Long> times = new ArrayList<>();
  public final List<String> ignored = new ArrayList<>();
  public final List<Rejection> rejections = new ArrayList<>();

  /** One call of {@link #reject}. */
  public record Rejection(String channel, RejectReason reason, String detail) {}

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
    rejections.add(new Rejection(channel, reason, detail));
  }

  /** How many calls there were. */
  public int calls() {
    return payloads.size() + ignored.size() + rejections.size();
  }

  /** The only payload, where nothing else was found. */
  public SpecificRecord only() {
    if (calls() != 1 || payloads.size() != 1) {
      throw new AssertionError("expected one entry, got " + this);
    }
    return payloads.get(0);
  }

  /** The only rejection, where nothing else was found. */
  public Rejection onlyRejection() {
    if (calls() != 1 || rejections.size() != 1) {
      throw new AssertionError("expected one rejection, got " + this);
    }
    return rejections.get(0);
  }

  @Override
  public String toString() {
    return payloads + " " + ignored + " " + rejections;
  }
}
