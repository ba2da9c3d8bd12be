package org.hedgerow.exchange.simulated.deribit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchange.simulated.ConnectionsContract;
import org.hedgerow.exchange.simulated.SourceConnection;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.deribit.DeribitVenue;
import org.hedgerow.schema.OptionQuote;

class OurConnectionsTest extends ConnectionsContract {
  private static final String INSTRUMENTS =
      """
      - instrument: DERIBIT:BTC-PERPETUAL
        kind: inverse_perpetual
        base: BTC
        quote: USD
        settlement: BTC
        contract_value: 10
        tick_size: 0.5
        lot_size: 1
        minimum_quantity: 1
        maximum_quantity: 100000
        minimum_notional: 0
        channels: [trade, quote, depth, mark, index, funding, open_interest, status]
      - instrument: DERIBIT:OPTION
        kind: option
        expiry: 2099-03-27T08:00:00Z
        strike: 62000
        right: call
        underlying: "DERIBIT:BTC-PERPETUAL"
        base: BTC
        quote: USD
        settlement: BTC
        contract_value: 1
        tick_size: 0.0005
        lot_size: 0.1
        minimum_quantity: 0.1
        maximum_quantity: 1000
        minimum_notional: 0
        channels: [option_quote, depth, index]
      """;

  private final DeribitVenue venue = new DeribitVenue();

  static Configuration configuration(int port, String option) throws Exception {
    return configuration(
        "DERIBIT", "deribit", port, INSTRUMENTS.replace("OPTION", option), "BTC-PERPETUAL");
  }

  @Override
  protected Venue venue() {
    return venue;
  }

  @Override
  protected String key() {
    return "deribit";
  }

  @Override
  protected Configuration configuration(int port) throws Exception {
    return configuration(
        port,
        new DeribitClient(port)
            .open("get_instruments?currency=BTC&kind=option")
            .path("result")
            .path(0)
            .path("instrument_name")
            .asText());
  }

  @Override
  protected Set<String> wanted() {
    return Set.of(
        "Trade", "Quote", "OptionQuote", "BookDelta", "Mark", "Index", "Funding", "OpenInterest");
  }

  @Override
  protected int changes() {
    return 40;
  }

  @Override
  protected void further(SourceConnection market) {
    for (SpecificRecord payload : market.payloads()) {
      if (payload instanceof OptionQuote quote) {
        // A call with a strike far below: nearly a forward, and a volatility as a fraction.
        assertTrue(quote.getDelta() > 0.6 && quote.getDelta() < 1, quote.toString());
        assertTrue(quote.getMarkVolatility() > 0.2 && quote.getMarkVolatility() < 2);
      }
    }
    assertTrue(market.kinds().contains("InstrumentStatus"));
  }

  @Override
  protected List<String> breaking() {
    return List.of("stream_gap", "stream_reorder");
  }

  /** Contracts of ten dollars. */
  @Override
  protected List<String> sales() {
    return List.of("3", "4");
  }

  @Override
  protected void sell(String label, String contracts) throws Exception {
    DeribitClient.Answer answer =
        new DeribitClient(exchange().port("deribit"))
            .call(
                "sell",
                "instrument_name",
                "BTC-PERPETUAL",
                "contracts",
                Integer.parseInt(contracts),
                "type",
                "market",
                "label",
                label);
    assertEquals(200, answer.status(), answer.body().toString());
  }

  @Override
  protected void sold(SourceConnection account) {
    assertEquals("-7", account.position("DERIBIT:BTC-PERPETUAL"));
    // The fees.
    assertTrue(account.balance("BTC").doubleValue() < 20);
  }
}
