package org.hedgerow.exchange.simulated.wire;

/** What a venue puts around the frames of a stream for those who listen to several. */
public interface Envelope {
  /** For venues whose frames name their stream themselves. */
  Envelope NONE =
      new Envelope() {
        @Override
        public String before(String stream) {
          return "";
        }

        @Override
        public String after() {
          return "";
        }
      };

  /** Stands before the frame. */
  String before(String stream);

  /** Stands after it. */
  String after();
}
