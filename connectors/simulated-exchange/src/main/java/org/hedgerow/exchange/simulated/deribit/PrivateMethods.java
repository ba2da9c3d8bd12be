package org.hedgerow.exchange.simulated.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.dialect.RequestDesk;
import org.hedgerow.exchange.simulated.dialect.RequestDesk.Effect;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.matching.Order;

/** The calls of the account's owner: who asks, whether in time, and what for. */
final class PrivateMethods {
  private static final Set<String> DEADLINES =
      Set.of("private/buy", "private/sell", "private/edit", "private/edit_by_label");

  private final RequestDesk desk;
  private final AccountQuestions questions;
  private final OrderCommands commands;
  private final SkewedClock clock;

  /**
   * A call as it came in.
   *
   * @param transport GET, POST or WS
   * @param path of HTTP, or the socket's
   * @param id of the message, or null
   * @param identity refuses strangers
   * @param placed is told of an order that the call placed
   */
  record Call(
      String transport,
      String path,
      String method,
      Params params,
      JsonNode id,
      Check identity,
      Consumer<Order> placed) {}

  /** Something that may be refused. */
  interface Check {
    void run() throws RefusedException;
  }

  PrivateMethods(
      RequestDesk desk, AccountQuestions questions, OrderCommands commands, SkewedClock clock) {
    this.desk = desk;
    this.questions = questions;
    this.commands = commands;
    this.clock = clock;
  }

  void handle(Call call, Consumer<Reply> answer) {
    long inMicros = Ledger.nowMicros();
    Effect effect = OrderCommands.METHODS.getOrDefault(call.method(), Effect.NONE);
    desk.take(
        new RequestDesk.Arrival(
            call.transport(),
            call.path(),
            call.method(),
            effect,
            call.params().get("label"),
            call.params().told()),
        new RequestDesk.Judgement() {
          @Override
          public Reply identity() {
            return refusal(call, call.identity());
          }

          @Override
          public Reply tooLate() {
            return refusal(call, () -> inTime(call));
          }

          @Override
          public Reply act() {
            try {
              return Answers.ok(call.id(), result(call, effect), inMicros);
            } catch (RefusedException refused) {
              return Answers.error(call.id(), refused);
            }
          }
        },
        () -> Answers.error(503, 13_503, "unavailable"),
        answer);
  }

  private JsonNode result(Call call, Effect effect) throws RefusedException {
    if (effect != Effect.NONE) {
      return commands.act(call.method(), call.params(), call.placed());
    }
    JsonNode answer = questions.answer(call.method(), call.params());
    if (answer == null) {
      throw new RefusedException(-32_601, "Method not found");
    }
    return answer;
  }

  private static Reply refusal(Call call, Check check) {
    try {
      check.run();
      return null;
    } catch (RefusedException refused) {
      return Answers.error(call.id(), refused);
    }
  }

  /** The matching engine begins with a request only before its {@code valid_until}. */
  private void inTime(Call call) throws RefusedException {
    if (DEADLINES.contains(call.method())
        && clock.millis() >= call.params().number("valid_until", Long.MAX_VALUE)) {
      throw new RefusedException(13_888, "timed_out");
    }
  }
}
