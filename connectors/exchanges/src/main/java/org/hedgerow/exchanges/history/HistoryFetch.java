package org.hedgerow.exchanges.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.hedgerow.exchanges.rest.WholeAnswer;

/**
 * Asks a venue for a stretch of its history, page by page, and writes what it answers as an export
 * that {@link HistoryFile} reads: from there on fetched history and files are one thing. Blocks.
 */
public final class HistoryFetch {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 5;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BANNED = 418;
  private static final int SERVER_ERRORS = 500;
  private static final int SHOWN = 200;

  /** Ten years of minutes in pages of a hundred. */
  private static final int MOST_PAGES = 60_000;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final HistoryPages pages;
  private final String base;
  private final String authorization;

  /**
   * For a venue.
   *
   * @param rest where it answers
   * @param authorization sent as the header of that name; null for none
   */
  public HistoryFetch(HistoryPages pages, URI rest, String authorization) {
    this.pages = pages;
    String text = rest.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.authorization = authorization;
  }

  /**
   * What came of it.
   *
   * @param requests how many were answered
   * @param rows how many were written
   * @param firstMillis the time of the first row; the query's end if there is none
   */
  public record Fetched(int requests, long rows, long firstMillis) {}

  /**
   * Writes the rows of the query in the order of their times.
   *
   * @throws IllegalArgumentException if the venue cannot be asked for that
   * @throws IOException if it does not answer, or refuses
   */
  public Fetched write(HistoryQuery query, Path file) throws IOException, InterruptedException {
    List<HistoryRow> rows = new ArrayList<>();
    int requests = 0;
    String request = pages.first(query);
    while (request != null && requests < MOST_PAGES) {
      if (requests > 0) {
        Thread.sleep(pages.pause().toMillis());
      }
      HistoryPages.Page page = pages.read(query, request, answer(request));
      requests++;
      for (HistoryRow row : page.rows()) {
        if (row.timeMillis() >= query.fromMillis()
            && row.timeMillis() < query.toMillis()
            && row.timeMillis() + query.intervalMillis() <= query.toMillis()) {
          rows.add(row);
        }
      }
      // A venue that answers with the same page again would be asked for ever.
      request = request.equals(page.next()) ? null : page.next();
    }
    rows.sort(Comparator.comparingLong(HistoryRow::timeMillis));
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      write(query, rows, out);
    }
    return new Fetched(
        requests, rows.size(), rows.isEmpty() ? query.toMillis() : rows.get(0).timeMillis());
  }

  private static void write(HistoryQuery query, List<HistoryRow> rows, BufferedWriter out)
      throws IOException {
    out.write("symbol,timestamp,");
    out.write(query.isCandles() ? String.join(",", HistoryPages.CANDLE_COLUMNS) : "funding_rate");
    out.write('\n');
    for (HistoryRow row : rows) {
      out.write(quoted(query.symbol()));
      out.write(',');
      out.write(Long.toString(row.timeMillis()));
      for (String value : row.values()) {
        out.write(',');
        out.write(value == null ? "" : quoted(value));
      }
      out.write('\n');
    }
  }

  private static String quoted(String value) {
    boolean plain = value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0;
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  private byte[] answer(String request) throws IOException, InterruptedException {
    HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(base + request)).timeout(TIMEOUT);
    if (authorization != null) {
      asked.header("Authorization", authorization);
    }
    for (int attempt = 1; ; attempt++) {
      HttpResponse<byte[]> answer = null;
      try {
        answer = WholeAnswer.of(http, asked.build()).join();
      } catch (CompletionException e) {
        if (attempt == ATTEMPTS) {
          throw new IOException(request + " was not answered: " + e.getCause(), e);
        }
      }
      if (answer != null && answer.statusCode() == 200) {
        return answer.body();
      }
      if (answer != null && (attempt == ATTEMPTS || !isPassing(answer.statusCode()))) {
        throw new IOException(
            request + " was answered with HTTP " + answer.statusCode() + ": " + shown(answer));
      }
      Thread.sleep(waitMillis(answer, attempt));
    }
  }

  private static boolean isPassing(int status) {
    return status == TOO_MANY_REQUESTS || status == BANNED || status >= SERVER_ERRORS;
  }

  /** As long as the venue says, or a second, doubled for each attempt. */
  private static long waitMillis(HttpResponse<byte[]> answer, int attempt) {
    long doubled = 1_000L << (attempt - 1);
    if (answer == null) {
      return doubled;
    }
    try {
      return Math.max(doubled, 1_000 * answer.headers().firstValueAsLong("Retry-After").orElse(0));
    } catch (NumberFormatException e) {
      // A date: seldom, and the doubled wait comes to it.
      return doubled;
    }
  }

  private static String shown(HttpResponse<byte[]> answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN);
  }
}
