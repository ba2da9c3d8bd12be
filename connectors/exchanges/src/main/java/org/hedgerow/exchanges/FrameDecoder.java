package org.hedgerow.exchanges;

import org.hedgerow.schema.RawFrame;

/**
 * Turns what a venue sent into payloads of the journal. A decoder keeps scratch buffers: one per
 * thread.
 */
public interface FrameDecoder {
  /**
   * Reads one frame and tells {@code out} what is in it. Never throws on account of the bytes:
   * every frame ends in at least one call of {@code out}, and a frame that breaks off or does not
   * parse ends in exactly one {@link DecodedFrame#reject}.
   */
  void decode(RawFrame frame, DecodedFrame out);
}
