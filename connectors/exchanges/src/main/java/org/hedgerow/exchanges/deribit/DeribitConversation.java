package org.hedgerow.exchanges.deribit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.book.Resubscriptions;
import org.hedgerow.exchanges.json.FieldNames;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said on one of Deribit's connections: a login where it is an account's, a heartbeat, the
 * channels. The venue then sends a heartbeat at least so often, asks for {@code public/test} and
 * ends the connection if it does not come. A book whose changes do not follow one another is
 * subscribed anew, which brings a snapshot.
 */
final class DeribitConversation implements Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(DeribitConversation.class);
  private static final JsonFactory JSON = new JsonFactory();

  /** A message may have 32 kB; a hundred names are about five. */
  static final int CHANNELS_A_MESSAGE = 100;

  /** Seconds, the shortest that the venue takes; less than a connection may be silent. */
  private static final long HEARTBEAT = 10;

  private static final long LOGIN = 1;
  private static final byte[] NOTIFICATION = ascii("\"method\":\"subscription\"");
  private static final byte[] OF_A_BOOK = ascii("\"channel\":\"book.");
  private static final int BEGINNING = 64;
  private static final int CHANNEL_BY = 120;

  private static final FieldNames NAMES =
      new FieldNames(
          "id",
          "method",
          "params",
          "channel",
          "data",
          "type",
          "error",
          "code",
          "message",
          "change_id",
          "prev_change_id");
  private static final int ID = NAMES.slot("id");
  private static final int METHOD = NAMES.slot("method");
  private static final int PARAMS = NAMES.slot("params");
  private static final int CHANNEL = NAMES.slot("channel");
  private static final int DATA = NAMES.slot("data");
  private static final int TYPE = NAMES.slot("type");
  private static final int ERROR = NAMES.slot("error");
  private static final int CODE = NAMES.slot("code");
  private static final int MESSAGE = NAMES.slot("message");
  private static final int CHANGE_ID = NAMES.slot("change_id");
  private static final int PREV_CHANGE_ID = NAMES.slot("prev_change_id");

  private final List<String> channels;
  private final LongFunction<String> login;
  private final Map<String, BookWatch> books = new HashMap<>();
  private final Resubscriptions resubscriptions = new Resubscriptions();

  /** What has to be acknowledged from the beginning, by the id of its request. */
  private final Map<Long, Requested> awaited = new LinkedHashMap<>();

  /** The same of what was asked later. */
  private final Map<Long, Requested> asked = new HashMap<>();

  private final JsonFields fields = new JsonFields(NAMES);
  private long lastId = LOGIN;

  /** A request and the channels that its answer must name. */
  private record Requested(String what, List<String> channels) {}

  /** Of market data. */
  DeribitConversation(List<String> channels) {
    this(channels, null);
  }

  /**
   * @param login from the id of the request to a login; null for market data
   */
  DeribitConversation(List<String> channels, LongFunction<String> login) {
    this.channels = List.copyOf(channels);
    this.login = login;
    for (String channel : channels) {
      if (ChannelKind.of(channel) == ChannelKind.BOOK) {
        books.put(channel, new BookWatch());
      }
    }
  }

  @Override
  public List<String> opened() {
    if (login == null) {
      return subscribed();
    }
    awaited.put(LOGIN, new Requested("the login", List.of()));
    return List.of(login.apply(LOGIN));
  }

  private List<String> subscribed() {
    List<String> messages = new ArrayList<>();
    awaited.put(++lastId, new Requested("the heartbeat", List.of()));
    messages.add(RpcRequest.of(lastId, "public/set_heartbeat", Map.of("interval", HEARTBEAT)));
    for (int from = 0; from < channels.size(); from += CHANNELS_A_MESSAGE) {
      List<String> some =
          channels.subList(from, Math.min(channels.size(), from + CHANNELS_A_MESSAGE));
      messages.add(subscribe("subscribe", some));
      awaited.put(
          lastId,
          new Requested(
              some.size() == 1 ? some.get(0) : some.get(0) + " and " + (some.size() - 1) + " more",
              some));
    }
    return messages;
  }

  private String subscribe(String method, List<String> some) {
    return RpcRequest.of(
        ++lastId, (login == null ? "public/" : "private/") + method, Map.of("channels", some));
  }

  /** The answer to a login has the connection's token. */
  @Override
  public boolean isSecret(byte[] message) {
    return awaited.containsKey(LOGIN)
        && new String(message, StandardCharsets.UTF_8).contains("\"access_token\"");
  }

  /** Heartbeats, and answers: none of them comes from a channel. */
  @Override
  public boolean isHeartbeat(byte[] message) {
    return !contains(message, NOTIFICATION, BEGINNING);
  }

  @Override
  public Reply heard(byte[] message) {
    if (contains(message, NOTIFICATION, BEGINNING)
        && (books.isEmpty() || !contains(message, OF_A_BOOK, CHANNEL_BY))) {
      return Reply.NONE;
    }
    try {
      fields.read(message);
      return understood(message);
    } catch (IOException | InvalidFieldException e) {
      // The decoder says what is wrong with it.
      return Reply.NONE;
    }
  }

  private Reply understood(byte[] message) throws IOException, InvalidFieldException {
    if (fields.hasText(ID)) {
      return answered(fields.number(ID), message);
    }
    if (!fields.isObject(PARAMS)) {
      return Reply.NONE;
    }
    JsonFields params = fields.object(PARAMS);
    if (fields.is(METHOD, "heartbeat")) {
      return params.is(TYPE, "test_request")
          ? Reply.send(RpcRequest.of(++lastId, "public/test", Map.of()))
          : Reply.NONE;
    }
    BookWatch book = books.get(params.text(CHANNEL));
    return book == null || !params.isObject(DATA)
        ? Reply.NONE
        : changed(params.text(CHANNEL), book, params.object(DATA));
  }

  private Reply answered(long id, byte[] message) throws IOException {
    Requested request = awaited.containsKey(id) ? awaited.get(id) : asked.get(id);
    if (request == null) {
      return Reply.NONE;
    }
    if (fields.isObject(ERROR)) {
      JsonFields error = fields.object(ERROR);
      return Reply.end(
          "the venue refused "
              + request.what()
              + ": "
              + error.text(CODE)
              + " "
              + error.text(MESSAGE));
    }
    awaited.remove(id);
    asked.remove(id);
    Set<String> without = new LinkedHashSet<>(request.channels());
    if (!without.isEmpty()) {
      without.removeAll(namesIn(message));
    }
    if (!without.isEmpty()) {
      if (login != null) {
        return Reply.end("the venue has not subscribed " + without);
      }
      // An instrument that is gone must not take the others with it: they are told to be stale.
      LOG.warn("the venue has not subscribed {}", without);
    }
    return id == LOGIN ? new Reply(subscribed(), List.of(), null) : Reply.NONE;
  }

  /** The texts in the answer's list. */
  private static Set<String> namesIn(byte[] message) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    try (JsonParser parser = JSON.createParser(message)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING && parser.getParsingContext().inArray()) {
          names.add(parser.getText());
        }
      }
    }
    return names;
  }

  private Reply changed(String channel, BookWatch book, JsonFields data)
      throws InvalidFieldException {
    boolean snapshot =
        data.hasText(TYPE) ? data.is(TYPE, "snapshot") : !data.hasText(PREV_CHANGE_ID);
    long previous = snapshot ? 0 : data.number(PREV_CHANGE_ID);
    if (!book.isBroken(snapshot, previous, data.number(CHANGE_ID))) {
      return Reply.NONE;
    }
    if (!resubscriptions.another(channel)) {
      return Reply.end("the book of " + channel + " breaks again and again");
    }
    LOG.warn("{}: changes are missing; subscribing anew", channel);
    List<String> one = List.of(channel);
    String off = subscribe("unsubscribe", one);
    String on = subscribe("subscribe", one);
    asked.put(lastId, new Requested(channel, one));
    return Reply.send(off, on);
  }

  @Override
  public String missing() {
    List<String> what = awaited.values().stream().map(Requested::what).toList();
    return String.join(", ", what);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether it begins before {@code by}. */
  private static boolean contains(byte[] message, byte[] text, int by) {
    int last = Math.min(by, message.length - text.length);
    for (int from = 0; from <= last; from++) {
      int i = 0;
      while (i < text.length && message[from + i] == text[i]) {
        i++;
      }
      if (i == text.length) {
        return true;
      }
    }
    return false;
  }
}
