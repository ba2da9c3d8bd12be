package org.hedgerow.engine.configuration;

import java.util.Map;

/**
 * How market data is cleaned, by instrument. Without the section nothing is removed for its price
 * and nothing is conflated: a filter that throws away a real move costs a hedge, so somebody has to
 * ask for it.
 *
 * @param standard for instruments that are not named
 * @param instruments by name
 */
public record Cleaning(InstrumentCleaning standard, Map<String, InstrumentCleaning> instruments) {
  /** Of a configuration that says nothing about it. */
  public static final Cleaning NONE = new Cleaning(InstrumentCleaning.NONE, Map.of());

  /** What is done to that instrument's data. */
  public InstrumentCleaning of(String instrument) {
    return instruments.getOrDefault(instrument, standard);
  }
}
