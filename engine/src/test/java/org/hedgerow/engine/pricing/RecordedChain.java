package org.hedgerow.engine.pricing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The option chain of one currency in one recorded snapshot. */
record RecordedChain(String name, List<Row> rows) {
  /** One option, as printed. */
  record Row(
      String instrument,
      PutOrCall right,
      double strike,
      double years,
      double mark,
      double forward,
      double volatility,
      double delta,
      double vega,
      double index,
      boolean quoted) {}

  static List<RecordedChain> all() {
    List<RecordedChain> chains = new ArrayList<>();
    try (Stream<Path> files = Files.list(ReferenceCases.find("data/options"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".gz")).sorted().toList()) {
        Map<String, List<Row>> byCurrency = new TreeMap<>();
        read(file, byCurrency);
        byCurrency.forEach(
            (currency, rows) ->
                chains.add(new RecordedChain(file.getFileName() + " " + currency, rows)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return chains;
  }

  private static void read(Path file, Map<String, List<Row>> byCurrency) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> names = List.of(reader.readLine().split(",", -1));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] fields = line.split(",", -1);
        String right = fields[names.indexOf("option_type")];
        byCurrency
            .computeIfAbsent(fields[names.indexOf("currency")], key -> new ArrayList<>())
            .add(
                new Row(
                    fields[names.indexOf("instrument_name")],
                    right.equals("call") ? PutOrCall.CALL : PutOrCall.PUT,
                    number(fields, names, "strike"),
                    YearFraction.act365(
                        micros(fields[names.indexOf("timestamp")]),
                        micros(fields[names.indexOf("expiry_datetime")])),
                    number(fields, names, "mark_price"),
                    number(fields, names, "futures_price"),
                    number(fields, names, "implied_volatility"),
                    number(fields, names, "delta"),
                    number(fields, names, "vega"),
                    number(fields, names, "index_price"),
                    !fields[names.indexOf("bid_price")].isEmpty()
                        && !fields[names.indexOf("ask_price")].isEmpty()));
      }
    }
  }

  private static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, OffsetDateTime.parse(time).toInstant());
  }

  private static double number(String[] fields, List<String> names, String name) {
    return Double.parseDouble(fields[names.indexOf(name)]);
  }
}
