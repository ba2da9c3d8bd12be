package org.hedgerow.exchange.simulated.wire;

import java.util.function.Consumer;

/** What may happen to a frame between the venue and those who listen. */
public interface Disturbance {
  /** Nothing happens. */
  Disturbance NONE =
      new Disturbance() {
        @Override
        public boolean active() {
          return false;
        }

        @Override
        public void pass(String stream, byte[] frame, Consumer<byte[]> send) {
          send.accept(frame);
        }
      };

  /** Whether anything may happen at all; asked for each frame. */
  boolean active();

  /**
   * Gives {@code send} what becomes of the frame: nothing, it, it twice, another, or it after the
   * next one.
   */
  void pass(String stream, byte[] frame, Consumer<byte[]> send);
}
