package org.hedgerow.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.configuration.Book;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Portfolio;
import org.hedgerow.engine.order.ClientOrderId;
import org.hedgerow.schema.InstrumentKind;

/**
 * How well each book was hedged where portfolios share accounts and hold options, judged by the
 * exchange's own ledger of fills and prices and by nothing that the suite says of itself but the
 * portfolio's number in an order's id. Funding is not counted: it is an account's.
 */
final class LedgerBooks {
  private static final String DERIBIT = "DERIBIT";

  private final ObjectMapper json = new ObjectMapper();
  private final Configuration configuration;
  private final LedgerMarks marks = new LedgerMarks();
  private final Map<String, LedgerPortfolio> portfolios = new LinkedHashMap<>();
  private final List<LedgerBook> books = new ArrayList<>();

  /** Books as the configuration has them. */
  LedgerBooks(Configuration configuration) {
    this.configuration = configuration;
    for (Portfolio portfolio : configuration.portfolios()) {
      LedgerPortfolio holdings = new LedgerPortfolio(configuration, portfolio);
      portfolios.put(portfolio.portfolio(), holdings);
      for (Book book : portfolio.books()) {
        books.add(new LedgerBook(configuration, portfolio, book, holdings, marks));
      }
    }
  }

  /** Whether a configuration has books that are to be judged so. */
  static boolean judges(Configuration configuration) {
    // Where Deribit is, positions do not count as the configuration does. Books of one asset may
    // be open against each other while their sum is not, and a hedge that is worked is a book's.
    return configuration.venue(DERIBIT).isPresent()
        || WorkedHedges.isWorked(configuration)
        || shareAsset(configuration)
        || configuration.instruments().stream()
            .anyMatch(instrument -> instrument.kind() == InstrumentKind.OPTION);
  }

  private static boolean shareAsset(Configuration configuration) {
    List<String> groups =
        configuration.portfolios().stream()
            .flatMap(portfolio -> portfolio.books().stream())
            .map(Book::group)
            .toList();
    return groups.stream().distinct().count() < groups.size();
  }

  /**
   * Reads a ledger.
   *
   * @param fromMicros before which nothing counts
   */
  List<BookResult> judge(Path ledger, long fromMicros, long toMicros) throws IOException {
    long last = fromMicros;
    try (BufferedReader lines = Files.newBufferedReader(ledger)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = read(line);
        long time = row.path("t_us").asLong();
        if (time > toMicros) {
          break;
        }
        if (!apply(row)) {
          continue;
        }
        // What held until this row counts until it.
        if (time > last) {
          passed(time - last);
          last = time;
        }
        books.forEach(LedgerBook::look);
      }
    }
    passed(Math.max(0, toMicros - last));
    return books.stream().map(LedgerBook::result).toList();
  }

  private void passed(long micros) {
    books.forEach(book -> book.passed(micros));
  }

  private JsonNode read(String line) {
    try {
      return json.readTree(line);
    } catch (JsonProcessingException e) {
      // The exchange may be writing the last line still.
      return json.createObjectNode();
    }
  }

  /** Whether it changed anything. */
  private boolean apply(JsonNode row) {
    switch (row.path("type").asText()) {
      case "mark" -> marks.put(row);
      case "fill" -> fill(row);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void fill(JsonNode row) {
    String account = row.path("account").asText();
    String symbol = row.path("symbol").asText();
    Optional<Instrument> instrument =
        configuration
            .account(account)
            .flatMap(one -> configuration.instrument(one.venue() + ":" + symbol));
    Optional<String> owner = owner(row, account);
    if (instrument.isPresent() && owner.isPresent()) {
      double forward = marks.of(account, symbol).forward();
      portfolios.get(owner.get()).fill(row, instrument.get(), ratio(instrument.get()), forward);
    }
  }

  /** Deribit counts inverse contracts in dollars, and a configuration in contracts of so many. */
  private static double ratio(Instrument instrument) {
    return instrument.venue().equals(DERIBIT) && LedgerPortfolio.isInverse(instrument)
        ? 1 / LedgerPortfolio.size(instrument)
        : 1;
  }

  private Optional<String> owner(JsonNode row, String account) {
    Optional<Integer> number =
        row.path("customer").asBoolean()
            ? Optional.empty()
            : ClientOrderId.decode(row.path("clientId").asText()).map(ClientOrderId::portfolio);
    return configuration.portfolios().stream()
        .filter(
            portfolio ->
                number.isPresent()
                    ? portfolio.number() == number.get()
                    : LedgerBook.accounts(portfolio).contains(account))
        .map(Portfolio::portfolio)
        .findFirst();
  }
}
