package org.hedgerow.exchange.simulated.fault;

/** The exchange's clock: this machine's, with an offset that can be set while it runs. */
public final class SkewedClock {
  private long offsetMillis;

  /** Milliseconds since the epoch, as every venue of the exchange has it. */
  public long millis() {
    return System.currentTimeMillis() + offsetMillis;
  }

  /** How far it is ahead of the machine's, in milliseconds; negative: behind. */
  public long offsetMillis() {
    return offsetMillis;
  }

  public void offsetMillis(long ahead) {
    offsetMillis = ahead;
  }
}
