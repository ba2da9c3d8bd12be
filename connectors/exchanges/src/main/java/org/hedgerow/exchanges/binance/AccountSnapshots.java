package org.hedgerow.exchanges.binance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.exchanges.Subscription;

/**
 * What is asked of an account, and how often, within the venue's limits. Executions come first, so
 * that the fills which the stream lost stand in the journal before the positions that hold them.
 *
 * <p>Weights as Binance documents them for each resource.
 */
final class AccountSnapshots {
  /** Between two rounds, where the weights allow it. */
  static final Duration INTERVAL = Duration.ofSeconds(30);

  /** The rounds use one part in so many of what the venue allows an address a minute. */
  private static final int SHARE = 4;

  private final List<String> requests = new ArrayList<>();
  private int weight;
  private final int weightAMinute;

  AccountSnapshots(BinanceMarket market, List<String> symbols) {
    String path = market.restPath();
    switch (market) {
      case SPOT -> {
        weightAMinute = 6_000;
        executions(path, "/myTrades", symbols, 1_000, 20 + 20);
        add(path + "/openOrders", 80);
        add(path + "/account?omitZeroBalances=true", 20);
      }
      case USD_M -> {
        weightAMinute = 2_400;
        executions(path, "/userTrades", symbols, 1_000, 5 + 5);
        add(path + "/openOrders", 40);
        add("/fapi/v3/positionRisk" + Subscription.AND + "/fapi/v3/balance", 5 + 5);
      }
      default -> {
        weightAMinute = 2_400;
        // This market's largest page of orders is 100.
        executions(path, "/userTrades", symbols, 100, 20 + 20);
        add(path + "/openOrders", 40);
        add(path + "/positionRisk" + Subscription.AND + path + "/balance", 1 + 1);
      }
    }
  }

  /** Trades before orders: then the order of each trade is in the second answer. */
  private void executions(
      String path, String trades, List<String> symbols, int page, int weightOfBoth) {
    for (String symbol : symbols) {
      String query = "?symbol=" + symbol + "&limit=" + page;
      add(path + trades + query + Subscription.AND + path + "/allOrders" + query, weightOfBoth);
    }
  }

  private void add(String request, int itsWeight) {
    requests.add(request);
    weight += itsWeight;
  }

  /** For {@link Subscription#snapshots}. */
  List<String> requests() {
    return requests;
  }

  /** Longer than {@link #INTERVAL} where many symbols would take more than a share of the limit. */
  Duration interval() {
    Duration needed = Duration.ofMillis(60_000L * weight * SHARE / weightAMinute);
    return needed.compareTo(INTERVAL) > 0 ? needed : INTERVAL;
  }
}
