package org.hedgerow.exchanges.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Judges the prices of one series, one after another, each at once. */
public interface SpikeFilter {
  /**
   * Whether a price is a spike. What is none is what the next prices are held against.
   *
   * @param price finite
   */
  boolean isSpike(double price);

  /** Numbers behind the last judgement, for people: {@code "median 10.1, ..."}. */
  String reason();

  void save(DataOutput out) throws IOException;

  /** Takes what a filter wrote; one with other parameters begins anew. */
  void restore(DataInput in) throws IOException;
}
