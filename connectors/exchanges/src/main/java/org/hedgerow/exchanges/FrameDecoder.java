package org.hedgerow.exchanges;

import java.util.Map;
import org.hedgerow.schema.RawFrame;

/**
 * Turns what a venue sent into payloads of the journal, bytes in, payloads out. A decoder keeps
 * scratch buffers: one per thread.
 */
public interface FrameDecoder {
  /**
   * Reads one frame and tells {@code out} what is in it. Never throws on account of the bytes:
   * every frame ends in at least one call of {@code out}, and a frame that breaks off or does not
   * parse ends in exactly one {@link DecodedFrame#reject}.
   */
  void decode(RawFrame frame, DecodedFrame out);

  /**
   * What it must know of earlier frames to read the next, by the name of their connection; for
   * venues whose frames cannot be read one by one. Written into checkpoints, so that a replay reads
   * the same.
   */
  default Map<String, byte[]> remembered() {
    return Map.of();
  }

  /** Takes back what a decoder of the same configuration {@link #remembered} of a connection. */
  default void restore(String connection, byte[] remembered) {
    throw new UnsupportedOperationException("reads every frame by itself");
  }
}
