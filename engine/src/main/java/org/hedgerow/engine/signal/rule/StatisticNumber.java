package org.hedgerow.engine.signal.rule;

import org.hedgerow.schema.Statistic;

/**
 * A number of a statistic of the same subject, once its window is full.
 *
 * @param statistic its name in the configuration
 */
record StatisticNumber(String statistic, String number) implements Measure {
  @Override
  public boolean concerns(SubjectView view) {
    return view.told(statistic) != null;
  }

  @Override
  public double value(SubjectView view, Memory memory) {
    Statistic told = view.told(statistic);
    // Nothing new was told: what is waited for goes on as it is known.
    return told == null || told.getSamples() < told.getSamplesWanted()
        ? Double.NaN
        : told.getNumbers().getOrDefault(number, Double.NaN);
  }

  @Override
  public String noun() {
    return number + " of statistic " + statistic;
  }
}
