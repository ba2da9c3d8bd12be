package org.hedgerow.exchange.simulated.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.wire.Disturbance;

/** Does to frames of a market's streams what the faults have set. */
public final class StreamFaults implements Disturbance {
  private static final byte[] NOISE = "\u0001}{".getBytes(StandardCharsets.ISO_8859_1);

  private final Faults faults;

  /** Frames that wait for the next one of their stream. */
  private final Map<String, byte[]> heldBack = new HashMap<>();

  public StreamFaults(Faults faults) {
    this.faults = faults;
  }

  @Override
  public boolean active() {
    return faults.disturbsStreams() || !heldBack.isEmpty();
  }

  @Override
  public void pass(String stream, byte[] frame, Consumer<byte[]> send) {
    if (faults.isStalled() || faults.strikes(Fault.STREAM_GAP, stream)) {
      return;
    }
    byte[] before = heldBack.remove(stream);
    if (before == null && faults.strikes(Fault.STREAM_REORDER, stream)) {
      heldBack.put(stream, frame);
      return;
    }
    if (faults.strikes(Fault.STREAM_GARBAGE, stream)) {
      byte[] garbage = Arrays.copyOf(frame, frame.length / 2 + NOISE.length);
      System.arraycopy(NOISE, 0, garbage, frame.length / 2, NOISE.length);
      send.accept(garbage);
    } else {
      send.accept(frame);
    }
    if (faults.strikes(Fault.STREAM_DUPLICATE, stream)) {
      send.accept(frame);
    }
    if (before != null) {
      send.accept(before);
    }
  }
}
