package org.hedgerow.exchange.simulated.kraken.futures;

import io.vertx.core.http.HttpServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
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
          "sendorder", Effect.PLACE,
          "editorder", Effect.CHANGE,
          "cancelorder", Effect.CHANGE,
          "cancelallorders", Effect.OTHER,
          "cancelallordersafter", Effect.OTHER);

  /** Which may have to be done before a time. */
  private static final Set<String> TIMED = Set.of("sendorder", "editorder", "cancelorder");

  private final RequestDesk desk;
  private final Identity identity;
  private final AccountQuestions questions;
  private final OrderCommands commands;
  private final Answers answers;
  private final SkewedClock clock;

  PrivateRequests(
      RequestDesk desk,
      Identity identity,
      AccountQuestions questions,
      OrderCommands commands,
      Answers answers,
      SkewedClock clock) {
    this.desk = desk;
    this.identity = identity;
    this.questions = questions;
    this.commands = commands;
    this.answers = answers;
    this.clock = clock;
  }

  /** An order's status is asked for by either method: one is documented, the other in use. */
  boolean handles(String method, String call) {
    return COMMANDS.containsKey(call)
        ? method.equals("POST")
        : AccountQuestions.CALLS.contains(call)
            && (method.equals("GET") || call.equals("orders/status"));
  }

  void handle(HttpServerRequest request, String call, String body, Consumer<Reply> answer) {
    Form form = Form.of(request.query(), body);
    String method = request.method().name();
    desk.take(
        new RequestDesk.Arrival(
            method,
            request.path(),
            method + " " + call,
            COMMANDS.getOrDefault(call, Effect.NONE),
            form.get("cliOrdId"),
            form.values()),
        new RequestDesk.Judgement() {
          @Override
          public Reply identity() {
            return identity.isOwner(request, body) ? null : answers.error("authenticationError");
          }

          @Override
          public Reply tooLate() {
            String before = TIMED.contains(call) ? form.get("processBefore") : null;
            try {
              return before == null || Instant.parse(before).toEpochMilli() >= clock.millis()
                  ? null
                  : commands.tooLate(call, form);
            } catch (DateTimeException malformed) {
              return answers.error("invalidArgument: processBefore");
            } catch (RefusedException refused) {
              return said(call, refused);
            }
          }

          @Override
          public Reply act() {
            try {
              return COMMANDS.containsKey(call)
                  ? commands.act(call, form)
                  : questions.answer(call, form);
            } catch (RefusedException refused) {
              return said(call, refused);
            }
          }
        },
        answers::unavailable,
        answer);
  }

  private Reply said(String call, RefusedException refused) {
    if (!refused.judged()) {
      return answers.error(refused.getMessage());
    }
    var out = Answers.success();
    out.putObject(call.equals("editorder") ? "editStatus" : "sendStatus")
        .put("status", refused.getMessage())
        .put("receivedTime", answers.now())
        .putArray("orderEvents");
    return answers.refusedStatus(out);
  }
}
