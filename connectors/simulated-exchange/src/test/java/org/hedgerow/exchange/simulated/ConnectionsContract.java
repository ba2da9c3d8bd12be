package org.hedgerow.exchange.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.ExecutionReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What our own source's connections, conversations and decoder owe at every venue, against one that
 * they do not know to be simulated. A venue's test says how it is named there and what is to come.
 */
@Timeout(60)
public abstract class ConnectionsContract {
  /** Around the part of a configuration that is the venue's: one account, one hedge. */
  private static final String CONFIGURATION =
      """
      version: 1
      venues:
        - {venue: VENUE, environment: simulated, rest: "http://127.0.0.1:PORT", stream: "ws://127.0.0.1:PORT"}
      accounts:
        - {account: ours, venue: VENUE, credentials: CREDENTIALS}
      instruments:
      INSTRUMENTS
      groups:
        - {group: BTC, number: 1}
      portfolios:
        - portfolio: treasury
          number: 1
          holdings:
            - {account: ours, instrument: "VENUE:SYMBOL", quantity: 0}
          books:
            - group: BTC
              strategy: naive
              parameters: {ratio: 1}
              band: {enter: 0.01, leave: 0.001}
              hedges:
                - {instrument: "VENUE:SYMBOL", account: ours, weight: 1}
      limits:
        maximum_order_notional: 250000
        price_collar: 0.002
        stale_after: 5s
        order_valid: 2s
        maximum_hedges_per_minute: 240
      """;

  @TempDir Path directory;
  private RunningExchange exchange;
  private Configuration configuration;
  private FrameDecoder decoder;

  /** Ours. */
  protected abstract Venue venue();

  /** The venue's key in the simulated exchange. */
  protected abstract String key();

  /** What a configuration says of the venue; called once the exchange runs. */
  protected abstract Configuration configuration(int port) throws Exception;

  /** The connection of the market, after the venue's name. */
  protected String market() {
    return "/market/0";
  }

  /** The connection that tells the trades, after the venue's name. */
  protected String trades() {
    return market();
  }

  /** Frames a second of a market of whose trades some are missed. */
  protected String rate() {
    return "800";
  }

  /** Names of the payloads that the market's connection must give. */
  protected abstract Set<String> wanted();

  /** So many changes of books are to come before the connection counts as good. */
  protected int changes() {
    return 100;
  }

  /** More about a market's connection that has had them. */
  protected void further(SourceConnection market) throws Exception {}

  /** Faults that break a book. */
  protected abstract List<String> breaking();

  /** How often a broken book was found and mended so far. */
  protected int mended(SourceConnection market) {
    return market.resubscriptions();
  }

  /** Sells by a client that is not ours. */
  protected abstract void sell(String id, String quantity) throws Exception;

  /** Quantities of two sales. */
  protected List<String> sales() {
    return List.of("1.5", "0.5");
  }

  /** Whether a later round does not tell again what an earlier one told. */
  protected boolean readsOn() {
    return true;
  }

  /** What the account is after two sales. */
  protected abstract void sold(SourceConnection account);

  /**
   * A configuration of one venue.
   *
   * @param instruments as they stand in the list, without its indentation
   * @param symbol of the instrument that hedges
   */
  protected static Configuration configuration(
      String venue, String credentials, int port, String instruments, String symbol)
      throws Exception {
    return Configuration.parse(
        CONFIGURATION
            .replace("INSTRUMENTS\n", instruments.indent(2))
            .replace("CREDENTIALS", credentials)
            .replace("VENUE", venue)
            .replace("SYMBOL", symbol)
            .replace("PORT", Integer.toString(port)),
        Map.of());
  }

  @BeforeEach
  final void open() throws Exception {
    exchange = new RunningExchange(directory, "--venues", key());
    configuration = configuration(exchange.port(key()));
    decoder = venue().decoder(configuration);
  }

  @AfterEach
  final void close() {
    exchange.close();
  }

  protected final RunningExchange exchange() {
    return exchange;
  }

  /** One of our connections, named without its venue. */
  protected final SourceConnection connection(String name) throws Exception {
    return new SourceConnection(venue(), configuration, decoder, venue().name() + name);
  }

  @Test
  void everyChannelOfAMarketIsAcknowledgedAndUnderstood() throws Exception {
    SourceConnection market = connection(market());
    market.until(one -> one.kinds().containsAll(wanted()) && one.complete());
    // Sequence and sums are watched by the conversation.
    market.until(one -> one.count(BookDelta.class) > changes());
    assertEquals(0, market.resubscriptions());
    assertNull(market.end());
    assertEquals(List.of(), market.rejections());
    market.snapshots();
    assertEquals(List.of(), market.rejections());
    further(market);
  }

