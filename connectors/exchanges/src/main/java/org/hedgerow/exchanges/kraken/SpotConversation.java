package org.hedgerow.exchanges.kraken;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said on a connection to the spot market: subscriptions in batches, each symbol of which
 * the venue acknowledges, a ping, and, of a book whose checksum is wrong, the subscription anew.
 */
final class SpotConversation implements Conversation {
  /** Levels of a book that are subscribed; the checksum covers ten. */
  static final int DEPTH = 100;

  private static final int SYMBOLS_A_MESSAGE = 50;
  private static final int LONGEST_ACKNOWLEDGEMENT = 2_000;

  /** Kraken closes what is silent for a minute. */
  private static final Ping PING = new Ping("{\"method\":\"ping\"}", Duration.ofSeconds(30));

  private static final Logger LOG = LoggerFactory.getLogger(SpotConversation.class);

  private final List<String> streams;
  private final Supplier<String> token;
  private final Set<String> awaited = new LinkedHashSet<>();
  private final Map<String, SpotBookWatch> books = new HashMap<>();
  private final JsonFields fields = new JsonFields(SpotFields.NAMES, true);
  private String refusal = "";
  private boolean down;

  /**
   * For those streams.
   *
   * @param streams {@code channel:symbol}, or a channel that has no symbols
   * @param token of private channels, asked for when the connection is open
   */
  SpotConversation(List<String> streams, Supplier<String> token) {
    this.streams = streams;
    this.token = token;
  }

  @Override
  public List<String> opened() {
    Map<String, List<String>> channels = new LinkedHashMap<>();
    for (String stream : streams) {
      int colon = stream.indexOf(':');
      List<String> symbols =
          channels.computeIfAbsent(
              colon < 0 ? stream : stream.substring(0, colon), name -> new ArrayList<>());
      if (colon > 0) {
        symbols.add(stream.substring(colon + 1));
      }
      awaited.add(stream);
    }
    List<String> messages = new ArrayList<>();
    channels.forEach(
        (channel, symbols) -> {
          for (int from = 0; from < Math.max(1, symbols.size()); from += SYMBOLS_A_MESSAGE) {
            messages.add(
                message(
                    "subscribe",
                    channel,
                    symbols.subList(from, Math.min(symbols.size(), from + SYMBOLS_A_MESSAGE))));
          }
        });
    return messages;
  }

  private String message(String method, String channel, List<String> symbols) {
    StringBuilder out = new StringBuilder(128);
    out.append("{\"method\":\"").append(method);
    out.append("\",\"params\":{\"channel\":\"").append(channel).append('"');
    if (!symbols.isEmpty()) {
      out.append(",\"symbol\":[\"").append(String.join("\",\"", symbols)).append("\"]");
    }
    switch (channel) {
      case "book" -> out.append(",\"depth\":").append(DEPTH);
      case "ticker" -> out.append(",\"event_trigger\":\"bbo\"");
      case "executions" ->
          out.append(",\"snap_orders\":true,\"snap_trades\":true,\"order_status\":true");
      default -> {}
    }
    if (channel.equals("executions") || channel.equals("balances")) {
      out.append(",\"token\":\"").append(token.get()).append('"');
    }
    return out.append("}}").toString();
  }

  @Override
  public Reply heard(byte[] message) {
    if (Glance.at(message, 20, "{\"channel\":\"book\"")) {
      return book(message);
    }
    if (Glance.at(message, 24, "{\"channel\":\"status\"")) {
      return status(message);
    }
    if (message.length < LONGEST_ACKNOWLEDGEMENT
        && !Glance.at(message, 12, "{\"channel\":")
        && Glance.at(message, message.length, "\"method\":\"subscribe\"")) {
      acknowledgement(message);
    }
    return Reply.NONE;
  }

  /** After a maintenance everything is asked for anew, each pair's own status too. */
  private Reply status(byte[] message) {
    boolean online = Glance.at(message, message.length, "\"system\":\"online\"");
    if (online && down) {
      return Reply.end("the venue is online again");
    }
    down = !online;
    return Reply.NONE;
  }

  private void acknowledgement(byte[] message) {
    if (!scan(message)) {
      return;
    }
    if (!fields.isTrue(SpotFields.SUCCESS)) {
      refusal = KrakenSpotDecoder.shortened(fields.text(SpotFields.ERROR));
      String symbol = fields.text(SpotFields.SYMBOL);
      if (!symbol.isEmpty() && refusal.toLowerCase(Locale.ROOT).contains("currency pair")) {
        // A pair that is gone must not take the others with it: it is told to be stale.
        LOG.warn("the venue refuses {}: {}", KrakenSpotDecoder.shortened(symbol), refusal);
        awaited.removeIf(stream -> stream.endsWith(":" + symbol));
      }
      return;
    }
    if (fields.isObject(SpotFields.RESULT)) {
      JsonFields result = fields.object(SpotFields.RESULT);
      String channel = result.text(SpotFields.CHANNEL);
      String symbol = result.text(SpotFields.SYMBOL);
      awaited.remove(symbol.isEmpty() ? channel : channel + ":" + symbol);
    }
  }

  private Reply book(byte[] message) {
    if (!scan(message)) {
      return Reply.NONE;
    }
    boolean snapshot = fields.is(SpotFields.TYPE, "snapshot");
    for (JsonFields row : fields.objects(SpotFields.DATA)) {
      String symbol = row.text(SpotFields.SYMBOL);
      SpotBookWatch book = books.computeIfAbsent(symbol, name -> new SpotBookWatch(name, DEPTH));
      try {
        switch (book.accept(row, snapshot)) {
          case WHOLE -> {}
          case BROKEN -> {
            List<String> one = List.of(symbol);
            return Reply.send(
                message("unsubscribe", "book", one), message("subscribe", "book", one));
          }
          case HOPELESS -> {
            return Reply.end("the book of " + symbol + " does not come to its checksum");
          }
        }
      } catch (InvalidFieldException e) {
        // The decoder refuses it by its name; a checksum after it will not be right.
        return Reply.NONE;
      }
    }
    return Reply.NONE;
  }

  private boolean scan(byte[] message) {
    try {
      fields.read(message);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean isHeartbeat(byte[] message) {
    return Glance.at(message, 26, "{\"channel\":\"heartbeat\"")
        || (message.length < LONGEST_ACKNOWLEDGEMENT
            && Glance.at(message, message.length, "\"method\":\"pong\""));
  }

  @Override
  public Optional<Ping> ping() {
    return Optional.of(PING);
  }

  @Override
  public String missing() {
    return String.join(" ", awaited)
        + (awaited.isEmpty() || refusal.isEmpty() ? "" : ": " + refusal);
  }
}
