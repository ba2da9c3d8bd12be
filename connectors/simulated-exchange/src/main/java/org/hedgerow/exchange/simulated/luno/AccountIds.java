package org.hedgerow.exchange.simulated.luno;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The venue has an account for each asset, with a number. */
final class AccountIds {
  private static final long FIRST = 8_203_463_422_864_003_001L;

  private final List<String> assets;

  AccountIds(Collection<String> assets) {
    this.assets = new ArrayList<>(new TreeSet<>(assets));
  }

  /** Of an asset by its name here; an unknown one gets the next number. */
  long of(String asset) {
    int at = assets.indexOf(asset);
    if (at < 0) {
      assets.add(asset);
      at = assets.size() - 1;
    }
    return FIRST + at;
  }
}
