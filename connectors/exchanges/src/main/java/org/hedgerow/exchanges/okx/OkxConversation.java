package org.hedgerow.exchanges.okx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hedgerow.exchanges.Conversation;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.rest.Query;
import org.hedgerow.schema.BookDelta;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection says to OKX: who it is, where that is needed, then which channels it wants, and
 * {@code ping} every 20 s, since the venue ends a connection that was silent for 30.
 *
 * <p>The venue takes 480 requests an hour on a connection, and 64 KB of channels on it: {@link
 * #CHANNELS_PER_REQUEST} keep both far off. Books whose sequence breaks are asked for again, which
 * brings a snapshot; a book that keeps breaking ends the connection. A market's channel that the
 * venue does not have is done without, and said in the log: the others go on. An account needs all
 * of its channels.
 */
final class OkxConversation implements Conversation {
  static final int CHANNELS_PER_REQUEST = 100;

  /** Events are short; a longer message is data. */
  private static final int LONGEST_EVENT = 1_000;

  private static final Ping PING = new Ping("ping", Duration.ofSeconds(20));
  private static final int PONG_LENGTH = 4;
  private static final int MOST_BREAKS = 5;
  private static final long ANSWER_NANOS = Duration.ofSeconds(10).toNanos();

  /** Books that are asked by REST where the stream has no snapshot. */
  private static final String BOOK_REQUEST = Requests.BOOK + "?sz=400&instId=";

  /** Wrong address, or no such channel or instrument. */
  private static final String NO_SUCH_CHANNEL = "60018";

  private static final Logger LOG = LoggerFactory.getLogger(OkxConversation.class);

  private static final byte[] STATUS =
      "{\"arg\":{\"channel\":\"status\"".getBytes(StandardCharsets.US_ASCII);

  private final List<String> streams;
  private final List<String> instrumentLists;
  private final Supplier<String> login;
  private final Set<String> awaited = new LinkedHashSet<>();
  private final Map<String, BookWatch> books = new HashMap<>();
  private final BookFrames bookFrames = new BookFrames();

  /** Of books that were asked for: the count that the answer has to have reached. */
  private final Map<String, Long> wanted = new HashMap<>();

  private final LongSupplier nanos;
  private int breaks;
  private boolean askedAgain;
  private long askedAgainNanos;
  private boolean loggedIn;

  /**
   * @param streams as {@link Streams} writes them
   * @param instrumentLists what is asked when maintenance is over
   * @param login makes the request that proves who we are; null where nobody asks
   */
  OkxConversation(List<String> streams, List<String> instrumentLists, Supplier<String> login) {
    this(streams, instrumentLists, login, System::nanoTime);
  }

  /** With a timer for tests. */
  OkxConversation(
      List<String> streams,
      List<String> instrumentLists,
      Supplier<String> login,
      LongSupplier nanos) {
    this.nanos = nanos;
    this.streams = List.copyOf(streams);
    this.instrumentLists = List.copyOf(instrumentLists);
    this.login = login;
    this.loggedIn = login == null;
    streams.forEach(stream -> awaited.add(Streams.argument(stream)));
  }

  @Override
  public List<String> opened() {
    return login == null ? subscriptions() : List.of(login.get());
  }

  private List<String> subscriptions() {
    List<String> requests = new ArrayList<>();
    for (int from = 0; from < streams.size(); from += CHANNELS_PER_REQUEST) {
      List<String> some =
          streams.subList(from, Math.min(streams.size(), from + CHANNELS_PER_REQUEST));
      requests.add(request("subscribe", some.stream().map(Streams::argument).toList()));
    }
    return requests;
  }

  private static String request(String operation, List<String> arguments) {
    return "{\"op\":\"" + operation + "\",\"args\":[" + String.join(",", arguments) + "]}";
  }

  /** Errors may repeat the request, key and all. */
  @Override
  public boolean isSecret(byte[] message) {
    if (message.length > LONGEST_EVENT || message.length == 0) {
      return false;
    }
    String text = new String(message, StandardCharsets.UTF_8);
    return text.contains("passphrase") || text.contains("apiKey");
  }

  /** Four letters: {@code pong}; all else is JSON. */
  @Override
  public boolean isHeartbeat(byte[] message) {
    return message.length == PONG_LENGTH && message[0] == 'p';
  }

  @Override
  public Reply heard(byte[] message) {
    if (askedAgain && nanos.getAsLong() - askedAgainNanos > ANSWER_NANOS) {
      return Reply.end("no acknowledgement of " + awaited.iterator().next());
    }
    if (Messages.isEvent(message)) {
      return event(Messages.fields(message), new String(message, StandardCharsets.UTF_8));
    }
    if (BookFrames.matches(message)) {
      BookDelta delta = bookFrames.read(message);
      return delta == null ? Reply.NONE : book(delta);
    }
    if (Messages.startsWith(message, STATUS)
        && new String(message, StandardCharsets.UTF_8).contains("\"completed\"")) {
      return new Reply(List.of(), instrumentLists, null);
    }
    return Reply.NONE;
  }

  private Reply event(Map<String, String> fields, String text) {
    return switch (fields.getOrDefault("event", "")) {
      case "subscribe" -> {
        String compact = text.replaceAll("\\s", "");
        awaited.removeIf(argument -> acknowledges(compact, argument));
        askedAgain &= !awaited.isEmpty();
        yield Reply.NONE;
      }
      case "login" -> {
        if (!"0".equals(fields.get("code"))) {
          yield Reply.end("login refused with " + fields.get("code"));
        }
        loggedIn = true;
        yield new Reply(subscriptions(), List.of(), null);
      }
      case "error" -> refused(fields.getOrDefault("code", ""), text);
      case "channel-conn-count-error" ->
          Reply.end("too many connections for channel " + fields.get("channel"));
      // 64008: this connection will be closed for an upgrade of the service.
      case "notice" -> Reply.end("the venue gave notice " + fields.get("code"));
      default -> Reply.NONE;
    };
  }

  /** The venue's words may repeat our request, key and all: they are not told. */
  private Reply refused(String code, String text) {
    String channel = code.equals(NO_SUCH_CHANNEL) && login == null ? named(text) : null;
    if (channel == null) {
      return Reply.end("the venue answered with error " + code);
    }
    LOG.warn("OKX: the venue does not have {}", channel);
    awaited.remove(channel);
    askedAgain &= !awaited.isEmpty();
    return Reply.NONE;
  }

  /** The channel that is still awaited and that an error names, or null. */
  private String named(String text) {
    String words = bare(text);
    String found = null;
    for (String argument : awaited) {
      boolean all = true;
      for (String member : bare(argument).split(",")) {
        all &= isNamed(words, member);
      }
      if (all) {
        if (found != null) {
          return null;
        }
        found = argument;
      }
    }
    return found;
  }

  private static String bare(String text) {
    return text.replaceAll("[\\s\"\\\\{}]", "");
  }

  /** Whether the words have it, and not as the beginning of something longer. */
  private static boolean isNamed(String words, String member) {
    for (int at = words.indexOf(member); at >= 0; at = words.indexOf(member, at + 1)) {
      int end = at + member.length();
      char next = end < words.length() ? words.charAt(end) : ' ';
      // What follows the argument stands without a space: "doesn't exist".
      boolean longer = Character.isUpperCase(next) || Character.isDigit(next);
      if (!longer && next != '-' && next != '_') {
        return true;
      }
    }
    return false;
  }

  /** The acknowledgement repeats the argument, its fields in any order. */
  private static boolean acknowledges(String text, String argument) {
    String members = argument.substring(1, argument.length() - 1);
    for (String member : members.split(",")) {
      if (!text.contains(member)) {
        return false;
      }
    }
    return true;
  }

  private Reply book(BookDelta delta) {
    String symbol = delta.getInstrument();
    BookWatch watch = books.computeIfAbsent(symbol, added -> new BookWatch());
    String argument = Streams.argument("books?instId=" + symbol);
    if (awaited.contains(argument)) {
      // The rest of a subscription that was given up: the new one has not begun.
      return Reply.NONE;
    }
    return switch (watch.accept(delta)) {
      case FOLLOWS -> Reply.NONE;
      case WITHOUT_SNAPSHOT -> {
        Long previous = delta.getPreviousUpdateId();
        wanted.put(symbol, previous == null ? delta.getLastUpdateId() - 1 : previous);
        yield Reply.ask(BOOK_REQUEST + symbol);
      }
      case BROKEN -> {
        if (++breaks > MOST_BREAKS) {
          yield Reply.end("books broke " + breaks + " times, at last that of " + symbol);
        }
        watch.reset();
        awaited.add(argument);
        askedAgain = true;
        askedAgainNanos = nanos.getAsLong();
        yield Reply.send(
            request("unsubscribe", List.of(argument)), request("subscribe", List.of(argument)));
      }
    };
  }

  /** A book that ends before the first update does not reach it: what is between is missing. */
  @Override
  public Reply answered(String request, byte[] answer) {
    String symbol = Query.parameter(request, "instId");
    if (!request.startsWith(Requests.BOOK) || !wanted.containsKey(symbol)) {
      return Reply.NONE;
    }
    try {
      List<Map<String, String>> rows = RowValues.rows(JsonRows.lists(answer), "data");
      if (rows.size() == 1
          && Long.parseLong(RowValues.text(rows.get(0), "seqId")) < wanted.get(symbol)) {
        return ++breaks > MOST_BREAKS
            ? Reply.end("the book of " + symbol + " is always older than its updates")
            : Reply.ask(request);
      }
    } catch (IOException | InvalidFieldException | NumberFormatException e) {
      // The decoder says what is wrong with it.
    }
    wanted.remove(symbol);
    return Reply.NONE;
  }

  @Override
  public Optional<Ping> ping() {
    return Optional.of(PING);
  }

  @Override
  public String missing() {
    if (!loggedIn) {
      return "login";
    }
    return awaited.isEmpty()
        ? ""
        : awaited.iterator().next() + " and " + (awaited.size() - 1) + " more";
  }
}
