package org.hedgerow.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The intent log in memory, with the rules of the real one; two gateways may share it. */
final class FakeLog implements IntentLog {
  private final Map<String, Reservation> rows = new LinkedHashMap<>();
  private final Map<String, String> outcomes = new LinkedHashMap<>();
  private final Map<String, byte[]> reports = new LinkedHashMap<>();
  private final Set<String> published = new HashSet<>();
  private long epoch;
  boolean halted;

  /** Reserves wait for it. */
  CountDownLatch beforeReserve = new CountDownLatch(0);

  @Override
  public synchronized long take(String account) {
    return ++epoch;
  }

  @Override
  public synchronized List<Reservation> open(String account) {
    return rows.entrySet().stream()
        .filter(row -> !outcomes.containsKey(row.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public Set<String> reserve(String account, long owner, List<Reservation> orders)
      throws IOException {
    try {
      beforeReserve.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return reserveNow(account, owner, orders);
  }

  private synchronized Set<String> reserveNow(String account, long owner, List<Reservation> orders)
      throws IOException {
    if (owner != epoch) {
      throw new FencedException(account, owner);
    }
    Set<String> reserved = new HashSet<>();
    for (Reservation order : orders) {
      if (!halted && rows.putIfAbsent(order.order().getClientOrderId(), order) == null) {
        reserved.add(order.order().getClientOrderId());
      }
    }
    return reserved;
  }

  @Override
  public synchronized void conclude(Reservation reservation, String outcome, byte[] report)
      throws IOException {
    if (reservation.epoch() != epoch) {
      throw new FencedException(reservation.order().getAccount(), reservation.epoch());
    }
    if (outcomes.putIfAbsent(reservation.order().getClientOrderId(), outcome) != null) {
      throw new IOException(reservation.order().getClientOrderId() + " has an outcome");
    }
    reports.put(reservation.order().getClientOrderId(), report);
  }

  @Override
  public synchronized List<byte[]> unpublished(String account) {
    List<byte[]> left = new ArrayList<>();
    reports.forEach(
        (id, report) -> {
          if (!published.contains(id)) {
            left.add(report);
          }
        });
    return left;
  }

  @Override
  public synchronized void published(String clientOrderId, int commandNumber) {
    published.add(clientOrderId);
  }

  synchronized Map<String, String> outcomes() {
    return new LinkedHashMap<>(outcomes);
  }

  @Override
  public void close() {}
}
