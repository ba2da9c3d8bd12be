package org.hedgerow.cli.demo;

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
import org.hedgerow.engine.configuration.Book;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.engine.configuration.Portfolio;
import org.hedgerow.schema.InstrumentKind;

/**
 * How well the book was hedged, judged by the exchange's own ledger of balances and positions and
 * by nothing that the suite says of itself.
 *
 * <p>Exposure of an asset: spot balance + linear contracts + E + N*C/mark for coin-margined
 * accounts, E the wallet plus N*C*(1/entry - 1/mark). Gross is the spot balance and E in absolute
 * terms; the band is the book's own.
 */
public final class LedgerResidual {
  private final ObjectMapper json = new ObjectMapper();
  private final Configuration configuration;
  private final Map<String, Double> wallets = new LinkedHashMap<>();
  private final Map<String, double[]> positions = new LinkedHashMap<>();
  private final Map<String, Double> marks = new LinkedHashMap<>();
  private final List<Asset> assets = new ArrayList<>();

  /** Books as the configuration has them. */
  public LedgerResidual(Configuration configuration) {
    this.configuration = configuration;
    for (Portfolio portfolio : configuration.portfolios()) {
      for (Book book : portfolio.books()) {
        assets.add(new Asset(book.group(), book.band().enter().doubleValue()));
      }
    }
  }

  /** What was found for one asset: microseconds inside the band, and all. */
  private static final class Asset {
    private final String name;
    private final double band;
    private long insideMicros;
    private long allMicros;
    private boolean inside;

    Asset(String name, double band) {
      this.name = name;
      this.band = band;
    }

    double share() {
      return allMicros == 0 ? 0 : (double) insideMicros / allMicros;
    }
  }

  /**
   * The time-weighted share of time inside the band: for each asset, and under {@code all} the mean
   * of them.
   *
   * @param fromMicros before which nothing counts
   */
  public Map<String, Double> share(Path ledger, long fromMicros, long toMicros) throws IOException {
    long last = fromMicros;
    try (BufferedReader lines = Files.newBufferedReader(ledger)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = read(line);
        long time = row.path("t_us").asLong();
        if (time > toMicros) {
          break;
        }
        if (time > last) {
          count(time - last);
          last = time;
        }
        apply(row);
      }
    }
    count(toMicros - last);
    Map<String, Double> shares = new LinkedHashMap<>();
    double sum = 0;
    for (Asset asset : assets) {
      shares.put(asset.name, asset.share());
      sum += asset.share();
    }
    shares.put("all", assets.isEmpty() ? 0 : sum / assets.size());
    return shares;
  }

  private JsonNode read(String line) {
    try {
      return json.readTree(line);
    } catch (IOException e) {
      // The exchange may be writing the last line still.
      return json.createObjectNode();
    }
  }

  private void count(long micros) {
    for (Asset asset : assets) {
      asset.allMicros += micros;
      asset.insideMicros += asset.inside ? micros : 0;
    }
  }

  private void apply(JsonNode row) {
    switch (row.path("type").asText()) {
      case "balance" ->
          wallets.put(
              row.path("account").asText() + "/" + row.path("asset").asText(),
              row.path("wallet").asDouble());
      case "position" ->
          positions.put(
              row.path("account").asText() + "/" + row.path("symbol").asText(),
              new double[] {row.path("quantity").asDouble(), row.path("entryPrice").asDouble()});
      case "mark" ->
          marks.put(
              row.path("venue").asText() + ":" + row.path("symbol").asText(),
              row.path("mark").asDouble());
      default -> {
        return;
      }
    }
    for (Asset asset : assets) {
      asset.inside = isInside(asset);
    }
  }

  private boolean isInside(Asset asset) {
    double gross = 0;
    double net = 0;
    for (var account : configuration.accounts()) {
      double coins = wallets.getOrDefault(account.account() + "/" + asset.name, 0.0);
      for (Instrument instrument : configuration.instruments()) {
        if (!instrument.venue().equals(account.venue()) || !instrument.base().equals(asset.name)) {
          continue;
        }
        double[] position = positions.get(account.account() + "/" + instrument.symbol());
        if (position == null || position[0] == 0 || instrument.kind() == InstrumentKind.SPOT) {
          continue;
        }
        double value = position[0] * instrument.contractValue().doubleValue();
        if (instrument.kind() == InstrumentKind.INVERSE_PERPETUAL) {
          double mark =
              marks.getOrDefault(account.account() + ":" + instrument.symbol(), position[1]);
          coins += value * (1 / position[1] - 1 / mark);
          net += value / mark;
        } else {
          net += value;
        }
      }
      gross += Math.abs(coins);
      net += coins;
    }
    // Nothing known of the balances is nothing hedged.
    return gross > 0 && Math.abs(net) <= asset.band * gross;
  }
}
