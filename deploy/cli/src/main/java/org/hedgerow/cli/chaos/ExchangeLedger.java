package org.hedgerow.cli.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the exchange itself wrote down of the orders that reached it. The judge of a chaos run: it
 * is written by the exchange, which knows nothing of the suite.
 */
public final class ExchangeLedger {
  /** Binance's code for a timestamp outside of the window that the request allows. */
  private static final int TOO_LATE = -1021;

  private static final int TOO_MANY_REQUESTS = 429;

  private final Map<String, Placed> placed = new LinkedHashMap<>();
  private final Map<String, Integer> repeatedWithoutLookUp = new LinkedHashMap<>();
  private final Map<String, String> fills = new LinkedHashMap<>();
  private final List<Request> places = new ArrayList<>();
  private int tornLines;

  private final Map<String, Long> fillMicros = new LinkedHashMap<>();

  /** An order of ours that it accepted. */
  private record Accepted(String account, String symbol, String clientOrderId, long micros) {}

  private final List<Accepted> accepted = new ArrayList<>();

  private record Request(String clientOrderId, long receivedMicros) {}

  /**
   * A client order id as the exchange knows it.
   *
   * @param venueOrders every order that it accepted under that id, e.g. binance-usdm/17
   * @param acceptedMicros when it accepted the last of them
   * @param content side, quantity and price of the first, for comparison
   * @param filled of all of them together
   */
  public record Placed(
      Set<String> venueOrders, long acceptedMicros, String content, String filled) {}

  /** Reads the file whole. */
  public static ExchangeLedger read(Path file) throws IOException {
    ExchangeLedger ledger = new ExchangeLedger();
    ObjectMapper json = new ObjectMapper();
    Map<String, String> lastRequest = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // Most rows are marks and balances; they are passed over unread.
        if (!line.startsWith("{\"type\":\"order\"")
            && !line.startsWith("{\"type\":\"fill\"")
            && !line.startsWith("{\"type\":\"request\"")) {
          continue;
        }
        try {
          JsonNode row = json.readTree(line);
          switch (row.path("type").asText()) {
            case "order" -> ledger.order(row);
            case "fill" -> ledger.fill(row);
            default -> ledger.request(row, lastRequest);
          }
        } catch (JsonProcessingException torn) {
          // A line that was being written when the exchange was killed; its order was not answered.
          ledger.tornLines++;
        }
      }
    }
    return ledger;
  }

  /** By client order id: everything that is not a customer's. */
  public Map<String, Placed> placed() {
    return placed;
  }

  /** Ids that were sent to be placed twice with no look-up between, and how often. */
  public Map<String, Integer> repeatedWithoutLookUp() {
    return repeatedWithoutLookUp;
  }

  /** Ids that it was asked to place within that time, both ends included, by its own clock. */
  List<String> placedBetween(long fromMicros, long toMicros) {
    return places.stream()
        .filter(one -> one.receivedMicros() >= fromMicros && one.receivedMicros() <= toMicros)
        .map(Request::clientOrderId)
        .toList();
  }

  /**
   * Orders of ours that it accepted after that moment.
   *
   * @param symbol empty: any
   */
  List<String> acceptedSince(String account, String symbol, long micros) {
    return accepted.stream()
        .filter(one -> one.account().equals(account) && one.micros() > micros)
        .filter(one -> symbol.isEmpty() || one.symbol().equals(symbol))
        .map(Accepted::clientOrderId)
        .toList();
  }

  /** Every fill of the accounts, customers' too: account/symbol/trade, and what it was. */
  public Map<String, String> fills() {
    return fills;
  }

  /** When each of {@link #fills} happened, by the exchange's clock. */
  public Map<String, Long> fillMicros() {
    return fillMicros;
  }

  /** By client order id, when it was first asked to place it; what it refused is here too. */
  public Map<String, Long> firstPlacedMicros() {
    Map<String, Long> first = new HashMap<>();
    places.forEach(one -> first.putIfAbsent(one.clientOrderId(), one.receivedMicros()));
    return first;
  }

  /** A fill in words that can be compared. */
  public static String content(
      String side, BigDecimal quantity, BigDecimal price, BigDecimal fee, String feeAsset) {
    return side
        + " "
        + plain(quantity)
        + " at "
        + plain(price)
        + ", fee "
        + plain(fee)
        + " "
        + feeAsset;
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Lines that the exchange did not finish; at most one a kill of it. */
  int tornLines() {
    return tornLines;
  }

  private void order(JsonNode row) {
    if (row.path("customer").asBoolean()) {
      return;
    }
    String order = row.path("account").asText() + "/" + row.path("orderId").asText();
    if (row.path("execution").asText().equals("NEW")) {
      accepted.add(
          new Accepted(
              row.path("account").asText(),
              row.path("symbol").asText(),
              row.path("clientId").asText(),
              row.path("t_us").asLong()));
    }
    Placed before = placed.get(row.path("clientId").asText());
    Set<String> orders = before == null ? new LinkedHashSet<>() : before.venueOrders();
    boolean isNew = orders.add(order);
    placed.put(
        row.path("clientId").asText(),
        new Placed(
            orders,
            isNew ? row.path("t_us").asLong() : before.acceptedMicros(),
            before == null
                ? row.path("side").asText() + " " + row.path("quantity").asText()
                : before.content(),
            row.path("filled").asText()));
  }

  private void fill(JsonNode row) {
    String id =
        row.path("account").asText()
            + "/"
            + row.path("symbol").asText()
            + "/"
            + row.path("tradeId").asText();
    fillMicros.put(id, row.path("t_us").asLong());
    fills.put(
        id,
        content(
            row.path("side").asText(),
            new BigDecimal(row.path("quantity").asText()),
            new BigDecimal(row.path("price").asText()),
            new BigDecimal(row.path("fee").asText()),
            row.path("feeAsset").asText()));
  }

  private void request(JsonNode row, Map<String, String> lastRequest) {
    if (!row.path("path").asText().endsWith("/order")) {
      return;
    }
    JsonNode parameters = row.path("parameters");
    String method = row.path("method").asText();
    String id =
        method.equals("POST")
            ? parameters.path("newClientOrderId").asText()
            : parameters.path("origClientOrderId").asText();
    if (method.equals("POST")) {
      places.add(new Request(id, row.path("received_us").asLong()));
    }
    if (method.equals("POST") && "POST".equals(lastRequest.get(id))) {
      repeatedWithoutLookUp.merge(id, 1, Integer::sum);
    }
    if (method.equals("POST") && isPutOff(row)) {
      lastRequest.put(id, "PUT OFF");
    } else if (!method.equals("DELETE")) {
      lastRequest.put(id, method);
    }
  }

  /**
   * Whether it was told that the request was not judged, for its time or for the rate: nothing of
   * it is there, and it may be sent again without a question.
   */
  private static boolean isPutOff(JsonNode request) {
    return !request.has("fault")
        && (request.path("code").asInt() == TOO_LATE
            || request.path("status").asInt() == TOO_MANY_REQUESTS);
  }
}
