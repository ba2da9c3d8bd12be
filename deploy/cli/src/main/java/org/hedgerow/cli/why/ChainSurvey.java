package org.hedgerow.cli.why;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Whether the chain of every order is whole.
 *
 * @param orders placed
 * @param complete those with nothing missing in their chain
 * @param slowestMillis the longest that one chain took to read
 * @param slowest the client order id of that one
 */
public record ChainSurvey(int orders, int complete, double slowestMillis, String slowest) {
  private static final double NANOS_A_MILLI = 1e6;

  /** Is told of each order as it was read. */
  @FunctionalInterface
  interface Each {
    void order(String clientOrderId, List<String> missing, double millis);
  }

  /**
   * Reads the chain of every order that was placed.
   *
   * @param bootstrapServers of Kafka
   * @param database with the store's tables
   */
  public static ChainSurvey of(String bootstrapServers, Connection database) throws SQLException {
    try (KafkaRecords topics = new KafkaRecords(bootstrapServers)) {
      return of(new ChainReader(database, topics), (id, missing, millis) -> {});
    }
  }

  static ChainSurvey of(ChainReader reader, Each each) throws SQLException {
    int orders = 0;
    int complete = 0;
    double slowestMillis = 0;
    String slowest = "";
    for (String id : reader.placed()) {
      long start = System.nanoTime();
      OrderChain chain = reader.read(id).orElseThrow();
      double millis = (System.nanoTime() - start) / NANOS_A_MILLI;
      if (millis > slowestMillis) {
        slowestMillis = millis;
        slowest = id;
      }
      orders++;
      complete += chain.isComplete() ? 1 : 0;
      each.order(id, chain.missing(), millis);
    }
    return new ChainSurvey(orders, complete, slowestMillis, slowest);
  }
}
