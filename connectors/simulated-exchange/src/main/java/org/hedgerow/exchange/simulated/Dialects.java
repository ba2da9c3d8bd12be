package org.hedgerow.exchange.simulated;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hedgerow.exchange.simulated.binance.BinanceDialect;
import org.hedgerow.exchange.simulated.binance.BinanceVenue;
import org.hedgerow.exchange.simulated.binance.DepthSource;
import org.hedgerow.exchange.simulated.deribit.DeribitDialect;
import org.hedgerow.exchange.simulated.dialect.Dialect;
import org.hedgerow.exchange.simulated.kraken.futures.FuturesDialect;
import org.hedgerow.exchange.simulated.kraken.spot.SpotDialect;
import org.hedgerow.exchange.simulated.luno.LunoDialect;
import org.hedgerow.exchange.simulated.okx.OkxDialect;
import org.hedgerow.exchange.simulated.option.Expiries;

/** Every dialect that is spoken here: a new one is a line. */
final class Dialects {
  private Dialects() {}

  /**
   * All of them.
   *
   * @param depth answers depth requests of venues whose recordings can be replayed
   * @param expiries of dated contracts, at venues that list some
   */
  static List<Dialect> all(DepthSource depth, Expiries expiries) {
    List<Dialect> all = new ArrayList<>();
    for (BinanceVenue venue : BinanceVenue.values()) {
      all.add(new BinanceDialect(venue, depth));
    }
    all.add(new DeribitDialect(expiries));
    all.add(new OkxDialect(expiries));
    all.add(new SpotDialect());
    all.add(new FuturesDialect());
    all.add(new LunoDialect());
    return all;
  }

  /** Sentences about keys of venues that there are not. */
  static List<String> wrong(Collection<String> keys, String option) {
    List<String> known =
        all((market, limit, answer) -> {}, Expiries.NONE).stream()
            .map(one -> one.venue().key())
            .toList();
    return keys.stream()
        .filter(key -> !known.contains(key))
        .map(key -> option + ": no venue " + key + "; expected some of " + known)
        .toList();
  }
}
