package org.hedgerow.exchange.simulated.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.OrderRequest;
import org.hedgerow.exchange.simulated.matching.OrderStatus;
import org.hedgerow.exchange.simulated.matching.OrderType;
import org.hedgerow.exchange.simulated.matching.Side;
import org.hedgerow.exchange.simulated.matching.TimeInForce;
import org.hedgerow.exchange.simulated.matching.Venue;

/** Brings the accounts to where a ledger left them. */
public final class LedgerRestore {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Long, JsonNode> orders = new LinkedHashMap<>();
  private final List<JsonNode> fills = new ArrayList<>();
  private final Map<String, JsonNode> balances = new LinkedHashMap<>();
  private final Map<String, JsonNode> positions = new LinkedHashMap<>();

  private LedgerRestore() {}

  /** What {@code file} holds, which {@link LedgerFile} has rid of torn rows; nothing if absent. */
  public static LedgerRestore read(Path file) throws IOException {
    LedgerRestore restore = new LedgerRestore();
    if (!Files.exists(file)) {
      return restore;
    }
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        try {
          restore.add(JSON.readTree(line));
        } catch (JsonProcessingException broken) {
          throw new IOException(file + ": line " + number + " is not a row", broken);
        }
      }
    }
    return restore;
  }

  private void add(JsonNode row) {
    switch (row.path("type").asText()) {
      case "order" -> orders.put(row.get("orderId").asLong(), row);
      case "fill" -> fills.add(row);
      case "balance" ->
          balances.put(row.get("account").asText() + " " + row.get("asset").asText(), row);
      case "position" ->
          positions.put(row.get("account").asText() + " " + row.get("symbol").asText(), row);
      default -> {}
    }
  }

  public boolean empty() {
    return balances.isEmpty();
  }

  public int openOrders() {
    return (int)
        orders.values().stream()
            .filter(row -> OrderStatus.valueOf(row.get("status").asText()).open())
            .count();
  }

  /** Accounts of venues that are not open now are left out. */
  public void into(MatchingEngine engine, Collection<Venue> venues, List<Market> markets) {
    Map<String, Venue> accounts = new LinkedHashMap<>();
    venues.forEach(venue -> accounts.put(venue.account(), venue));
    Map<String, Market> known = new LinkedHashMap<>();
    markets.forEach(
        market ->
            known.put(
                market.instrument.venue().account() + " " + market.instrument.symbol(), market));
    for (JsonNode row : balances.values()) {
      Venue venue = accounts.get(row.get("account").asText());
      if (venue != null) {
        engine.deposit(venue, row.get("asset").asText(), decimal(row, "wallet"));
      }
    }
    positions.forEach(
        (key, row) -> {
          Market market = known.get(key);
          if (market != null) {
            engine
                .account(market.instrument.venue())
                .position(market)
                .restore(
                    Fixed.of(decimal(row, "quantity")),
                    decimal(row, "cost"),
                    decimal(row, "realizedPnl"));
          }
        });
    Map<Long, Order> restored = new LinkedHashMap<>();
    for (JsonNode row : orders.values()) {
      Market market = known.get(row.get("account").asText() + " " + row.get("symbol").asText());
      if (market != null) {
        Order order = order(market, row);
        engine.restore(order);
        restored.put(order.id, order);
      }
    }
    for (JsonNode row : fills) {
      Order order = restored.get(row.get("orderId").asLong());
      if (order != null) {
        engine.restore(fill(order, row));
      }
    }
  }

  private static Order order(Market market, JsonNode row) {
    OrderRequest request =
        new OrderRequest(
            market,
            row.get("clientId").asText(),
            Side.valueOf(row.get("side").asText()),
            OrderType.valueOf(row.get("orderType").asText()),
            TimeInForce.valueOf(row.get("timeInForce").asText()),
            Fixed.of(decimal(row, "price")),
            Fixed.of(decimal(row, "quantity")),
            row.get("reduceOnly").asBoolean(),
            row.get("customer").asBoolean());
    return Order.restored(
        row.get("orderId").asLong(),
        request,
        row.get("created").asLong(),
        row.get("updated").asLong(),
        Fixed.of(decimal(row, "filled")),
        decimal(row, "value"),
        OrderStatus.valueOf(row.get("status").asText()));
  }

  private static Fill fill(Order order, JsonNode row) {
    return new Fill(
        row.get("tradeId").asLong(),
        order,
        Fixed.of(decimal(row, "price")),
        Fixed.of(decimal(row, "quantity")),
        decimal(row, "value"),
        decimal(row, "fee"),
        row.get("feeAsset").asText(),
        decimal(row, "realizedPnl"),
        row.get("maker").asBoolean(),
        row.get("time").asLong());
  }

  private static BigDecimal decimal(JsonNode row, String field) {
    return new BigDecimal(row.get(field).asText());
  }
}
