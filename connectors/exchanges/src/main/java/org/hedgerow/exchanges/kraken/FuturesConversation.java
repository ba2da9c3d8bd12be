package org.hedgerow.exchanges.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.book.BookContinuity;
import org.hedgerow.exchanges.book.Resubscriptions;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.schema.BookDelta;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said on a connection to the futures market: subscriptions in batches, each product of
 * which is acknowledged; on private ones first a challenge, whose signature goes with each
 * subscription. A book whose sequence has a hole is subscribed anew.
 */
final class FuturesConversation implements Conversation {
  private static final int PRODUCTS_A_MESSAGE = 50;
  private static final int LONGEST_EVENT = 4_000;

  /** The venue closes a connection on which nothing was said for a minute. */
  private static final Ping PING = new Ping("{\"event\":\"ping\"}", Duration.ofSeconds(30));

  private static final Logger LOG = LoggerFactory.getLogger(FuturesConversation.class);
  private static final JsonFactory JSON = new JsonFactory();

  private final List<String> streams;
  private final Credentials credentials;
  private final Set<String> awaited = new LinkedHashSet<>();
  private final Map<String, BookContinuity> books = new HashMap<>();
  private final JsonFields fields = new JsonFields(FuturesFields.NAMES);

  /** Of the acknowledgement that was read last. */
  private final List<String> products = new ArrayList<>();

  private String refusal = "";
  private boolean singly;
  private final Resubscriptions resubscriptions = new Resubscriptions();

  /**
   * For those streams.
   *
   * @param streams {@code feed:product}, or a feed that has no products
   * @param credentials null on public connections
   */
  FuturesConversation(List<String> streams, Credentials credentials) {
    this.streams = streams;
    this.credentials = credentials;
  }

  @Override
  public List<String> opened() {
    if (credentials != null) {
      awaited.add("challenge");
      awaited.addAll(streams);
      return List.of(
          "{\"event\":\"challenge\",\"api_key\":\"" + escaped(credentials.key()) + "\"}");
    }
    Map<String, List<String>> feeds = new LinkedHashMap<>();
    for (String stream : streams) {
      int colon = stream.indexOf(':');
      awaited.add(stream);
      feeds
          .computeIfAbsent(stream.substring(0, colon), name -> new ArrayList<>())
          .add(stream.substring(colon + 1));
    }
    List<String> messages = new ArrayList<>();
    feeds.forEach(
        (feed, products) -> {
          for (int from = 0; from < products.size(); from += PRODUCTS_A_MESSAGE) {
            messages.add(
                message(
                    "subscribe",
                    feed,
                    products.subList(from, Math.min(products.size(), from + PRODUCTS_A_MESSAGE))));
          }
        });
    return messages;
  }

  private static String message(String event, String feed, List<String> products) {
    return "{\"event\":\""
        + event
        + "\",\"feed\":\""
        + feed
        + "\",\"product_ids\":[\""
        + String.join("\",\"", products)
        + "\"]}";
  }

  /** The echo of a subscription repeats the key and the signed challenge. */
  @Override
  public boolean isSecret(byte[] message) {
    return message.length < LONGEST_EVENT
        && !Glance.at(message, 10, "{\"feed\":")
        && Glance.at(message, message.length, "\"signed_challenge\"");
  }

  @Override
  public Reply heard(byte[] message) {
    if (Glance.at(message, 20, "{\"feed\":\"book")) {
      return book(message);
    }
    // Of a connection's data only the feeds come in thousands, and each begins with its name.
    if (message.length < LONGEST_EVENT
        && !Glance.at(message, 10, "{\"feed\":")
        && Glance.at(message, message.length, "\"event\":")
        && scan(message)) {
      return event();
    }
    return Reply.NONE;
  }

  private Reply event() {
    String event = fields.text(FuturesFields.EVENT);
    switch (event) {
      case "challenge" -> {
        return credentials == null ? Reply.NONE : subscribe(fields.text(FuturesFields.MESSAGE));
      }
      case "subscribed" -> acknowledged();
      case "error", "alert", "subscribed_failed" -> {
        refusal = KrakenSpotDecoder.shortened(fields.text(FuturesFields.MESSAGE));
        if (isOfAProduct() && !singly) {
          // Which one is not said: each is asked for by itself, so that the others are had.
          singly = true;
          return Reply.send(
              awaited.stream()
                  .map(
                      stream ->
                          message(
                              "subscribe",
                              stream.substring(0, stream.indexOf(':')),
                              List.of(stream.substring(stream.indexOf(':') + 1))))
                  .toArray(String[]::new));
        }
      }
      default -> {}
    }
    return Reply.NONE;
  }

