package org.hedgerow.exchanges.history;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hedgerow.exchanges.Credentials;

/** How a venue is asked for candles and funding that are past. */
public interface HistoryPages {
  /** After the time. */
  List<String> CANDLE_COLUMNS =
      List.of("open", "high", "low", "close", "volume", "quote_volume", "trades");

  /** Where the live venue answers. */
  URI production();

  /** How long to wait between two requests, so that the venue's limits have room for others. */
  Duration pause();

  /** Whether the venue answers this with an account's key only. */
  default boolean needsCredentials() {
    return false;
  }

  /** The header of that name that proves who asks; null where nobody is asked for proof. */
  default String authorization(Credentials credentials) {
    return null;
  }

  /**
   * The first request, path and query.
   *
   * @throws IllegalArgumentException if the venue cannot be asked for that, saying what it can
   */
  String first(HistoryQuery query);

  /**
   * Reads an answer. It may hold more than was asked for.
   *
   * @param request that it answers
   * @throws IOException if it is none, or a refusal
   */
  Page read(HistoryQuery query, String request, byte[] body) throws IOException;

  /**
   * A part of the history.
   *
   * @param next the request for another part; null if this was the last
   */
  record Page(List<HistoryRow> rows, String next) {
    public Page {
      rows = List.copyOf(rows);
    }
  }
}
