package org.hedgerow.exchange.simulated.kraken.spot;

import io.vertx.core.http.HttpServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.dialect.RequestDesk;
import org.hedgerow.exchange.simulated.dialect.RequestDesk.Effect;
import org.hedgerow.exchange.simulated.fault.SkewedClock;

/** The requests of the account's owner: who asks, whether in time, and what for. */
final class PrivateRequests {
  private static final Map<String, Effect> COMMANDS =
      Map.of(
          "AddOrder", Effect.PLACE,
          "AmendOrder", Effect.CHANGE,
          "CancelOrder", Effect.CHANGE,
          "CancelAll", Effect.OTHER,
          "CancelAllOrdersAfter", Effect.OTHER);

  /** The furthest that a deadline may be ahead. */
  private static final long FURTHEST_MILLIS = 60_000;

  private final RequestDesk desk;
  private final Identity identity;
  private final AccountQuestions questions;
  private final OrderCommands commands;
  private final SkewedClock clock;

  PrivateRequests(
      RequestDesk desk,
      Identity identity,
      AccountQuestions questions,
      OrderCommands commands,
      SkewedClock clock) {
    this.desk = desk;
    this.identity = identity;
    this.questions = questions;
    this.commands = commands;
    this.clock = clock;
  }

  boolean handles(String method, String call) {
    return method.equals("POST")
        && (COMMANDS.containsKey(call) || AccountQuestions.CALLS.contains(call));
  }

  void handle(HttpServerRequest request, String call, String body, Consumer<Reply> answer) {
    Form form = new Form(body);
    Map<String, String> parameters = new LinkedHashMap<>(form.values());
    parameters.remove("nonce");
    desk.take(
        new RequestDesk.Arrival(
            "POST",
            request.path(),
            "POST " + call,
            COMMANDS.getOrDefault(call, Effect.NONE),
            form.get("cl_ord_id"),
            parameters),
        new RequestDesk.Judgement() {
          @Override
          public Reply identity() {
            try {
              identity.check(request, body);
              return null;
            } catch (RefusedException refused) {
              return Answers.error(refused.getMessage());
            }
          }

          @Override
          public Reply tooLate() {
            return late(call, form.get("deadline"));
          }

          @Override
          public Reply act() {
            try {
              return COMMANDS.containsKey(call)
                  ? commands.act(call, form)
                  : questions.answer(call, form);
            } catch (RefusedException refused) {
              return Answers.error(refused.getMessage());
            }
          }
        },
        () -> Answers.error("EService:Unavailable"),
        answer);
  }

  /** What is too near is honoured as it is: whether the venue refuses or moves it is not known. */
  private Reply late(String call, String deadline) {
    if (deadline == null || !(call.equals("AddOrder") || call.equals("AmendOrder"))) {
      return null;
    }
    try {
      long left = Instant.parse(deadline).toEpochMilli() - clock.millis();
      if (left < 0) {
        return Answers.error("EService:Deadline elapsed");
      }
      return left > FURTHEST_MILLIS ? Answers.error("EGeneral:Invalid arguments:deadline") : null;
    } catch (DateTimeException malformed) {
      return Answers.error("EGeneral:Invalid arguments:deadline");
    }
  }
}
