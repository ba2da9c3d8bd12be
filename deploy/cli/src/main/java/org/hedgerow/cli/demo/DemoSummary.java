package org.hedgerow.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.why.ChainSurvey;

/**
 * What a demo came to.
 *
 * @param seconds from when all jobs ran
 * @param fills of the suite's own orders, as the store has them
 * @param residualWithinBand by asset and {@code all}; empty where nothing was hedged
 * @param books where books are judged one by one, which they are where options are traded, hedges
 *     are worked, or several books share an asset
 * @param worked of the books that work their hedges
 * @param chains whether every order explains itself, where books are judged one by one
 * @param tickToOrder microseconds
 * @param rows of TimescaleDB's tables
 * @param records of Kafka's topics
 */
record DemoSummary(
    double seconds,
    long orders,
    long fills,
    long customerFills,
    Map<String, String> fees,
    Map<String, Double> residualWithinBand,
    List<BookResult> books,
    List<WorkedHedges> worked,
    Optional<ChainSurvey> chains,
    Histogram tickToOrder,
    Map<String, Long> rows,
    Map<String, Long> records) {
  private static final double MICROS_A_MILLI = 1_000.0;

  void print(Progress out) {
    out.say("");
    out.say(String.format(Locale.ROOT, "Summary of %.0f s", seconds));
    out.say("  frames          " + records.get("raw-frames"));
    out.say("  journal entries " + records.get("journal"));
    out.say("  dead letters    " + records.get("dead-letters"));
    out.say(
        "  orders          " + orders + ", fills " + fills + ", customers' fills " + customerFills);
    out.say("  fees            " + (fees.isEmpty() ? "none" : fees));
    residualWithinBand.forEach(
        (asset, share) ->
            out.say(
                String.format(
                    Locale.ROOT, "  in the band     %s %.2f %% of the time", asset, share * 100)));
    books.forEach(book -> print(book, out));
    worked.forEach(hedges -> out.say("  worked          " + hedges.sentence()));
    chains.ifPresent(
        survey ->
            out.say(
                "  explained       " + survey.complete() + " of " + survey.orders() + " orders"));
    if (tickToOrder.getTotalCount() > 0) {
      out.say(
          String.format(
              Locale.ROOT,
              "  tick to order   p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f ms (%d orders)",
              millis(50),
              millis(99),
              millis(99.9),
              tickToOrder.getMaxValue() / MICROS_A_MILLI,
              tickToOrder.getTotalCount()));
    }
    out.say("  rows            " + rows);
  }

  private static void print(BookResult book, Progress out) {
    List<String> shares = new ArrayList<>();
    book.shares()
        .forEach(
            (name, share) ->
                shares.add(String.format(Locale.ROOT, "%s %.2f %%", name, share * 100)));
    book.leftOpen()
        .ifPresent(
            open ->
                shares.add(
                    String.format(
                        Locale.ROOT, "of the exposure %.2f %% was open on average", open * 100)));
    out.say("  " + book.name() + ", " + book.strategy() + ": " + String.join(", ", shares));
    List<String> figures = new ArrayList<>();
    book.figures().forEach((name, figure) -> figures.add(name + " " + figure.toPlainString()));
    out.say("    at the end: " + String.join(", ", figures));
  }

  void write(Path file) {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = json.createObjectNode();
    root.put("seconds", seconds);
    root.put("frames", records.get("raw-frames"));
    root.put("journal_entries", records.get("journal"));
    root.put("dead_letters", records.get("dead-letters"));
    root.put("orders", orders);
    root.put("fills", fills);
    root.put("customer_fills", customerFills);
    if (residualWithinBand.containsKey("all")) {
      root.put("residual_within_band", residualWithinBand.get("all"));
      ObjectNode byAsset = root.putObject("residual_within_band_by_asset");
      residualWithinBand.forEach(
          (asset, share) -> {
            if (!asset.equals("all")) {
              byAsset.put(asset, share);
            }
          });
    } else {
      root.putNull("residual_within_band");
    }
    if (!books.isEmpty()) {
      ObjectNode byBook = root.putObject("books");
      for (BookResult book : books) {
        ObjectNode node = byBook.putObject(book.name());
        node.put("strategy", book.strategy());
        node.set("share_of_time", json.valueToTree(book.shares()));
        node.set("at_the_end", json.valueToTree(book.figures()));
        book.leftOpen().ifPresent(open -> node.put("left_open", open));
      }
    }
    if (!worked.isEmpty()) {
      ArrayNode rows = root.putArray("worked");
      for (WorkedHedges hedges : worked) {
        ObjectNode row = rows.addObject();
        row.put("book", hedges.book()).put("instrument", hedges.instrument());
        row.put("algorithm", hedges.algorithm()).put("hedges", hedges.hedges());
        row.put("unfinished", hedges.unfinished()).put("orders", hedges.orders());
        row.put("notional", hedges.notional()).put("currency", hedges.currency());
        hedges.makerShare().ifPresent(share -> row.put("maker_share", share));
        hedges.slippage().ifPresent(points -> row.put("slippage_bps", points));
        hedges.firstFillSeconds().ifPresent(time -> row.put("first_fill_s", time));
      }
    }
    chains.ifPresent(survey -> root.put("orders_explained", survey.complete()));
    ObjectNode latency = root.putObject("tick_to_order_ms");
    latency.put("count", tickToOrder.getTotalCount());
    latency.put("p50", millis(50));
    latency.put("p99", millis(99));
    latency.put("p999", millis(99.9));
    latency.put("max", tickToOrder.getMaxValue() / MICROS_A_MILLI);
    root.set("fees", json.valueToTree(fees));
    root.set("rows", json.valueToTree(rows));
    root.set("records", json.valueToTree(records));
    try {
      Files.writeString(file, json.writeValueAsString(root) + "\n");
    } catch (IOException e) {
      throw new CommandFailed("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private double millis(double percentile) {
    return tickToOrder.getValueAtPercentile(percentile) / MICROS_A_MILLI;
  }
}
