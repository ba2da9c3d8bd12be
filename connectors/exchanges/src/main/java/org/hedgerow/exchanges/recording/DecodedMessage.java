package org.hedgerow.exchanges.recording;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.RejectReason;

/** What a decoder found in one recorded message; valid until the next is decoded. */
public final class DecodedMessage implements DecodedFrame {
  private final List<SpecificRecord> payloads = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private String venue = "";
  private boolean answer;

  /** What was not understood, or not usable, and why. */
  public record Rejection(String channel, RejectReason reason, String detail) {}

  void begin(String name, boolean rest) {
    venue = name;
    answer = rest;
    payloads.clear();
    times.clear();
    ignored.clear();
    rejections.clear();
  }

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

  /** The venue whose decoder read it, e.g. BINANCE_USDM. */
  public String venue() {
    return venue;
  }

  /** Whether it is a REST answer and no frame of a stream. */
  public boolean isAnswer() {
    return answer;
  }

  /** In the order in which they stood there; the first is what the message is mainly about. */
  public List<SpecificRecord> payloads() {
    return payloads;
  }

  /** The venue's time of a payload, microseconds since the Unix epoch; null where it has none. */
  public Long time(int payload) {
    return times.get(payload);
  }

  /** Channels that are known and left out. */
  public List<String> ignored() {
    return ignored;
  }

  /** Dead letters. */
  public List<Rejection> rejections() {
    return rejections;
  }

  boolean names(RejectReason reason) {
    for (Rejection rejection : rejections) {
      if (rejection.reason() == reason) {
        return true;
      }
    }
    return false;
  }
}
