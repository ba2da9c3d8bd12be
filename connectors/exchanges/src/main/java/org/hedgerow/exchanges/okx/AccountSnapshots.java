package org.hedgerow.exchanges.okx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hedgerow.exchanges.Subscription;

/**
 * What is asked of an account, and how often. Executions come first, so that the fills which the
 * stream lost stand in the journal before the positions that hold them. With four kinds of
 * instruments a round is fifteen requests; the tightest of their limits is 10 in 2 s, for balances
 * and positions.
 */
final class AccountSnapshots {
  /** Between two rounds. */
  static final Duration INTERVAL = Duration.ofSeconds(30);

  /** The venue's largest page of orders and of executions. */
  static final int PAGE = 100;

  private AccountSnapshots() {}

  /**
   * For {@link Subscription#snapshots}.
   *
   * @param instTypes the kinds of instruments that are configured
   */
  static List<String> requests(Set<String> instTypes) {
    List<String> requests = new ArrayList<>();
    for (String type : instTypes) {
      String query = "?instType=" + type + "&limit=" + PAGE;
      requests.add(
          Requests.FILLS
              + query
              + Subscription.AND
              + Requests.ORDERS_HISTORY
              + query
              + Subscription.AND
              + Requests.ORDERS_PENDING
              + query);
    }
    requests.add(Requests.ORDERS_PENDING + "?limit=" + PAGE);
    requests.add(Requests.POSITIONS + Subscription.AND + Requests.BALANCE);
    return requests;
  }
}
