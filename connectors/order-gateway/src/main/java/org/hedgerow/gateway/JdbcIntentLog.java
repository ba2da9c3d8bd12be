package org.hedgerow.gateway;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RecordCodec;

/** The intent log in PostgreSQL: tables {@code gateway_account} and {@code gateway_order}. */
final class JdbcIntentLog implements IntentLog {
  private static final String TAKE =
      "INSERT INTO gateway_account (account, epoch) VALUES (?, 1)"
          + " ON CONFLICT (account) DO UPDATE SET epoch = gateway_account.epoch + 1 RETURNING epoch";
  private static final String OPEN =
      "SELECT content, attempt, deadline_us FROM gateway_order"
          + " WHERE account = ? AND outcome IS NULL ORDER BY reserved_at";

  // The lock on the account's row is what makes the epoch and the halt hold: without it a statement
  // that began before a take-over or a halt committed would still see the old row, and could
  // reserve
  // or conclude after the new owner has read what is open. FOR SHARE waits for such a change, looks
  // again at the row that it left, and makes the next one wait.
  private static final String RESERVE =
      "WITH owner AS MATERIALIZED ("
          + "SELECT account, epoch FROM gateway_account"
          + " WHERE account = ? AND epoch = ? AND NOT halted FOR SHARE)"
          + " INSERT INTO gateway_order (client_order_id, command_number, account, epoch, content, deadline_us)"
          + " SELECT o.id, o.command, a.account, a.epoch, o.content, o.deadline"
          + " FROM unnest(?::text[], ?::int[], ?::bytea[], ?::bigint[]) AS o (id, command, content, deadline)"
          + " CROSS JOIN owner a"
          + " ON CONFLICT DO NOTHING RETURNING client_order_id";
  private static final String OWNER = "SELECT epoch FROM gateway_account WHERE account = ?";
  private static final String CONCLUDE =
      "WITH owner AS MATERIALIZED ("
          + "SELECT account FROM gateway_account WHERE account = ? AND epoch = ? FOR SHARE)"
          + " UPDATE gateway_order o SET outcome = ?, report = ?, outcome_at = clock_timestamp()"
          + " FROM owner"
          + " WHERE o.account = owner.account AND o.client_order_id = ? AND o.command_number = ?"
          + " AND o.outcome IS NULL";
  private static final String UNPUBLISHED =
      "SELECT report FROM gateway_order WHERE account = ? AND outcome IS NOT NULL AND NOT published"
          + " ORDER BY outcome_at";
  private static final String PUBLISHED =
      "UPDATE gateway_order SET published = true WHERE client_order_id = ? AND command_number = ?";

  private final Connection connection;
  private final RecordCodec<Order> codec = RecordCodec.of(Order.class);

  /** A log over a connection that is its own; every call is a transaction. */
  JdbcIntentLog(Connection connection) {
    this.connection = connection;
  }

  @Override
  public synchronized long take(String account) throws IOException {
    try (PreparedStatement take = connection.prepareStatement(TAKE)) {
      take.setString(1, account);
      try (ResultSet result = take.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    } catch (SQLException e) {
      throw failed("take account " + account, e);
    }
  }

  @Override
  public synchronized List<Reservation> open(String account) throws IOException {
    List<Reservation> open = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(OPEN)) {
      select.setString(1, account);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          open.add(
              new Reservation(
                  codec.decode(result.getBytes(1)), 0, result.getInt(2), result.getLong(3)));
        }
      }
      return open;
    } catch (SQLException e) {
      throw failed("read the open orders of account " + account, e);
    }
  }

  @Override
  public synchronized Set<String> reserve(String account, long epoch, List<Reservation> orders)
      throws IOException {
    Set<String> reserved = new HashSet<>();
    try (PreparedStatement insert = connection.prepareStatement(RESERVE)) {
      insert.setString(1, account);
      insert.setLong(2, epoch);
      insert.setArray(
          3, array("text", orders.stream().map(one -> one.order().getClientOrderId()).toArray()));
      insert.setArray(
          4, array("int4", orders.stream().map(one -> one.order().getCommandNumber()).toArray()));
      insert.setArray(
          5,
          array(
              "bytea",
              orders.stream().map(one -> codec.encode(one.order())).toArray(byte[][]::new)));
      insert.setArray(6, array("int8", orders.stream().map(Reservation::deadlineMicros).toArray()));
      try (ResultSet result = insert.executeQuery()) {
        while (result.next()) {
          reserved.add(result.getString(1));
        }
      }
    } catch (SQLException e) {
      throw failed("reserve " + orders.size() + " order(s) of account " + account, e);
    }
    if (reserved.size() < orders.size() && owner(account) != epoch) {
      throw new FencedException(account, epoch);
    }
    return reserved;
  }

  @Override
  public synchronized void conclude(Reservation reservation, String outcome, byte[] report)
      throws IOException {
    Order order = reservation.order();
    try (PreparedStatement update = connection.prepareStatement(CONCLUDE)) {
      update.setString(1, order.getAccount());
      update.setLong(2, reservation.epoch());
      update.setString(3, outcome);
      update.setBytes(4, report);
      update.setString(5, order.getClientOrderId());
      update.setInt(6, order.getCommandNumber());
      if (update.executeUpdate() == 1) {
        return;
      }
    } catch (SQLException e) {
      throw failed("write the outcome of order " + order.getClientOrderId(), e);
    }
    if (owner(order.getAccount()) != reservation.epoch()) {
      throw new FencedException(order.getAccount(), reservation.epoch());
    }
    throw new IOException(
        "order "
            + order.getClientOrderId()
            + "/"
            + order.getCommandNumber()
            + ": "
            + outcome
            + " is no outcome of it: it was never reserved, or has one");
  }

  @Override
  public synchronized List<byte[]> unpublished(String account) throws IOException {
    List<byte[]> reports = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(UNPUBLISHED)) {
      select.setString(1, account);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          reports.add(result.getBytes(1));
        }
      }
      return reports;
    } catch (SQLException e) {
      throw failed("read the unpublished reports of account " + account, e);
    }
  }

  @Override
  public synchronized void published(String clientOrderId, int commandNumber) throws IOException {
    try (PreparedStatement update = connection.prepareStatement(PUBLISHED)) {
      update.setString(1, clientOrderId);
      update.setInt(2, commandNumber);
      update.executeUpdate();
    } catch (SQLException e) {
      throw failed("note the published report of order " + clientOrderId, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The connection is given up either way.
    }
  }

  private long owner(String account) throws IOException {
    try (PreparedStatement select = connection.prepareStatement(OWNER)) {
      select.setString(1, account);
      try (ResultSet result = select.executeQuery()) {
        return result.next() ? result.getLong(1) : -1;
      }
    } catch (SQLException e) {
      throw failed("read the owner of account " + account, e);
    }
  }

  private java.sql.Array array(String type, Object[] elements) throws SQLException {
    return connection.createArrayOf(type, elements);
  }

  private static IOException failed(String what, SQLException e) {
    return new IOException("the intent log could not " + what + ": " + e.getMessage(), e);
  }
}