  private boolean isOfAProduct() {
    return credentials == null && refusal.toLowerCase(Locale.ROOT).contains("product");
  }

  private Reply subscribe(String challenge) {
    if (!challenge.matches("[0-9A-Za-z-]{1,64}")) {
      return Reply.end("a challenge that is none");
    }
    awaited.remove("challenge");
    String proof =
        ",\"api_key\":\""
            + escaped(credentials.key())
            + "\",\"original_challenge\":\""
            + challenge
            + "\",\"signed_challenge\":\""
            + FuturesRest.signedChallenge(challenge, credentials.secret())
            + "\"}";
    return Reply.send(
        streams.stream()
            .map(feed -> "{\"event\":\"subscribe\",\"feed\":\"" + feed + "\"" + proof)
            .toArray(String[]::new));
  }

  /** The names of the products stand in a list of words, which {@link JsonFields} passes over. */
  private void acknowledged() {
    String feed = fields.text(FuturesFields.FEED);
    if (products.isEmpty()) {
      awaited.remove(feed);
    }
    for (String product : products) {
      awaited.remove(feed + ":" + product.toUpperCase(Locale.ROOT));
      awaited.remove(feed + ":" + product);
    }
  }

  private Reply book(byte[] message) {
    if (!scan(message)) {
      return Reply.NONE;
    }
    String product = fields.text(FuturesFields.PRODUCT_ID);
    long sequence;
    try {
      sequence = fields.number(FuturesFields.SEQ);
    } catch (InvalidFieldException e) {
      // The decoder refuses it by its name, and the next one shows the hole.
      return Reply.NONE;
    }
    boolean snapshot = fields.is(FuturesFields.FEED, "book_snapshot");
    boolean broken =
        books
            .computeIfAbsent(product, name -> new BookContinuity())
            .accept(
                new BookDelta(
                    product, snapshot, sequence, sequence, null, List.of(), List.of(), null))
            .isPresent();
    if (!broken) {
      return Reply.NONE;
    }
    if (!resubscriptions.another(product)) {
      return Reply.end("the book of " + product + " breaks again and again");
    }
    List<String> one = List.of(product);
    return Reply.send(message("unsubscribe", "book", one), message("subscribe", "book", one));
  }

  private boolean scan(byte[] message) {
    products.clear();
    try {
      fields.read(message);
    } catch (IOException e) {
      return false;
    }
    if (fields.is(FuturesFields.EVENT, "subscribed")) {
      readProducts(message);
    }
    return true;
  }

  private void readProducts(byte[] message) {
    try (JsonParser parser = JSON.createParser(message)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME
            && "product_ids".equals(parser.currentName())
            && parser.nextToken() == JsonToken.START_ARRAY) {
          while (parser.nextToken() == JsonToken.VALUE_STRING) {
            products.add(parser.getText());
          }
          return;
        }
      }
    } catch (IOException e) {
      products.clear();
    }
  }

  /** A key is base 64; whatever else stands in a file of credentials does not break the JSON. */
  private static String escaped(String key) {
    return key.replaceAll("[^0-9A-Za-z+/=_-]", "");
  }

  @Override
  public boolean isHeartbeat(byte[] message) {
    return Glance.at(message, 22, "{\"feed\":\"heartbeat\"")
        || (message.length < LONGEST_EVENT
            && !Glance.at(message, 10, "{\"feed\":")
            && Glance.at(message, message.length, "\"event\":\"pong\""));
  }

  @Override
  public Optional<Ping> ping() {
    return Optional.of(PING);
  }

  @Override
  public boolean isAcknowledged() {
    return awaited.isEmpty();
  }

  /** Products that the venue refuses by themselves are told to be stale; others stay. */
  @Override
  public String missing() {
    if (singly && isOfAProduct() && awaited.size() < streams.size()) {
      LOG.warn("the venue refuses {}: {}", awaited, refusal);
      awaited.clear();
    }
    return String.join(" ", awaited)
        + (awaited.isEmpty() || refusal.isEmpty() ? "" : ": " + refusal);
  }
}
