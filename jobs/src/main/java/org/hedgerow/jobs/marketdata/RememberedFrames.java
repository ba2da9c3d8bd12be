package org.hedgerow.jobs.marketdata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.schema.RawFrame;

/**
 * What decoders remember of the frames before a checkpoint, on its way into the checkpoint and
 * back.
 *
 * <p>After a restore every subtask has the memory of all connections, since which of them reads a
 * connection is not known before its first frame. Until then it stays as bytes; so it costs no more
 * than its size where the frames go elsewhere. Those copies grow old, and the newest counts: the
 * one of the highest epoch and, in it, of the latest frame.
 */
final class RememberedFrames {
  /**
   * A decoder's memory of a connection; an element of the operator's state.
   *
   * @param epoch of the last frame that is in it
   * @param sequence of that frame in its epoch
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Remembered(
      String venue, String connection, long epoch, long sequence, byte[] memory) {
    private boolean isNewerThan(Remembered other) {
      return epoch != other.epoch ? epoch > other.epoch : sequence > other.sequence;
    }
  }

  /** Restored and not yet given to a decoder, by connection. */
  private final Map<String, Remembered> waiting = new HashMap<>();

  /** The last frame of each connection that was decoded here. */
  private final Map<String, LastFrame> last = new HashMap<>();

  private static final class LastFrame {
    private long epoch;
    private long sequence;
  }

  /** With what was in the checkpoint, in any order and with old copies. */
  RememberedFrames(Iterable<Remembered> restored) {
    for (Remembered one : restored) {
      waiting.merge(
          one.connection(), one, (known, added) -> added.isNewerThan(known) ? added : known);
    }
  }

  /** To be called before each frame is decoded: gives the decoder its memory back. */
  void before(RawFrame frame, FrameDecoder decoder) {
    LastFrame seen = last.get(frame.getConnection());
    if (seen == null) {
      seen = new LastFrame();
      last.put(frame.getConnection(), seen);
      Remembered memory = waiting.remove(frame.getConnection());
      if (memory != null && memory.venue().equals(frame.getVenue())) {
        decoder.restore(frame.getConnection(), memory.memory());
      }
    }
    seen.epoch = frame.getEpoch();
    seen.sequence = frame.getSequence();
  }

  /**
   * For the checkpoint: what decoders remember now, and what still waits.
   *
   * @param decoders by venue; what is of others is forgotten
   */
  List<Remembered> all(Map<String, FrameDecoder> decoders) {
    List<Remembered> all = new ArrayList<>();
    for (Remembered one : waiting.values()) {
      if (decoders.containsKey(one.venue())) {
        all.add(one);
      }
    }
    decoders.forEach(
        (venue, decoder) ->
            decoder
                .remembered()
                .forEach(
                    (connection, memory) -> {
                      LastFrame frame = last.get(connection);
                      all.add(
                          new Remembered(venue, connection, frame.epoch, frame.sequence, memory));
                    }));
    return all;
  }
}
