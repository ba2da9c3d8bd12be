package org.hedgerow.cli.calc;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.hedgerow.engine.portfolio.Contract;
import org.hedgerow.engine.portfolio.accounting.AccountLine;
import org.hedgerow.engine.portfolio.accounting.Attribution;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.InstrumentDefinition;
import org.hedgerow.schema.InstrumentKind;

/** What became of one instrument on one account, and why. */
final class PnlFunction implements CalcFunction {
  @Override
  public String name() {
    return "pnl";
  }

  @Override
  public String page() {
    return """
        Profit and loss of one instrument by what happened to it, in parts that sum to it exactly (docs/accounting.md).
        kind                            spot, linear or inverse
        contract_value                  linear: units of the underlying; inverse: quote units (1)
        events                          a list of objects, in their order; of each, in this order:
          mark, reference               its price and the reference instrument's (the mark), from now on
          quantity, price, mid          a fill: signed, bought is positive; mid when it was decided (no slippage)
          fee, funding, deposit         in the settlement currency; a fee paid, funding and deposits received are positive
          rate                          report currency for one unit of the settlement currency: it is valued now
        rate_is_price                   whether the rate is the price of the asset that is hedged, so that its change is price, not currency (false)
        It is valued at the end, too, by the last rate (1).
        Answers quantity, average_price, realised, unrealised, worth (settlement currency); value, capital and parts price, basis,
        funding, fees, slippage, currency with their sum profit (report currency), remainder = value - capital - profit = 0.
        """;
  }

  @Override
  public String example() {
    return "{\"kind\":\"linear\",\"contract_value\":0.01,\"events\":[{\"mark\":50010,\"reference\":50000,\"quantity\":-100,\"price\":50008,\"mid\":50010,\"fee\":20},{\"mark\":50104,\"reference\":50100,\"funding\":5}]}";
  }

  @Override
  public void answer(Fields in, Answer out) {
    Contract contract = contract(in);
    AccountLine line = new AccountLine(Optional.of(contract));
    boolean price = in.flagOr(false, "rate_is_price");
    BigDecimal rate = BigDecimal.ONE;
    BigDecimal capital = BigDecimal.ZERO;
    Attribution profit = Attribution.NONE;
    AccountLine.Prices now = null;
    for (Fields event : in.objects("events")) {
      now = happened(event, line, now);
      if (event.has("rate")) {
        rate = event.positiveDecimal("rate");
        AccountLine.Conversion conversion = line.convert(rate, price);
        capital = capital.add(conversion.capitalFlow());
        profit = profit.plus(conversion.profit());
      }
      event.unread().forEach(name -> out.json().withArray("ignored").add(event.placed(name)));
    }
    AccountLine.Conversion last = line.convert(rate, price);
    capital = capital.add(last.capitalFlow());
    profit = profit.plus(last.profit());
    out.put("quantity", line.held());
    line.position()
        .averagePrice(contract)
        .ifPresent(average -> out.put("average_price", average.round(MathContext.DECIMAL64)));
    out.put("realised", line.position().realised())
        .put("unrealised", line.unrealised())
        .put("worth", line.worth())
        .put("value", line.value())
        .put("capital", capital)
        .put("profit", profit.total())
        .put("price", profit.price())
        .put("basis", profit.basis())
        .put("funding", profit.funding())
        .put("fees", profit.fees())
        .put("slippage", profit.slippage())
        .put("currency", profit.currency())
        .put("remainder", line.value().subtract(capital).subtract(profit.total()));
  }

  private static AccountLine.Prices happened(
      Fields event, AccountLine line, AccountLine.Prices before) {
    AccountLine.Prices now = before;
    if (event.has("mark")) {
      BigDecimal mark = event.positiveDecimal("mark");
      now =
          new AccountLine.Prices(
              mark, event.has("reference") ? event.positiveDecimal("reference") : mark, true);
      line.mark(now);
    }
    if (event.has("quantity")) {
      BigDecimal price = event.positiveDecimal("price");
      now = now == null ? new AccountLine.Prices(price, price, true) : now;
      line.fill(
          event.decimal("quantity"),
          price,
          event.has("mid") ? event.positiveDecimal("mid") : price,
          now);
    }
    line.fee(event.decimalOr(BigDecimal.ZERO, "fee"));
    line.funding(event.decimalOr(BigDecimal.ZERO, "funding"));
    line.capital(event.decimalOr(BigDecimal.ZERO, "deposit"));
    return now;
  }

  private static Contract contract(Fields in) {
    String said = in.wordOr("", "kind");
    InstrumentKind kind =
        switch (said) {
          case "spot" -> InstrumentKind.SPOT;
          case "linear", "linear_perpetual", "linear_future" -> InstrumentKind.LINEAR_PERPETUAL;
          case "inverse", "inverse_perpetual", "inverse_future" -> InstrumentKind.INVERSE_PERPETUAL;
          default -> throw in.wrong("kind", "'" + said + "'; expected spot, linear or inverse");
        };
    BigDecimal value =
        in.has("contract_value") ? in.positiveDecimal("contract_value") : BigDecimal.ONE;
    return new Contract(
        InstrumentDefinition.newBuilder()
            .setInstrument("")
            .setVenue("")
            .setSymbol("")
            .setKind(kind)
            .setBase("")
            .setQuote("")
            .setSettlement("")
            .setContractValue(Decimals.of(value))
            .setTickSize(Decimals.ZERO)
            .setLotSize(Decimals.ZERO)
            .setMinimumQuantity(Decimals.ZERO)
            .setMaximumQuantity(Decimals.ZERO)
            .setMinimumNotional(Decimals.ZERO)
            .build());
  }
}
