package org.hedgerow.exchanges.kraken;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.rest.Query;
import org.hedgerow.exchanges.rest.RequestShare;
import org.hedgerow.exchanges.rest.TradeHistory;

/**
 * The spot market's trades, oldest first from a time in nanoseconds on, a thousand at a time.
 * Kraken asks for no more than one public question a second; those with a key are counted apart.
 */
final class SpotTradeHistory implements TradeHistory {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String SINCE = "&since=";
  private static final int NANOS_A_MICRO = 1_000;
  private static final RequestShare SHARE = new RequestShare(3, Duration.ofSeconds(1));

  private final Map<String, String> symbols = new HashMap<>();

  /**
   * @param streams of the connection, {@code channel:symbol}
   */
  SpotTradeHistory(List<String> streams) {
    for (String stream : streams) {
      String symbol = stream.substring(stream.indexOf(':') + 1);
      if (symbol.indexOf('/') > 0) {
        symbols.put(Assets.restPair(symbol), symbol);
      }
    }
  }

  @Override
  public boolean lists(String snapshot) {
    return snapshot.startsWith("/0/public/Trades?");
  }

  @Override
  public String first(String snapshot, OptionalLong since) {
    return since.isEmpty() ? snapshot : snapshot + SINCE + since.getAsLong() * NANOS_A_MICRO;
  }

  @Override
  public boolean isBackwards() {
    return false;
  }

  @Override
  public Step after(String request, byte[] answer, long since)
      throws IOException, InvalidFieldException {
    Page page = read(answer);
    int at = request.indexOf(SINCE);
    if (page.rows < KrakenSpotVenue.TRADES || at < 0) {
      return Step.DONE;
    }
    long before = number(request.substring(at + SINCE.length()));
    // One nanosecond less: others of the same time may not have been on the page.
    long next = page.last - 1 > before ? page.last - 1 : page.last;
    long reached = page.last / NANOS_A_MICRO;
    return next > before
        ? Step.on(request.substring(0, at) + SINCE + next, reached)
        : Step.ends(reached, "the venue's pages do not go on");
  }

  private record Page(int rows, long last) {}

  /** {@code {"error":[],"result":{"XXBTZUSD":[[...],...],"last":"1616663618000000000"}}}. */
  private static Page read(byte[] answer) throws IOException, InvalidFieldException {
    int rows = -1;
    long last = 0;
    try (JsonParser parser = JSON.createParser(answer)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_ARRAY
            && parser.getParsingContext().getParent().inObject()) {
          boolean errors = "error".equals(parser.getParsingContext().getParent().getCurrentName());
          int count = 0;
          while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
            count++;
            parser.skipChildren();
          }
          if (errors && count > 0) {
            throw new InvalidFieldException(RejectReason.VENUE_ERROR, "the venue refused");
          }
          rows = errors ? rows : count;
        } else if (parser.currentToken() == JsonToken.FIELD_NAME
            && "last".equals(parser.currentName())) {
          parser.nextToken();
          last = number(parser.getText());
        }
      }
    }
    if (rows < 0) {
      throw InvalidFieldException.missing("result");
    }
    return new Page(rows, last);
  }

  private static long number(String text) throws InvalidFieldException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new InvalidFieldException(RejectReason.INVALID_VALUE, "last is no number");
    }
  }

  @Override
  public String symbol(String request) {
    String pair = Query.parameter(request, "pair");
    return symbols.getOrDefault(pair, pair);
  }

  @Override
  public RequestShare share() {
    return SHARE;
  }
}
