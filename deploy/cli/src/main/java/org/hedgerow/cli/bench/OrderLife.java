package org.hedgerow.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hedgerow.schema.Order;

/** One order's moments, in microseconds since the epoch; zero where it has not been seen there. */
final class OrderLife {
  final Order order;

  /** When its record was written to topic {@code orders}, to the millisecond. */
  final long orderedMicros;

  /** Decisions that name it. */
  int decisions;

  /** The decision's word for what its cause is. */
  String causeType = "";

  long journaledMicros;
  long reservedMicros;
  int attempts;
  long sentMicros;
  long atExchangeMicros;
  long acknowledgedMicros;
  long outcomeMicros;
  boolean reported;
  long firstFillMicros;

  /** When the newest of its fills was written to the journal. */
  long bookedMicros;

  /** Whether a row of the view has it with its decision and its outcome. */
  boolean explained;

  /** By the row. */
  String filledByRow = "";

  OrderLife(Order order, long orderedMicros) {
    this.order = order;
    this.orderedMicros = orderedMicros;
  }

  /** Microseconds that each stage took, of those that were passed. */
  Map<String, Long> stages() {
    Map<String, Long> stages = new LinkedHashMap<>();
    long received = order.getCauseReceiveTimeMicros();
    put(stages, "received_to_journal", received, journaledMicros);
    put(stages, "journal_to_decided", journaledMicros, orderedMicros);
    put(stages, "decided_to_intent", orderedMicros, reservedMicros);
    put(stages, "intent_to_sent", reservedMicros, sentMicros);
    put(stages, "sent_to_exchange", sentMicros, atExchangeMicros);
    put(stages, "sent_to_acknowledged", sentMicros, acknowledgedMicros);
    put(stages, "acknowledged_to_outcome", acknowledgedMicros, outcomeMicros);
    put(stages, "filled_to_journal", firstFillMicros, bookedMicros);
    put(stages, "received_to_sent", received, sentMicros);
    put(stages, "received_to_journal_of_fill", received, bookedMicros);
    return stages;
  }

  private static void put(Map<String, Long> stages, String name, long from, long to) {
    if (from > 0 && to > 0) {
      stages.put(name, to - from);
    }
  }
}
