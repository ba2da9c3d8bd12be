package org.hedgerow.exchanges.history;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.cleaning.Plausibility;
import org.hedgerow.exchanges.history.RowTimes.RowTime;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.Funding;
import org.hedgerow.schema.OptionQuote;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.Trade;

/**
 * An export of which each row stands for itself: trades, funding, option chains. Rows become the
 * payloads that a stream's messages become, and are held against the same rules ({@link
 * Plausibility}). What was kept is remembered, to know repeats: some 100 bytes a row.
 */
final class RowExport {
  private static final List<String> INSTRUMENT =
      List.of("instrument_name", "instrument", "symbol", "pair");
  private static final List<String> RATE = List.of("funding_rate", "fundingrate", "rate");
  private static final List<String> ID = List.of("trade_id", "id", "tid", "agg_trade_id");
  private static final List<String> PRICE = List.of("price");
  private static final List<String> QUANTITY =
      List.of("quantity", "qty", "amount", "size", "volume");
  private static final List<String> SIDE = List.of("side", "taker_side");
  private static final List<String> BUYER_MADE = List.of("is_buyer_maker", "isbuyermaker");
  private static final List<String> FORWARD =
      List.of("futures_price", "underlying_price", "underlying");

  private final HistoryFile file;
  private final HistoryRows out;
  private final HistoryTally tally = new HistoryTally();
  private final Set<String> known = new HashSet<>();
  private final Map<String, FundingGaps> gaps = new HashMap<>();
  private CsvExport export;

  RowExport(HistoryFile file, HistoryRows out) {
    this.file = file;
    this.out = out;
  }

  HistoryTally read() throws IOException {
    try (CsvExport opened = CsvExport.open(file.file(), RowTimes.NAMES)) {
      export = opened;
      RowTimes times = new RowTimes(export);
      int named = export.column(INSTRUMENT);
      String symbol = named < 0 ? file.symbolOfFile() : null;
      needs(
          switch (file.format()) {
            case FUNDING -> List.of(RATE);
            case TRADES -> List.of(PRICE, QUANTITY, ID);
            default -> List.of(List.of("bid_price"), List.of("ask_price"));
          });
      while (export.next()) {
        tally.read();
        RowTime time = times.read(export);
        String written = symbol == null ? export.get(named) : symbol;
        if (time == null) {
          dropped("unreadable_time");
        } else if (!export.isWhole() || written == null) {
          dropped("fields_missing");
        } else if (row(file.instrument(written), time)) {
          times.kept(time);
        }
      }
      tally.note("comment_lines", export.comments());
      gaps.values().forEach(one -> one.end(file.intervalMicros(), tally));
      times.end(tally);
    }
    return tally;
  }

  private void needs(List<List<String>> columns) throws IOException {
    for (List<String> names : columns) {
      if (export.column(names) < 0) {
        throw new IOException("has no column " + names + ": " + export.names());
      }
    }
  }

  private void dropped(String kind) {
    tally.dropped(kind, "line " + export.line());
  }

  private boolean row(String instrument, RowTime time) throws IOException {
    SpecificRecord payload;
    try {
      payload =
          switch (file.format()) {
            case FUNDING -> new Funding(instrument, required(RATE), null);
            case TRADES -> trade(instrument);
            default -> option(instrument);
          };
    } catch (NumberFormatException | ArithmeticException e) {
      dropped("unreadable_value");
      return false;
    }
    if (Plausibility.objection(payload) != null || crossed(payload)) {
      dropped("implausible");
      return false;
    }
    String id = payload instanceof Trade trade ? trade.getTradeId() : "";
    if (!known.add(instrument + ' ' + time.micros() + ' ' + id)) {
      dropped("duplicate");
      return false;
    }
    tally.kept(instrument);
    if (payload instanceof Trade trade) {
      out.trade(time.micros(), trade);
    } else if (payload instanceof Funding funding) {
      gaps.computeIfAbsent(instrument, FundingGaps::new).add(time.micros());
      out.funding(instrument, time.micros(), funding.getRate());
    } else if (payload instanceof OptionQuote quote) {
      tally.note("without_bid", quote.getBidPrice() == null ? 1 : 0);
      tally.note("without_ask", quote.getAskPrice() == null ? 1 : 0);
      out.option(time.micros(), quote);
    }
    return true;
  }

  /** Of a chain; in a stream the two sides may come apart, so the rule of streams lets it pass. */
  private static boolean crossed(SpecificRecord payload) {
    return payload instanceof OptionQuote quote
        && quote.getBidPrice() != null
        && quote.getAskPrice() != null
        && Decimals.compare(quote.getBidPrice(), quote.getAskPrice()) > 0;
  }

  private Trade trade(String instrument) {
    String id = export.get(export.column(ID));
    if (id == null) {
      throw new NumberFormatException("no id");
    }
    return new Trade(instrument, id, required(PRICE), required(QUANTITY), aggressor());
  }

  private Side aggressor() {
    String side = export.get(export.column(SIDE));
    String buyerMade = export.get(export.column(BUYER_MADE));
    if (side == null && buyerMade == null) {
      throw new NumberFormatException("no side");
    }
    if (side == null) {
      // Who did not make the price, took it.
      return buyerMade.equalsIgnoreCase("true") ? Side.SELL : Side.BUY;
    }
    return switch (side.toLowerCase(Locale.ROOT)) {
      case "buy", "b" -> Side.BUY;
      case "sell", "s" -> Side.SELL;
      default -> throw new NumberFormatException("no side: " + side);
    };
  }

  private OptionQuote option(String instrument) {
    return OptionQuote.newBuilder()
        .setInstrument(instrument)
        .setBidPrice(optional("bid_price"))
        .setBidQuantity(optional("bid_amount"))
        .setAskPrice(optional("ask_price"))
        .setAskQuantity(optional("ask_amount"))
        .setMarkPrice(optional("mark_price"))
        .setUnderlyingPrice(optional(FORWARD))
        .setMarkVolatility(number("implied_volatility"))
        .setDelta(number("delta"))
        .setGamma(number("gamma"))
        .setVega(number("vega"))
        .setTheta(number("theta"))
        .setRho(number("rho"))
        .setOpenInterest(optional("open_interest"))
        .build();
  }

  private Decimal required(List<String> names) {
    Decimal value = optional(names);
    if (value == null) {
      throw new NumberFormatException("empty");
    }
    return value;
  }

  private Decimal optional(String name) {
    return optional(List.of(name));
  }

  private Decimal optional(List<String> names) {
    String text = export.get(export.column(names));
    return text == null ? null : Decimals.parse(text);
  }

  private Double number(String name) {
    String text = export.get(export.column(List.of(name)));
    return text == null ? null : Double.valueOf(text);
  }
}
