package org.hedgerow.exchange.simulated.luno;

import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.dialect.Form;
import org.hedgerow.exchange.simulated.dialect.Reply;
import org.hedgerow.exchange.simulated.dialect.RequestDesk;
import org.hedgerow.exchange.simulated.dialect.RequestDesk.Effect;
import org.hedgerow.exchange.simulated.fault.SkewedClock;

/** The requests of the account's owner: who asks, whether in time, and what for. */
final class PrivateRequests {
  private static final String API = "/api/1/";
  private static final Map<String, Effect> COMMANDS =
      Map.of("postorder", Effect.PLACE, "marketorder", Effect.PLACE, "stoporder", Effect.CHANGE);
  private static final long LONGEST_TTL = 10_000;
  private static final int UNAUTHORISED = 401;
  private static final int INTERNAL = 500;

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

  private static String command(String path) {
    return path.startsWith(API) ? path.substring(API.length()) : "";
  }

  boolean handles(String method, String path) {
    return (method.equals("POST") && COMMANDS.containsKey(command(path)))
        || AccountQuestions.handles(method, path);
  }

  void handle(HttpServerRequest request, String body, Consumer<Reply> answer) {
    String method = request.method().name();
    String path = request.path();
    String call = command(path);
    Form form = Form.of(request.query(), body);
    desk.take(
        new RequestDesk.Arrival(
            method,
            path,
            method + " " + path.substring(path.lastIndexOf('/') + 1),
            COMMANDS.getOrDefault(call, Effect.NONE),
            form.get("client_order_id"),
            form.values()),
        new RequestDesk.Judgement() {
          @Override
          public Reply identity() {
            return identity.isOwner(request)
                ? null
                : RefusedException.reply(UNAUTHORISED, "ErrUnauthorised");
          }

          @Override
          public Reply tooLate() {
            return COMMANDS.containsKey(call) ? late(form) : null;
          }

          @Override
          public Reply act() {
            try {
              return COMMANDS.containsKey(call)
                  ? commands.act(call, form)
                  : questions.answer(path, form);
            } catch (RefusedException refused) {
              return refused.reply();
            }
          }
        },
        () -> RefusedException.reply(INTERNAL, "ErrInternal"),
        answer);
  }

  /** A request is valid for {@code ttl} milliseconds after its {@code timestamp}. */
  private Reply late(Form form) {
    String timestamp = form.get("timestamp");
    if (timestamp == null) {
      return null;
    }
    String ttl = form.get("ttl", Long.toString(LONGEST_TTL));
    boolean numbers = timestamp.matches("\\d{1,15}") && ttl.matches("\\d{1,6}");
    if (!numbers || Long.parseLong(ttl) < 1 || Long.parseLong(ttl) > LONGEST_TTL) {
      return new RefusedException("ErrInvalidArguments").reply();
    }
    return clock.millis() > Long.parseLong(timestamp) + Long.parseLong(ttl)
        ? new RefusedException("ErrDeadlineExceeded").reply()
        : null;
  }
}