  @Test
  void tradesThatWereMissedAreToldOnceAfterACut() throws Exception {
    try (RunningExchange other =
        new RunningExchange(directory, "--venues", key(), "--rate", rate())) {
      MissedTrades.areToldOnceAfterACut(
          other, venue(), configuration(other.port(key())), venue().name() + trades());
    }
  }

  @Test
  void aBrokenBookIsFoundAndAskedForAnew() throws Exception {
    for (String fault : breaking()) {
      SourceConnection market = connection(market());
      market.until(SourceConnection::complete);
      int before = mended(market);
      int struck = 0;
      // Frames of other channels may be the ones that are lost: until a book's was.
      while (mended(market) == before && struck < 3_000) {
        exchange.faults("{\"" + fault + "\": 1}");
        struck++;
        int now = market.payloads().size();
        market.until(one -> one.payloads().size() > now + 3 || mended(one) > before);
      }
      assertTrue(mended(market) > before, fault);
      if (market.end() == null) {
        market.until(SourceConnection::complete);
      }
      exchange.admin("DELETE", "");
    }
  }

  @Test
  void theStreamAndTheLookBackTellTheSameExecutionsUnderTheSameIds() throws Exception {
    SourceConnection account = connection("/account/ours");
    account.until(SourceConnection::complete);
    sell("acct1", sales().get(0));
    sell("acct2", sales().get(1));
    BigDecimal all = new BigDecimal(sales().get(0)).add(new BigDecimal(sales().get(1)));
    // However many trades the market makes of the orders.
    account.until(one -> one.traded().compareTo(all) == 0);
    assertEquals(List.of(), account.rejections());
    SourceConnection later = connection("/account/ours");
    later.round();
    assertEquals(List.of(), later.rejections());
    assertEquals(account.quantities(), later.quantities());
    int before = later.trades().size();
    later.round();
    assertEquals(readsOn() ? before : 2 * before, later.trades().size());
    assertEquals(account.quantities(), later.quantities());
    sold(later);
  }

  @Test
  void fillsThatTheStreamLosesOrTellsTwiceAreFoundByTheirIds() throws Exception {
    SourceConnection account = connection("/account/ours");
    account.until(SourceConnection::complete);
    exchange.faults("{\"drop_fills\": 1}");
    sell("drop1", sales().get(0));
    exchange.faults("{\"duplicate_fills\": true}");
    sell("twice1", sales().get(1));
    account.until(
        one -> one.trades().stream().anyMatch(trade -> trade.getClientOrderId().equals("twice1")));
    exchange.admin("DELETE", "");
    account.round();
    Set<String> orders = new TreeSet<>();
    for (ExecutionReport trade : account.trades()) {
      orders.add(trade.getClientOrderId());
    }
    assertEquals(Set.of("drop1", "twice1"), orders);
    BigDecimal all = new BigDecimal(sales().get(0)).add(new BigDecimal(sales().get(1)));
    assertEquals(0, account.traded().compareTo(all), account.quantities().toString());
    assertEquals(List.of(), account.rejections());
  }

  /** What else may be asked of the exchange: silence, repetition, a cut connection. */
  @Test
  void theVenueMisbehavesOnRequest() throws Exception {
    SourceConnection market = connection(market());
    market.until(SourceConnection::complete);
    exchange.faults("{\"stall\": 5}");
    Thread.sleep(300);
    market.drain();
    Thread.sleep(700);
    // Heartbeats are no streams of markets.
    assertTrue(market.drain() <= 2, "frames of a venue that says nothing");
    exchange.admin("DELETE", "");
    exchange.faults("{\"stream_duplicate\": 3}");
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (struck("stream_duplicate") < 3) {
      assertTrue(System.nanoTime() < until, "nothing was told twice");
      Thread.sleep(20);
    }
    SourceConnection account = connection("/account/ours");
    account.until(SourceConnection::complete);
    exchange.faults("{\"disconnect_streams\": \"account\"}");
    while (!account.closed()) {
      assertTrue(System.nanoTime() < until, "the account's stream goes on");
      Thread.sleep(20);
    }
    assertFalse(market.closed());
    exchange.faults("{\"disconnect_streams\": true}");
    while (!market.closed()) {
      assertTrue(System.nanoTime() < until, "the market's stream goes on");
      Thread.sleep(20);
    }
  }

  private long struck(String fault) throws Exception {
    return exchange.admin("GET", "").findPath(fault).path("struck").asLong();
  }
}
