package org.hedgerow.exchange.simulated.dialect;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hedgerow.exchange.simulated.fault.Fault;
import org.hedgerow.exchange.simulated.fault.Faults;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.ledger.LedgerRows;
import org.hedgerow.exchange.simulated.matching.Venue;

/**
 * Where the requests of an account's owner come in. Each is checked at the door, and what changes
 * something again at the matching engine, where it arrives after the configured latency. Every one
 * is in the ledger, on disk, before it is answered; and what faults keep from the client is kept
 * from it here.
 */
public final class RequestDesk {
  private final Vertx vertx;
  private final Venue venue;
  private final Ledger ledger;
  private final LedgerRows rows;
  private final Faults faults;
  private final long latencyMillis;

  public RequestDesk(
      Vertx vertx, Venue venue, Ledger ledger, LedgerRows rows, Faults faults, long latencyMillis) {
    this.vertx = vertx;
    this.venue = venue;
    this.ledger = ledger;
    this.rows = rows;
    this.faults = faults;
    this.latencyMillis = latencyMillis;
  }

  /** What a request does. */
  public enum Effect {
    /** Asks something. */
    NONE,
    /** Places an order. */
    PLACE,
    /** Changes or cancels one order. */
    CHANGE,
    /** Changes something else, such as all orders or a timer. */
    OTHER
  }

  /**
   * A request as the ledger has it.
   *
   * @param name of the call, for faults
   * @param clientId of the order it names, or null
   * @param parameters without what opens an account
   */
  public record Arrival(
      String method,
      String path,
      String name,
      Effect effect,
      String clientId,
      Map<String, String> parameters) {
    private String subject() {
      return clientId == null ? name : name + " " + clientId;
    }
  }

  /** What the dialect thinks of a request. */
  public interface Judgement {
    /** At the door: whether it is the owner's. Null if it is, else what is answered. */
    Reply identity();

    /** Whether it has come too late, at the door and once more at the engine. Null if not. */
    Reply tooLate();

    /** At the engine: does it and answers. */
    Reply act();
  }

  /** Takes a request in; {@code answer} is called once, when it may be told. */
  public void take(
      Arrival arrival, Judgement judgement, Supplier<Reply> unavailable, Consumer<Reply> answer) {
    long receivedMicros = Ledger.nowMicros();
    Consumer<Reply> recorded = reply -> record(arrival, reply, receivedMicros, answer);
    Reply stranger = judgement.identity();
    if (stranger != null) {
      recorded.accept(stranger);
      return;
    }
    boolean order = arrival.effect() == Effect.PLACE || arrival.effect() == Effect.CHANGE;
    if (order && faults.strikes(Fault.REJECT_BEFORE, arrival.subject())) {
      recorded.accept(unavailable.get());
      return;
    }
    long delay = order ? faults.millis(Fault.DELAY_MS, arrival.subject()) : 0;
    Reply late = delay == 0 ? judgement.tooLate() : null;
    long wait = latencyMillis + delay;
    if (late != null) {
      recorded.accept(late);
    } else if (arrival.effect() == Effect.NONE) {
      recorded.accept(judgement.act());
    } else if (wait == 0) {
      recorded.accept(arrived(judgement));
    } else {
      vertx.setTimer(wait, timer -> recorded.accept(arrived(judgement)));
    }
  }

  private static Reply arrived(Judgement judgement) {
    Reply late = judgement.tooLate();
    return late == null ? judgement.act() : late;
  }

  private void record(Arrival arrival, Reply reply, long receivedMicros, Consumer<Reply> answer) {
    Reply told = told(arrival, reply);
    rows.request(
        venue.account(),
        arrival.method(),
        arrival.path(),
        arrival.clientId(),
        arrival.parameters(),
        reply.status(),
        reply.code(),
        receivedMicros,
        told.equals(reply) ? null : told.body());
    ledger.afterSync(() -> answer.accept(told));
  }

  /** What the client is told, where a fault keeps the venue's reply from it. */
  private Reply told(Arrival arrival, Reply reply) {
    if (arrival.effect() == Effect.PLACE && accepted(reply)) {
      if (faults.strikes(Fault.CUT_AFTER_ACCEPT, arrival.subject())) {
        return Reply.CUT;
      }
      if (faults.strikes(Fault.SILENT, arrival.subject())) {
        return Reply.SILENCE;
      }
    }
    return faults.strikes(Fault.GARBAGE, arrival.subject()) ? Reply.GARBAGE : reply;
  }

  private static boolean accepted(Reply reply) {
    return reply.status() == 200 && reply.code() == 0;
  }
}
