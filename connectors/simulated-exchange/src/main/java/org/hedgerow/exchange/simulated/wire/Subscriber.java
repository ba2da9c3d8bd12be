package org.hedgerow.exchange.simulated.wire;

/** Who is sent a stream's frames. */
public interface Subscriber {
  /** Whether frames come in their envelope, which names the stream. */
  boolean combined();

  /** Breaks the connection without a word. */
  default void disconnect() {}

  /** Takes the text {@code frame[from, to)}, which may be overwritten after the call. */
  void send(byte[] frame, int from, int to);
}
