package org.hedgerow.cli.bench;

/**
 * One quantity of the jobs, and the same of their limit.
 *
 * @param key in JSON, with its unit, e.g. {@code entries_per_second}
 * @param decimals that people are shown
 */
record Measure(String key, int decimals, Spread jobs, Spread limit) {

  /** The median of the jobs as a multiple of the limit's. */
  double ratio() {
    return jobs.median() / limit.median();
  }
}
