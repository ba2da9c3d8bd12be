package org.hedgerow.gateway;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TradingScope;

/**
 * The intent log in PostgreSQL: tables {@code gateway_account} and {@code gateway_order}. Every
 * call is a transaction. A connection that broke fails its call and is opened anew by the next: a
 * call is never repeated here, since nobody knows whether a broken one was committed.
 */
final class JdbcIntentLog implements IntentLog {
  private final LogConnections connections;
  private final RecordCodec<Order> codec = RecordCodec.of(Order.class);
  private volatile Connection connection;

  /**
   * A log over a connection of its own.
   *
   * @throws SQLException if the database cannot be reached
   */
  JdbcIntentLog(LogConnections connections) throws SQLException {
    this.connections = connections;
    this.connection = connections.open();
  }

  @Override
  public long take(String account) throws IOException {
    return run(
        "take account " + account,
        IntentLogSql.TAKE,
        take -> {
          take.setString(1, account);
          connection.setAutoCommit(false);
          try (Statement lock = connection.createStatement()) {
            // A statement of its own: what holds is read after it.
            lock.execute(IntentLogSql.LOCK_TAKE);
            long epoch;
            try (ResultSet result = take.executeQuery()) {
              result.next();
              epoch = result.getLong(1);
            }
            connection.commit();
            connection.setAutoCommit(true);
            return epoch;
          } catch (SQLException e) {
            // Nothing of a transaction that failed may stay for the next call.
            connection.abort(Runnable::run);
            throw e;
          }
        });
  }

  @Override
  public Set<String> accountsWithOpenOrders() throws IOException {
    return new HashSet<>(
        run("read the accounts with open orders", IntentLogSql.ACCOUNTS, JdbcIntentLog::texts));
  }

