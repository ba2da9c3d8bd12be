package org.hedgerow.gateway;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RecordCodec;

/**
 * What a person decides about an order whose fate nobody knows. It is written into the order's row
 * of the intent log like every other outcome, with its report, and the gateway publishes it.
 */
public final class OrderResolution {
  /** The outcome: a person knows that it was filled. */
  public static final String FILLED = "RESOLVED_FILLED";

  /** The outcome: a person knows that nothing of it is at the venue. */
  public static final String NOT_SENT = "RESOLVED_NOT_SENT";

  private static final String LIST =
      "SELECT content, unknown_since, attempt FROM gateway_order"
          + " WHERE (report IS NULL AND unknown_since IS NOT NULL) OR ("
          + IntentLogSql.IS_VANISHED
          + ")"
          + " ORDER BY unknown_since";
  private static final String LOCK =
      "SELECT content, outcome, unknown_since IS NOT NULL, report IS NULL, "
          + "coalesce("
          + IntentLogSql.IS_VANISHED
          + ", false) FROM gateway_order"
          + " WHERE client_order_id = ? ORDER BY command_number FOR UPDATE";
  private static final String NOTE =
      "INSERT INTO gateway_resolution (client_order_id, command_number, outcome, resolved_by, reason)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String CONCLUDE =
      "UPDATE gateway_order SET outcome = ?, report = ?, outcome_at = clock_timestamp(),"
          + " published = false"
          + " WHERE client_order_id = ? AND command_number = ?";

  private final Connection connection;
  private final RecordCodec<Order> orders = RecordCodec.of(Order.class);
  private final RecordCodec<JournalEntry> entries = RecordCodec.of(JournalEntry.class);

  /**
   * Resolves over a connection that stays the caller's.
   *
   * @param connection in auto-commit mode
   */
  public OrderResolution(Connection connection) {
    this.connection = connection;
  }

  /**
   * An order whose fate nobody knows.
   *
   * @param since when that was told
   */
  public record Unknown(Order order, Instant since, int attempt) {}

  /** The order cannot be resolved; the message is one sentence that says why. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String sentence) {
      super(sentence);
    }
  }

  /** Every order that waits for a person, the oldest first. */
  public List<Unknown> unknown() throws SQLException, IOException {
    List<Unknown> unknown = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(LIST);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        unknown.add(
            new Unknown(
                orders.decode(row.getBytes(1)), row.getTimestamp(2).toInstant(), row.getInt(3)));
      }
    }
    return unknown;
  }

  /**
   * Says that the order was filled.
   *
   * @param quantity all of it if empty
   * @param price its limit if empty
   * @param by who says so
   * @throws Refused if there is no such order, its fate is known, or a price is needed
   */
  public void filled(
      String clientOrderId,
      Optional<BigDecimal> quantity,
      Optional<BigDecimal> price,
      String by,
      String reason)
      throws SQLException, IOException, Refused {
    resolve(
        clientOrderId,
        FILLED,
        by,
        reason,
        order -> {
          BigDecimal whole = Decimals.toBigDecimal(order.getQuantity());
          BigDecimal filled = quantity.orElse(whole);
          if (filled.signum() <= 0 || filled.compareTo(whole) > 0) {
            throw new Refused(
                "quantity " + filled + " of order " + clientOrderId + "; expected up to " + whole);
          }
          if (price.isEmpty() && order.getPrice() == null) {
            throw new Refused(
                "order " + clientOrderId + " has no limit; name the price: QUANTITY@PRICE");
          }
          return Reports.resolvedFilled(
              order,
              filled,
              price.orElseGet(() -> Decimals.toBigDecimal(order.getPrice())),
              by,
              reason,
              nowMicros());
        });
  }

  /**
   * Says that nothing of the order is at the venue.
   *
   * @param by who says so
   * @throws Refused if there is no such order, or its fate is known
   */
  public void notSent(String clientOrderId, String by, String reason)
      throws SQLException, IOException, Refused {
    resolve(
        clientOrderId,
        NOT_SENT,
        by,
        reason,
        order -> Reports.unsent(order, NOT_SENT, "resolved by " + by + ": " + reason, nowMicros()));
  }

  private void resolve(String id, String outcome, String by, String reason, Report report)
      throws SQLException, IOException, Refused {
    connection.setAutoCommit(false);
    try {
      Locked locked = lock(id);
      Order order = locked.order();
      JournalEntry entry = report.of(order);
      byte[] told = entries.encode(locked.vanished() ? Reports.later(entry) : entry);
      try (PreparedStatement note = connection.prepareStatement(NOTE)) {
        note.setString(1, id);
        note.setInt(2, order.getCommandNumber());
        note.setString(3, outcome);
        note.setString(4, by);
        note.setString(5, reason);
        note.executeUpdate();
      }
      try (PreparedStatement conclude = connection.prepareStatement(CONCLUDE)) {
        conclude.setString(1, outcome);
        conclude.setBytes(2, told);
        conclude.setString(3, id);
        conclude.setInt(4, order.getCommandNumber());
        conclude.executeUpdate();
      }
      connection.commit();
    } catch (SQLException | IOException | RuntimeException | Refused e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /**
   * An order whose row is locked.
   *
   * @param vanished whether the venue had taken it
   */
  private record Locked(Order order, boolean vanished) {}

  /** The order, its row locked against the gateway until it is resolved. */
  private Locked lock(String id) throws SQLException, IOException, Refused {
    try (PreparedStatement select = connection.prepareStatement(LOCK)) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new Refused("the gateway knows no order " + id);
        }
        if (!row.getBoolean(4) && !row.getBoolean(5)) {
          throw new Refused("order " + id + " has an outcome: " + row.getString(2));
        }
        if (!row.getBoolean(3)) {
          throw new Refused(
              "order " + id + " is not unknown: the gateway is sending it, or asking the venue");
        }
        return new Locked(orders.decode(row.getBytes(1)), row.getBoolean(5));
      }
    }
  }

  private static long nowMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /** What the journal is told. */
  @FunctionalInterface
  private interface Report {
    JournalEntry of(Order order) throws Refused;
  }
}
