package org.hedgerow.exchange.simulated.okx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.dialect.RequestDesk;
import org.hedgerow.exchange.simulated.dialect.RequestDesk.Effect;
import org.hedgerow.exchange.simulated.fault.SkewedClock;

/** The requests of the account's owner: who asks, whether in time, and what for. */
final class PrivateRequests {
  /** What each path does; {@code PLACE} and {@code CHANGE} of it concern one order each. */
  private static final Map<String, Effect> COMMANDS =
      Map.of(
          "trade/order", Effect.PLACE,
          "trade/batch-orders", Effect.PLACE,
          "trade/cancel-order", Effect.CHANGE,
          "trade/cancel-batch-orders", Effect.CHANGE,
          "trade/amend-order", Effect.CHANGE,
          "trade/amend-batch-orders", Effect.CHANGE,
          "trade/cancel-all-after", Effect.OTHER);

  /** Where the header {@code expTime} counts. */
  private static final Set<String> EXPIRE =
      Set.of("trade/order", "trade/batch-orders", "trade/amend-order", "trade/amend-batch-orders");

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

  boolean handles(String method, String path) {
    return method.equals("POST")
        ? COMMANDS.containsKey(path)
        : AccountQuestions.PATHS.contains(path);
  }

  void handle(HttpServerRequest request, String path, String body, Consumer<Reply> answer) {
    String method = request.method().name();
    boolean command = method.equals("POST");
    JsonNode form = command ? form(body) : null;
    Query query = new Query(request.query());
    String expires = EXPIRE.contains(path) ? request.getHeader("expTime") : null;
    desk.take(
        new RequestDesk.Arrival(
            method,
            request.path(),
            method + " " + path,
            command ? COMMANDS.get(path) : Effect.NONE,
            command ? clientId(form) : query.get("clOrdId"),
            command ? parameters(form, body, expires) : query.values()),
        new RequestDesk.Judgement() {
          @Override
          public Reply identity() {
            return refusal(() -> identity.check(request, body));
          }

          @Override
          public Reply tooLate() {
            return expires == null ? null : expired(expires, form);
          }

          @Override
          public Reply act() {
            try {
              return command ? commands.act(path, form) : questions.answer(path, query);
            } catch (RefusedException refused) {
              return Answers.error(refused.status, refused.code, refused.getMessage());
            }
          }
        },
        () -> Answers.error(503, 50001, "Service temporarily unavailable. Try again later"),
        answer);
  }

  private interface Check {
    void run() throws RefusedException;
  }

  private static Reply refusal(Check check) {
    try {
      check.run();
      return null;
    } catch (RefusedException refused) {
      return Answers.error(refused.status, refused.code, refused.getMessage());
    }
  }

  private Reply expired(String expires, JsonNode form) {
    if (expires.matches("\\d{1,18}") && clock.millis() <= Long.parseLong(expires)) {
      return null;
    }
    return OrderCommands.allRefused(
        form,
        50036,
        "The expTime can't be earlier than the current system time. Please adjust the expTime and"
            + " try again.");
  }

  /** Null where it is no JSON. */
  private static JsonNode form(String body) {
    try {
      return OkxText.JSON.readTree(body);
    } catch (JsonProcessingException malformed) {
      return null;
    }
  }

  private static String clientId(JsonNode form) {
    JsonNode one = form != null && form.isArray() ? form.path(0) : form;
    return one == null ? null : OrderForm.text(one, "clOrdId");
  }

  private static Map<String, String> parameters(JsonNode form, String body, String expires) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (form != null && form.isObject()) {
      form.properties().forEach(field -> parameters.put(field.getKey(), field.getValue().asText()));
    } else {
      parameters.put("body", body);
    }
    if (expires != null) {
      parameters.put("expTime", expires);
    }
    return parameters;
  }
}