  @Override
  public List<OpenOrder> open(String account) throws IOException {
    return run(
        "read the open orders of account " + account,
        IntentLogSql.OPEN,
        select -> {
          select.setString(1, account);
          List<OpenOrder> open = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              open.add(
                  new OpenOrder(
                      new Reservation(
                          codec.decode(row.getBytes(1)), 0, row.getInt(2), row.getLong(3)),
                      row.getBoolean(4),
                      row.getBoolean(5),
                      row.getBoolean(6)));
            }
          }
          return open;
        });
  }

  @Override
  public Reserved reserve(String account, long epoch, List<Reservation> orders) throws IOException {
    Reserved reserved =
        run(
            "reserve " + orders.size() + " order(s) of account " + account,
            IntentLogSql.RESERVE,
            insert -> {
              insert.setString(1, account);
              insert.setLong(2, epoch);
              insert.setArray(3, column("text", orders, Order::getClientOrderId));
              insert.setArray(4, column("int4", orders, Order::getCommandNumber));
              insert.setArray(5, array("bytea", contents(orders)));
              insert.setArray(
                  6, array("int8", orders.stream().map(Reservation::deadlineMicros).toArray()));
              insert.setArray(7, column("text", orders, Order::getSymbol));
              insert.setArray(8, column("bool", orders, DeadMansSwitch::covers));
              insert.setArray(9, column("bool", orders, Order::getReduceOnly));
              insert.setArray(
                  10, column("text", orders, order -> String.join("\n", TradingScope.of(order))));
              Reserved result = new Reserved(new HashSet<>(), new HashSet<>());
              try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                  (row.getBoolean(2) ? result.halted() : result.granted()).add(row.getString(1));
                }
              }
              return result;
            });
    if (reserved.granted().size() + reserved.halted().size() < orders.size()) {
      requireOwner(account, epoch);
    }
    return reserved;
  }

  @Override
  public List<Recorded> recorded(Collection<String> clientOrderIds) throws IOException {
    return run(
        "read " + clientOrderIds.size() + " order(s)",
        IntentLogSql.RECORDED,
        select -> {
          select.setArray(1, array("text", clientOrderIds.toArray()));
          List<Recorded> recorded = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              recorded.add(
                  new Recorded(
                      codec.decode(row.getBytes(1)),
                      row.getLong(2),
                      Optional.ofNullable(row.getString(3))));
            }
          }
          return recorded;
        });
  }

  @Override
  public Attempt attemptAgain(Reservation last, long deadlineMicros) throws IOException {
    Order order = last.order();
    int rows =
        run(
            "reserve another attempt of order " + order.getClientOrderId(),
            IntentLogSql.ATTEMPT_AGAIN,
            update -> {
              update.setString(1, order.getAccount());
              update.setLong(2, last.epoch());
              update.setArray(3, array("text", TradingScope.of(order).toArray()));
              update.setBoolean(4, order.getReduceOnly());
              update.setLong(5, deadlineMicros);
              update.setString(6, order.getClientOrderId());
              update.setInt(7, order.getCommandNumber());
              update.setInt(8, last.attempt());
              return update.executeUpdate();
            });
    if (rows == 1) {
      return Attempt.GRANTED;
    }
    requireOwner(order.getAccount(), last.epoch());
    return isResolved(order) ? Attempt.RESOLVED : Attempt.HALTED;
  }

  @Override
  public Stops stops(String account) throws IOException {
    return new Stops(
        run(
            "read the stops of account " + account,
            IntentLogSql.ACCOUNT_STOPS,
            select -> {
              select.setString(1, account);
              return texts(select);
            }));
  }

  @Override
  public void cancelRequested(Reservation reservation) throws IOException {
    Order order = reservation.order();
    int unused =
        run(
            "note the cancel of order " + order.getClientOrderId(),
            IntentLogSql.CANCEL_REQUESTED,
            update -> {
              update.setString(1, order.getClientOrderId());
              update.setInt(2, order.getCommandNumber());
              return update.executeUpdate();
            });
  }

  @Override
  public void unknown(Reservation reservation) throws IOException {
    Order order = reservation.order();
    int rows =
        run(
            "note the doubt about order " + order.getClientOrderId(),
            IntentLogSql.UNKNOWN,
            update -> {
              update.setString(1, order.getAccount());
              update.setLong(2, reservation.epoch());
              update.setString(3, order.getClientOrderId());
              update.setInt(4, order.getCommandNumber());
              return update.executeUpdate();
            });
    if (rows == 0) {
      requireOwner(order.getAccount(), reservation.epoch());
    }
  }

  @Override
  public void vanished(Order order) throws IOException {
    int unused =
        run(
            "note the loss of order " + order.getClientOrderId(),
            IntentLogSql.VANISHED,
            update -> {
              update.setString(1, order.getClientOrderId());
              return update.executeUpdate();
            });
  }

  @Override
  public Set<String> conclude(String outcome, List<Conclusion> conclusions) throws IOException {
    Reservation first = conclusions.get(0).reservation();
    String account = first.order().getAccount();
    List<Reservation> orders = conclusions.stream().map(Conclusion::reservation).toList();
    Set<String> written =
        new HashSet<>(
            run(
                "write the outcome of "
                    + (orders.size() == 1 ? "order " + id(first) : orders.size() + " orders"),
                IntentLogSql.CONCLUDE,
                update -> {
                  update.setString(1, account);
                  update.setLong(2, first.epoch());
                  update.setString(3, outcome);
                  update.setArray(4, column("text", orders, Order::getClientOrderId));
                  update.setArray(5, column("int4", orders, Order::getCommandNumber));
                  update.setArray(
                      6,
                      array(
                          "bytea",
                          conclusions.stream().map(Conclusion::report).toArray(byte[][]::new)));
                  update.setString(7, outcome);
                  return texts(update);
                }));
    Set<String> resolved = new HashSet<>();
    if (written.size() < orders.size()) {
      requireOwner(account, first.epoch());
      for (Reservation order : orders) {
        if (!written.contains(id(order))) {
          requireResolved(order.order(), outcome);
          resolved.add(id(order));
        }
      }
    }
    return resolved;
  }

  private void requireResolved(Order order, String outcome) throws IOException {
    if (!isResolved(order)) {
      throw new IOException(
          "order "
              + order.getClientOrderId()
              + "/"
              + order.getCommandNumber()
              + ": "
              + outcome
              + " is no outcome of it: it was never reserved, or has one");
    }
  }

  private static String id(Reservation reservation) {
    return reservation.order().getClientOrderId();
  }

  @Override
  public List<byte[]> unpublished(String account) throws IOException {
    return run(
        "read the unpublished reports of account " + account,
        IntentLogSql.UNPUBLISHED,
        select -> {
          select.setString(1, account);
          List<byte[]> reports = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              reports.add(row.getBytes(1));
            }
          }
          return reports;
        });
  }

  @Override
  public void published(List<Published> reports) throws IOException {
    int unused =
        run(
            "note " + reports.size() + " published report(s)",
            IntentLogSql.PUBLISHED,
            update -> {
              update.setArray(
                  1, array("text", reports.stream().map(Published::clientOrderId).toArray()));
              update.setArray(
                  2, array("int4", reports.stream().map(Published::commandNumber).toArray()));
              return update.executeUpdate();
            });
  }

  @Override
  public Set<String> workingSymbols(String account) throws IOException {
    return new HashSet<>(
        run(
            "read the symbols of account " + account,
            IntentLogSql.WORKING_SYMBOLS,
            select -> {
              select.setString(1, account);
              return texts(select);
            }));
  }

  /** Also while a call waits for a database that says nothing; that call then fails. */
  @Override
  public void close() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // The connection is given up either way.
    }
  }

  private void requireOwner(String account, long epoch) throws IOException {
    long owner =
        run(
            "read the owner of account " + account,
            IntentLogSql.OWNER,
            select -> {
              select.setString(1, account);
              try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : -1L;
              }
            });
    if (owner != epoch) {
      throw new FencedException(account, epoch);
    }
  }

  private boolean isResolved(Order order) throws IOException {
    return run(
        "read the resolution of order " + order.getClientOrderId(),
        IntentLogSql.RESOLUTION,
        select -> {
          select.setString(1, order.getClientOrderId());
          select.setInt(2, order.getCommandNumber());
          try (ResultSet row = select.executeQuery()) {
            return row.next();
          }
        });
  }

  private synchronized <T> T run(String what, String sql, Work<T> work) throws IOException {
    try {
      if (connection.isClosed()) {
        connection = connections.open();
      }
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        return work.on(statement);
      }
    } catch (SQLException e) {
      String why = "the intent log could not " + what + ": " + e.getMessage();
      throw LogAwayException.isCause(e) ? new LogAwayException(why, e) : new IOException(why, e);
    }
  }

  private static List<String> texts(PreparedStatement select) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }

  private byte[][] contents(List<Reservation> orders) {
    return orders.stream().map(one -> codec.encode(one.order())).toArray(byte[][]::new);
  }

  private Array column(String type, List<Reservation> orders, Function<Order, Object> value)
      throws SQLException {
    return array(type, orders.stream().map(one -> value.apply(one.order())).toArray());
  }

  private Array array(String type, Object[] elements) throws SQLException {
    return connection.createArrayOf(type, elements);
  }

  /** What to do with a prepared statement. */
  @FunctionalInterface
  private interface Work<T> {
    T on(PreparedStatement statement) throws SQLException, IOException;
  }
}
