package org.hedgerow.cli.ingest;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.exchanges.Credentials;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.exchanges.history.HistoryFetch;
import org.hedgerow.exchanges.history.HistoryFile;
import org.hedgerow.exchanges.history.HistoryPages;
import org.hedgerow.exchanges.history.HistoryQuery;
import org.hedgerow.timescaledb.DatabaseConnections;

/** History that a venue is asked for instead of a file; from the answers on it is one. */
final class FetchedHistory {
  private static final long MILLI_MICROS = 1_000;

  private final String venue;
  private final HistoryFetch fetch;

  /**
   * Of a venue.
   *
   * @param rest where it answers; null for the live venue
   * @param credentials the name of a key; null for none
   * @throws IllegalArgumentException if there is no such venue, it has no such requests, or wants a
   *     key
   * @throws java.io.UncheckedIOException if there is no such key
   */
  FetchedHistory(String venue, URI rest, String credentials) {
    Venue named = Venues.named(venue);
    HistoryPages pages =
        named
            .history()
            .orElseThrow(
                () -> new IllegalArgumentException(venue + " is not asked for history here"));
    if (pages.needsCredentials() && credentials == null) {
      throw new IllegalArgumentException(
          venue + " answers this with a key only; expected --credentials");
    }
    this.venue = venue;
    this.fetch =
        new HistoryFetch(
            pages,
            rest == null ? pages.production() : rest,
            credentials == null ? null : pages.authorization(Credentials.load(credentials)));
  }

  /**
   * Fetches and ingests.
   *
   * @param database null to write nothing
   * @param errors told where the venue's history begins later than was asked for
   * @throws IllegalArgumentException if the venue cannot be asked for that
   */
  void ingest(
      HistoryQuery query, DatabaseConnections database, IngestReport report, PrintWriter errors) {
    String name =
        venue
            + "-"
            + query.symbol().replaceAll("[^A-Za-z0-9_-]", "_")
            + "-"
            + query.format()
            + "-"
            + Instant.ofEpochMilli(query.fromMillis()).toString().replace(":", "");
    Path folder = null;
    try {
      folder = Files.createTempDirectory("hedgerow-fetch");
      Path file = folder.resolve(name + ".csv");
      HistoryFetch.Fetched fetched = fetch.write(query, file);
      if (fetched.firstMillis() >= query.fromMillis() + Math.max(1, query.intervalMillis())) {
        errors.printf(
            "%s: nothing before %s, asked from %s%n",
            name,
            Instant.ofEpochMilli(fetched.firstMillis()),
            Instant.ofEpochMilli(query.fromMillis()));
        errors.flush();
      }
      IngestCommand.read(
          new HistoryFile(
              file, query.format(), venue, query.symbol(), query.intervalMillis() * MILLI_MICROS),
          name,
          database,
          report);
    } catch (IOException e) {
      report.unreadable(name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted while " + name + " was fetched");
    } finally {
      delete(folder, name);
    }
  }

  private static void delete(Path folder, String name) {
    if (folder == null) {
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve(name + ".csv"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It is in the machine's folder for such files, and harms nobody.
    }
  }
}
