package org.hedgerow.exchange.simulated.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.hedgerow.exchange.simulated.ledger.LedgerRows;
import org.hedgerow.exchange.simulated.matching.Venue;

/**
 * The admin port's {@code /faults}. {@code POST} sets the faults that the object names, at the
 * venue that {@code venue} names or at all; {@code DELETE} ends all; {@code GET} tells what is set.
 *
 * <p>Besides those of {@link Faults}: {@code clock_offset_ms} moves the clock of the whole
 * exchange, and {@code disconnect_streams} closes streams now, {@code true} or {@code "all"} for
 * all of a venue, {@code "account"} for its user streams.
 */
public final class FaultAdmin {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VENUE = "venue";
  private static final String CLOCK = "clock_offset_ms";
  private static final String DISCONNECT = "disconnect_streams";

  private final Map<Venue, Faults> faults;
  private final SkewedClock clock;
  private final BiConsumer<Venue, Boolean> disconnect;
  private final LedgerRows rows;

  /** An answer of the admin port. */
  public record Told(int status, String body) {}

  /**
   * @param disconnect closes a venue's streams, all of them or (false) those of its account
   */
  public FaultAdmin(
      Map<Venue, Faults> faults,
      SkewedClock clock,
      BiConsumer<Venue, Boolean> disconnect,
      LedgerRows rows) {
    this.faults = faults;
    this.clock = clock;
    this.disconnect = disconnect;
    this.rows = rows;
  }

  /** Does what was asked, on the event loop. */
  public Told handle(String method, String body) {
    switch (method) {
      case "GET" -> {
        return new Told(200, told().toString());
      }
      case "DELETE" -> {
        faults.values().forEach(Faults::clear);
        clock.offsetMillis(0);
        rows.faultsSet("{}");
        return new Told(200, told().toString());
      }
      case "POST" -> {
        return set(body);
      }
      default -> {
        return new Told(405, "{}");
      }
    }
  }

  private Told set(String body) {
    JsonNode wanted;
    try {
      wanted = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return refused(List.of("the body is no JSON"));
    }
    List<String> wrong = wrong(wanted);
    if (!wrong.isEmpty()) {
      return refused(wrong);
    }
    rows.faultsSet(wanted.toString());
    for (Map.Entry<Venue, Faults> one : faults.entrySet()) {
      Venue venue = one.getKey();
      if (!wanted.has(VENUE) || wanted.get(VENUE).asText().equals(venue.key())) {
        one.getValue().set(wanted);
        JsonNode streams = wanted.path(DISCONNECT);
        if (streams.asBoolean() || streams.isTextual()) {
          disconnect.accept(venue, !streams.asText().equals("account"));
        }
      }
    }
    if (wanted.has(CLOCK)) {
      clock.offsetMillis(wanted.get(CLOCK).asLong());
    }
    return new Told(200, told().toString());
  }

  private List<String> wrong(JsonNode wanted) {
    if (wanted == null || !wanted.isObject()) {
      return List.of("expected an object");
    }
    List<String> wrong = new ArrayList<>(Faults.wrong(wanted));
    for (Map.Entry<String, JsonNode> one : wanted.properties()) {
      String name = one.getKey();
      boolean own = name.equals(VENUE) || name.equals(CLOCK) || name.equals(DISCONNECT);
      if (!own && !Faults.isKnown(name)) {
        wrong.add(
            name
                + " is no fault; expected "
                + Faults.names()
                + ", "
                + CLOCK
                + ", "
                + DISCONNECT
                + " or "
                + VENUE);
      }
    }
    List<String> known = faults.keySet().stream().map(Venue::key).toList();
    if (wanted.has(VENUE) && !known.contains(wanted.get(VENUE).asText())) {
      wrong.add(VENUE + ": " + wanted.get(VENUE).asText() + "; expected one of " + known);
    }
    JsonNode streams = wanted.path(DISCONNECT);
    if (wanted.has(DISCONNECT)
        && !streams.isBoolean()
        && !List.of("all", "account").contains(streams.asText())) {
      wrong.add(DISCONNECT + ": expected true, \"all\" or \"account\"");
    }
    if (wanted.has(CLOCK) && !wanted.get(CLOCK).isIntegralNumber()) {
      wrong.add(CLOCK + ": expected milliseconds");
    }
    return wrong;
  }

  private static Told refused(List<String> wrong) {
    ObjectNode out = JSON.createObjectNode();
    wrong.forEach(out.putArray("wrong")::add);
    return new Told(400, out.toString());
  }

  private ObjectNode told() {
    ObjectNode out = JSON.createObjectNode().put(CLOCK, clock.offsetMillis());
    faults.forEach((venue, ofVenue) -> out.set(venue.key(), ofVenue.told()));
    return out;
  }
}
