package org.hedgerow.cli.why;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A chain for people: from the order back to its cause, then on to its end. */
final class ChainText {
  private static final int LONGEST_LINE = 2_000;

  private final StringBuilder text = new StringBuilder();
  private final OrderChain chain;

  private ChainText(OrderChain chain) {
    this.chain = chain;
  }

  static String of(OrderChain chain) {
    ChainText text = new ChainText(chain);
    text.order();
    text.decision();
    text.cause();
    text.frame();
    text.gateway();
    text.executions();
    text.end();
    return text.text.toString();
  }

  private void order() {
    JsonNode orders = chain.parts().path("orders");
    JsonNode place = orders.path(0);
    line(
        "Order %s: %s %s %s%s, %s %s%s"
            .formatted(
                chain.clientOrderId(),
                text(place, "side"),
                text(place, "quantity"),
                text(place, "instrument"),
                place.has("price") ? " at " + text(place, "price") : "",
                text(place, "order_type"),
                text(place, "time_in_force"),
                place.path("reduce_only").asBoolean() ? ", reduce only" : ""));
    line(
        "  account %s, portfolio %s, group %s, strategy %s"
            .formatted(
                text(place, "account"),
                text(place, "portfolio"),
                text(place, "grp"),
                text(place, "strategy")));
    for (JsonNode command : orders) {
      line(
          "  %s %s decided %s, valid until %s%s"
              .formatted(
                  text(command, "command_number"),
                  text(command, "command"),
                  text(command, "decided"),
                  text(command, "valid_until"),
                  command.has("mid") ? ", mid " + text(command, "mid") : ""));
    }
  }

  private void decision() {
    JsonNode decision = chain.parts().path("decision");
    if (decision.isMissingNode()) {
      return;
    }
    line("Decision: %s".formatted(text(decision, "reason")));
    line(
        "  exposure %s, gross %s, hedge %s, working %s, target %s, residual %s, %s band %s, aims inside %s"
            .formatted(
                text(decision, "exposure"),
                text(decision, "gross"),
                text(decision, "hedge"),
                text(decision, "working"),
                text(decision, "target"),
                text(decision, "residual"),
                text(decision, "band"),
                text(decision, "band_enter"),
                text(decision, "band_leave")));
    decision
        .path("statistics")
        .properties()
        .forEach(one -> line("  %s = %s".formatted(one.getKey(), one.getValue().asText())));
    decision.path("reasons").forEach(reason -> line("  because " + reason.asText()));
    decision.path("legs").forEach(this::leg);
    decision.path("alternatives").forEach(this::alternative);
    line(
        "  configuration version %s, engine %s"
            .formatted(text(decision, "config_version"), text(decision, "engine_version")));
    line("  checks passed: %s".formatted(joined(decision.path("checks_passed"))));
    if (!decision.path("denials").isEmpty()) {
      line("  denied beside it: %s".formatted(joined(decision.path("denials"))));
    }
  }

  private void leg(JsonNode leg) {
    line(
        "  leg %s on %s: current %s, working %s, target %s, residual %s"
            .formatted(
                text(leg, "instrument"),
                text(leg, "account"),
                text(leg, "current"),
                text(leg, "working"),
                text(leg, "target"),
                text(leg, "residual")));
  }

  private void alternative(JsonNode one) {
    line(
        "  %s %s on %s: cost %s (half spread %s, fee %s, impact %s, carry %s, margin %s, basis risk %s), variance removed %s, share %s%s"
            .formatted(
                one.path("chosen").asBoolean() ? "chosen" : "not chosen",
                text(one, "instrument"),
                text(one, "account"),
                text(one, "cost"),
                text(one, "half_spread"),
                text(one, "fee"),
                text(one, "impact"),
                text(one, "carry"),
                text(one, "margin"),
                text(one, "basis_risk"),
                one.hasNonNull("variance_removed") ? text(one, "variance_removed") : "unknown",
                text(one, "share"),
                text(one, "note").isEmpty() ? "" : "; " + text(one, "note")));
  }

  private void cause() {
    JsonNode cause = chain.parts().path("cause");
    if (cause.isMissingNode()) {
      return;
    }
    JsonNode entry = cause.path("entry");
    line(
        "Cause: %s, journal/%s offset %s, received %s"
            .formatted(
                text(cause, "type"),
                text(cause, "part"),
                text(cause, "offset"),
                text(entry, "receiveTime")));
    line("  origin %s".formatted(entry.path("origin")));
    line("  %s".formatted(entry.path("payload")));
  }

  private void frame() {
    JsonNode raw = chain.parts().path("raw_frame");
    if (raw.isMissingNode()) {
      return;
    }
    JsonNode frame = raw.path("frame");
    line(
        "Raw frame: raw-frames/%s offset %s, entry %s of it, %s by %s, received %s"
            .formatted(
                text(raw, "part"),
                text(raw, "offset"),
                text(raw, "index"),
                text(frame, "kind"),
                text(frame, "connection"),
                text(frame, "receiveTime")));
    line("  %s".formatted(text(frame, "payload")));
  }

  private void gateway() {
    for (JsonNode row : chain.parts().path("gateway")) {
      line(
          "Gateway: command %s reserved %s, attempt %s, the venue's deadline %s"
              .formatted(
                  text(row, "command_number"),
                  text(row, "reserved_at"),
                  text(row, "attempt"),
                  row.has("deadline_us")
                      ? RecordJson.time(row.path("deadline_us").asLong())
                      : "none"));
      if (row.has("outcome")) {
        line(
            "  outcome %s at %s, %s"
                .formatted(
                    text(row, "outcome"),
                    text(row, "outcome_at"),
                    row.path("published").asBoolean()
                        ? "in the journal"
                        : "not in the journal yet"));
      }
    }
  }

  private void executions() {
    for (JsonNode row : chain.parts().path("executions")) {
      line(
          "Report: %s %s%s%s, cumulative %s, %s %s, received %s, journal/%s offset %s%s"
              .formatted(
                  text(row, "type"),
                  text(row, "status"),
                  row.has("last_quantity")
                      ? " " + text(row, "last_quantity") + " at " + text(row, "last_price")
                      : "",
                  row.has("fee")
                      ? ", fee " + text(row, "fee") + " " + text(row, "fee_currency")
                      : "",
                  text(row, "cumulative"),
                  text(row, "source"),
                  text(row, "report_id"),
                  text(row, "received"),
                  text(row, "part"),
                  text(row, "offset"),
                  row.has("reject_code")
                      ? ", " + text(row, "reject_code") + " " + text(row, "reject_text")
                      : ""));
    }
    for (JsonNode row : chain.parts().path("alerts")) {
      line(
          "Alert: %s %s %s".formatted(text(row, "severity"), text(row, "code"), text(row, "text")));
    }
  }

  private void end() {
    chain.notes().forEach(note -> line(note));
    line(
        chain.isComplete()
            ? "The chain is complete."
            : "Missing: " + String.join("; ", chain.missing()) + ".");
  }

  private void line(String line) {
    text.append(
            line.length() <= LONGEST_LINE
                ? line
                : line.substring(0, LONGEST_LINE) + " ... (--json has it whole)")
        .append(System.lineSeparator());
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asText("");
  }

  private static String joined(JsonNode texts) {
    List<String> all = new ArrayList<>();
    texts.forEach(one -> all.add(one.asText()));
    return String.join(", ", all);
  }
}
