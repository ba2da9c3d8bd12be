package org.hedgerow.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.hedgerow.schema.Order;

/** The intent log in memory, with the rules of the real one; two gateways may share it. */
final class FakeLog implements IntentLog {
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private long epoch;
  Stops stops = Stops.NONE;

  /** What it takes to write an outcome. */
  volatile long concludeMillis;

  /** How many statements wrote outcomes. */
  volatile int concludes;

  boolean down;

  /** Reserves wait for it. */
  CountDownLatch beforeReserve = new CountDownLatch(0);

  private static final class Row {
    Reservation reservation;
    Optional<String> outcome = Optional.empty();
    byte[] report;
    boolean published;
    boolean cancelRequested;
    boolean unknown;
    boolean resolved;
  }

  /** Its tail is lost, as of a database that fails over to a copy that is behind. */
  synchronized void loses(String clientOrderId) {
    rows.remove(key(clientOrderId, 1));
  }

  @Override
  public synchronized long take(String account) {
    return ++epoch;
  }

  @Override
  public synchronized Set<String> accountsWithOpenOrders() {
    Set<String> accounts = new HashSet<>();
    rows.values().stream()
        .filter(row -> row.report == null || !row.published)
        .forEach(row -> accounts.add(row.reservation.order().getAccount()));
    return accounts;
  }

  @Override
  public synchronized List<OpenOrder> open(String account) {
    return rows.values().stream()
        .filter(row -> row.report == null)
        .map(
            row ->
                new OpenOrder(
                    row.reservation, row.outcome.isPresent(), row.cancelRequested, row.unknown))
        .toList();
  }

  @Override
  public Reserved reserve(String account, long owner, List<Reservation> orders) throws IOException {
    try {
      beforeReserve.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return reserveNow(account, owner, orders);
  }

  private synchronized Reserved reserveNow(String account, long owner, List<Reservation> orders)
      throws IOException {
    requireUp();
    requireOwner(account, owner);
    Reserved reserved = new Reserved(new HashSet<>(), new HashSet<>());
    for (Reservation order : orders) {
      Row row = new Row();
      row.reservation = order;
      boolean newer =
          rows.values().stream()
              .map(one -> one.reservation.order())
              .anyMatch(
                  one ->
                      one.getClientOrderId().equals(order.order().getClientOrderId())
                          && one.getCommandNumber() > order.order().getCommandNumber());
      if (newer || rows.putIfAbsent(key(order.order()), row) != null) {
        continue;
      }
      boolean refused = stops.refuse(order.order());
      row.outcome = refused ? Optional.of(HALTED) : Optional.empty();
      (refused ? reserved.halted() : reserved.granted()).add(order.order().getClientOrderId());
    }
    return reserved;
  }

  @Override
  public synchronized List<Recorded> recorded(Collection<String> ids) {
    List<Recorded> recorded = new ArrayList<>();
    for (Row row : rows.values()) {
      if (ids.contains(row.reservation.order().getClientOrderId())) {
        recorded.add(
            new Recorded(row.reservation.order(), row.reservation.deadlineMicros(), row.outcome));
      }
    }
    return recorded;
  }

  @Override
  public synchronized Attempt attemptAgain(Reservation last, long deadlineMicros)
      throws IOException {
    requireUp();
    requireOwner(last.order().getAccount(), last.epoch());
    Row row = rows.get(key(last.order()));
    if (row.resolved) {
      return Attempt.RESOLVED;
    }
    if (row.report != null || row.reservation.attempt() != last.attempt()) {
      throw new IOException("attempt " + last.attempt() + " is not the last of an open order");
    }
    if (stops.refuse(last.order())) {
      return Attempt.HALTED;
    }
    row.reservation = new Reservation(last.order(), epoch, last.attempt() + 1, deadlineMicros);
    return Attempt.GRANTED;
  }

  @Override
  public synchronized Stops stops(String account) throws IOException {
    requireUp();
    return stops;
  }

  @Override
  public synchronized void cancelRequested(Reservation reservation) throws IOException {
    requireUp();
    rows.get(key(reservation.order())).cancelRequested = true;
  }

  @Override
  public synchronized void vanished(Order order) {
    rows.get(order.getClientOrderId()).unknown = true;
  }

  @Override
  public synchronized void unknown(Reservation reservation) throws IOException {
    requireOwner(reservation.order().getAccount(), reservation.epoch());
    rows.get(key(reservation.order())).unknown = true;
  }

  @Override
  public synchronized Set<String> conclude(String outcome, List<Conclusion> conclusions)
      throws IOException {
    requireUp();
    concludes++;
    try {
      Thread.sleep(concludeMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    Set<String> resolved = new HashSet<>();
    for (Conclusion one : conclusions) {
      String id = one.reservation().order().getClientOrderId();
      requireOwner(one.reservation().order().getAccount(), one.reservation().epoch());
      Row row = rows.get(key(one.reservation().order()));
      if (row.resolved) {
        resolved.add(id);
        continue;
      }
      if (row.report != null || !row.outcome.orElse(outcome).equals(outcome)) {
        throw new IOException(id + " has an outcome");
      }
      row.outcome = Optional.of(outcome);
      row.report = one.report();
    }
    return resolved;
  }

  /** What a person does by the command line. */
  synchronized void resolve(String id, String outcome, byte[] report) {
    Row row = rows.get(id);
    row.resolved = true;
    row.outcome = Optional.of(outcome);
    row.report = report;
  }

  @Override
  public synchronized List<byte[]> unpublished(String account) throws IOException {
    requireUp();
    return rows.values().stream()
        .filter(row -> row.report != null && !row.published)
        .map(row -> row.report)
        .toList();
  }

  @Override
  public synchronized void published(List<Published> reports) {
    reports.forEach(
        one -> rows.get(key(one.clientOrderId(), one.commandNumber())).published = true);
  }

  @Override
  public synchronized Set<String> workingSymbols(String account) {
    Set<String> symbols = new HashSet<>();
    for (Row row : rows.values()) {
      Order order = row.reservation.order();
      if (DeadMansSwitch.covers(order)) {
        symbols.add(order.getSymbol());
      }
    }
    return symbols;
  }

  synchronized Map<String, String> outcomes() {
    Map<String, String> outcomes = new LinkedHashMap<>();
    rows.forEach((id, row) -> row.outcome.ifPresent(outcome -> outcomes.put(id, outcome)));
    return outcomes;
  }

  synchronized Reservation row(String id) {
    return rows.get(id).reservation;
  }

  synchronized boolean isPublished(String id) {
    return rows.get(id).published;
  }

  /** Of a place the order's id; of another command with its number. */
  private static String key(String id, int number) {
    return number == 1 ? id : id + "/" + number;
  }

  private static String key(Order order) {
    return key(order.getClientOrderId(), order.getCommandNumber());
  }

  private void requireOwner(String account, long owner) throws FencedException {
    if (owner != epoch) {
      throw new FencedException(account, owner);
    }
  }

  private void requireUp() throws IOException {
    if (down) {
      throw new LogAwayException("the database is down", null);
    }
  }

  @Override
  public void close() {}
}
