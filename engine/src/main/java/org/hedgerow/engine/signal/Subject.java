package org.hedgerow.engine.signal;

import java.util.Optional;

/**
 * What a state machine of the signals job is about, and what the job is keyed by.
 *
 * @param instrument the instrument
 * @param against the other one that it is compared with; empty for the instrument by itself
 */
public record Subject(String instrument, Optional<String> against) {
  /** An instrument by itself. */
  public static Subject of(String instrument) {
    return new Subject(instrument, Optional.empty());
  }

  /** The one of that {@link #name}. */
  public static Subject named(String name) {
    int bar = name.indexOf('|');
    return bar < 0
        ? of(name)
        : new Subject(name.substring(0, bar), Optional.of(name.substring(bar + 1)));
  }

  /** The instrument, or both with | between. */
  public String name() {
    return against.map(other -> instrument + "|" + other).orElse(instrument);
  }
}
