package org.hedgerow.cli.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.cli.journal.TopicScan;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.TopicCatalogue;

/** The topic {@code orders} against the exchange's own ledger. */
final class OrderAudit {
  /**
   * A request may reach the venue for as long after its validity as its deadline reaches: it was
   * reserved in time.
   */
  private static final long DEADLINE_MICROS = 2_000_000;

  private static final int NAMED = 20;

  private final Map<String, Order> orders = new LinkedHashMap<>();
  private long commands;
  private final List<String> lost = new ArrayList<>();
  private final List<String> duplicate = new ArrayList<>();
  private final List<String> orphan = new ArrayList<>();
  private final List<String> late = new ArrayList<>();

  /** Compares; only orders that the topic has now are looked at. */
  static OrderAudit compare(String bootstrapServers, ExchangeLedger ledger, JournalAudit journal)
      throws IOException {
    OrderAudit audit = new OrderAudit();
    audit.read(bootstrapServers);
    audit.judge(ledger, journal);
    return audit;
  }

  private void read(String bootstrapServers) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    RecordCodec<Order> codec = RecordCodec.of(Order.class);
    TopicScan.read(
        bootstrapServers,
        TopicCatalogue.ORDERS,
        record -> {
          Order order = codec.decode(record.value());
          if (order.getCommand() == OrderCommand.HEARTBEAT) {
            return;
          }
          String id = order.getClientOrderId() + "/" + order.getCommandNumber();
          byte[] first = contents.putIfAbsent(id, record.value());
          if (first == null) {
            commands++;
          }
          if (first != null && !Arrays.equals(first, record.value())) {
            duplicate.add(id + ": two contents in topic orders");
          }
          if (order.getCommand() == OrderCommand.PLACE) {
            orders.putIfAbsent(order.getClientOrderId(), order);
          }
        });
  }

  private void judge(ExchangeLedger ledger, JournalAudit journal) {
    orders.forEach(
        (id, order) -> {
          ExchangeLedger.Placed placed = ledger.placed().get(id);
          if (placed == null) {
            if (!journal.ends().containsKey(id)) {
              lost.add(id);
            }
          } else if (placed.acceptedMicros() > order.getValidUntilMicros() + DEADLINE_MICROS) {
            late.add(
                id
                    + ": "
                    + (placed.acceptedMicros() - order.getValidUntilMicros()) / 1_000
                    + " ms after its validity");
          }
        });
    ledger
        .placed()
        .forEach(
            (id, placed) -> {
              if (!orders.containsKey(id)) {
                orphan.add(id);
              }
              if (placed.venueOrders().size() > 1) {
                duplicate.add(id + ": accepted as " + placed.venueOrders());
              }
            });
    ledger
        .repeatedWithoutLookUp()
        .forEach((id, times) -> duplicate.add(id + ": placed again without a look-up"));
  }

  /** By client order id. */
  Map<String, Order> orders() {
    return orders;
  }

  /** Different commands: places, amends, cancels, status requests. */
  long commands() {
    return commands;
  }

  /** In {@code orders}, not at the exchange, and nobody said why. */
  List<String> lost() {
    return lost;
  }

  /** Accepted twice, with two contents, or sent again blindly. */
  List<String> duplicate() {
    return duplicate;
  }

  /** At the exchange, not in {@code orders}. */
  List<String> orphan() {
    return orphan;
  }

  /** Accepted after nobody could want it any more. */
  List<String> late() {
    return late;
  }

  /** The first of a list, for people. */
  static List<String> named(List<String> all) {
    return all.subList(0, Math.min(NAMED, all.size()));
  }
}
