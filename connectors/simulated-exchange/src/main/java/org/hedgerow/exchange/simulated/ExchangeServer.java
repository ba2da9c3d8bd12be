package org.hedgerow.exchange.simulated;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.hedgerow.exchange.simulated.binance.MarketDepth;
import org.hedgerow.exchange.simulated.binance.replay.Recordings;
import org.hedgerow.exchange.simulated.binance.replay.ReplayMarket;
import org.hedgerow.exchange.simulated.customer.CustomerFlow;
import org.hedgerow.exchange.simulated.dialect.Credentials;
import org.hedgerow.exchange.simulated.dialect.Dialect;
import org.hedgerow.exchange.simulated.dialect.RequestDesk;
import org.hedgerow.exchange.simulated.dialect.VenueFront;
import org.hedgerow.exchange.simulated.dialect.VenueRoom;
import org.hedgerow.exchange.simulated.dialect.VenueServer;
import org.hedgerow.exchange.simulated.fault.AccountAdmin;
import org.hedgerow.exchange.simulated.fault.FaultAdmin;
import org.hedgerow.exchange.simulated.fault.Faults;
import org.hedgerow.exchange.simulated.fault.FaultyConduct;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.fault.StreamFaults;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.ledger.LedgerFile;
import org.hedgerow.exchange.simulated.ledger.LedgerRestore;
import org.hedgerow.exchange.simulated.ledger.LedgerRows;
import org.hedgerow.exchange.simulated.market.GeneratedMarket;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.EngineListener;
import org.hedgerow.exchange.simulated.matching.Execution;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MarketListener;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.Venue;
import org.hedgerow.exchange.simulated.option.Black76;
import org.hedgerow.exchange.simulated.option.Expiries;
import org.hedgerow.exchange.simulated.wire.Congestion;
import org.hedgerow.exchange.simulated.wire.StreamHub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires the parts together. All of it runs on one event loop, so that requests, market events and
 * their effects have one order.
 */
final class ExchangeServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExchangeServer.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MARK_ROW_MILLIS = 1_000;
  private static final long GENERATOR_TURN_MILLIS = 1;
  private static final int GENERATED_FRAMES_A_TURN = 2_000;

  private final ExchangeOptions options;
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  private final long startMillis = System.currentTimeMillis();
  private final long startNanos = System.nanoTime();
  private final Congestion congestion;
  private final List<Dialect> dialects;
  private final Map<Venue, StreamHub> hubs = new LinkedHashMap<>();
  private final Map<Venue, VenueFront> fronts = new LinkedHashMap<>();
  private final Map<Venue, VenueServer> servers = new LinkedHashMap<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final SkewedClock clock = new SkewedClock();
  private final Map<Venue, Faults> faults = new LinkedHashMap<>();
  private FaultAdmin faultAdmin;
  private AccountAdmin accountAdmin;
  private GeneratedMarket generated;
  private Recordings recordings;
  private ReplayMarket replay;
  private List<Market> markets = List.of();
  private MatchingEngine engine;
  private Ledger ledger = Ledger.NONE;
  private LedgerRows rows;
  private CustomerFlow customers;

  /** The exchange cannot start; the message says why, in one sentence. */
  static final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private ExchangeServer(ExchangeOptions options) {
    this.options = options;
    this.congestion = new Congestion(options.market == ExchangeOptions.MarketKind.generated);
    this.dialects =
        Dialects.all(this::depth, expiries(options)).stream()
            .filter(dialect -> options.venues.contains(dialect.venue().key()))
            .toList();
    for (Dialect dialect : dialects) {
      hubs.put(dialect.venue(), new StreamHub(congestion, dialect.envelope()));
    }
  }

  private static Expiries expiries(ExchangeOptions options) {
    return options.expiries == null ? Expiries.after(Instant.now()) : options.expiries;
  }

  static ExchangeServer start(ExchangeOptions options) throws StartException {
    ExchangeServer server = new ExchangeServer(options);
    try {
      // Here and not on the event loop, which it would hold up.
      if (options.market == ExchangeOptions.MarketKind.replay) {
        server.recordings = Recordings.inspect(options.frames);
      }
      CompletableFuture<Void> ready = new CompletableFuture<>();
      server.vertx.runOnContext(nothing -> server.open(ready));
      ready.get();
      return server;
    } catch (ExecutionException failed) {
      server.close();
      throw new StartException(
          "The exchange cannot start: " + failed.getCause().getMessage(), failed.getCause());
    } catch (IOException unreadable) {
      server.close();
      throw new StartException("The exchange cannot start: " + unreadable.getMessage(), unreadable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      server.close();
      throw new StartException("The exchange was interrupted while starting.", interrupted);
    }
  }

  private void open(CompletableFuture<Void> ready) {
    try {
      MarketListener toEngine = new ToEngine();
      openMarkets(toEngine);
      LedgerRestore before = openLedger();
      openVenues();
      if (replay == null) {
        // Fills its books at once, and every venue hears of it.
        generated =
            new GeneratedMarket(
                options.seed,
                options.rate,
                startMillis,
                options.fundingMinutes,
                markets,
                venue -> fronts.get(venue).feed(),
                faults::get,
                toEngine,
                clock);
      }
      openAccounts(before);
      List<Future<?>> listening = new ArrayList<>();
      servers.forEach(
          (venue, server) ->
              listening.add(
                  server
                      .listen(options.bind, options.ports.getOrDefault(venue.key(), 0))
                      .onSuccess(http -> opened(venue.key(), http))));
      listening.add(listenAdmin().onSuccess(http -> opened("admin", http)));
      Future.all(listening)
          .onSuccess(
              all -> {
                try {
                  run();
                  ready.complete(null);
                } catch (IOException unwritable) {
                  ready.completeExceptionally(unwritable);
                }
              })
          .onFailure(ready::completeExceptionally);
    } catch (IOException | RuntimeException failed) {
      ready.completeExceptionally(failed);
    }
  }

  private void opened(String key, HttpServer http) {
    ports.put(key, http.actualPort());
  }

  int port(String key) {
    return ports.get(key);
  }

  /** The engine needs the markets and the markets their listener, so the one stands in here. */
  private final class ToEngine implements MarketListener {
    @Override
    public void bookChanged(Market market) {
      if (engine != null) {
        engine.bookChanged(market);
      }
    }

    @Override
    public void traded(Market market, long price, long quantity, boolean buyerIsMaker) {
      if (engine != null) {
        engine.traded(market, price, quantity, buyerIsMaker);
      }
    }

    @Override
    public void fundingDue(Market market, BigDecimal rate) {
      if (engine != null) {
        engine.fundingDue(market, rate);
      }
    }
  }

  /** Tells several parts of what the engine does, in this order. */
  private record Each(List<EngineListener> parts) implements EngineListener {
    @Override
    public void orderChanged(Order order, Execution execution, Fill fill, long millis) {
      parts.forEach(part -> part.orderChanged(order, execution, fill, millis));
    }

    @Override
    public void accountChanged(
        Account account, Change reason, Collection<String> assets, Market market, long millis) {
      parts.forEach(part -> part.accountChanged(account, reason, assets, market, millis));
    }
  }

  private void openMarkets(MarketListener toEngine) {
    if (options.market == ExchangeOptions.MarketKind.replay) {
      ReplayMarket.Settings settings =
          new ReplayMarket.Settings(
              options.speed,
              options.timestamps == ExchangeOptions.Timestamps.shifted,
              options.loop,
              options.startAfter == null ? -1 : options.startAfter.toMillis());
      replay = new ReplayMarket(vertx, recordings, settings, hubs::get, congestion, toEngine);
      hubs.values().forEach(hub -> hub.onSubscription(replay::subscribed));
      markets = replay.markets();
    } else {
      markets =
          dialects.stream()
              .flatMap(dialect -> dialect.listing().stream())
              .map(Market::new)
              .toList();
    }
  }

  /** Gives what the ledger holds of an exchange before this one, or null. */
  private LedgerRestore openLedger() throws IOException {
    LedgerRestore before = null;
    if (options.ledger != null) {
      Context loop = vertx.getOrCreateContext();
      ledger = new LedgerFile(options.ledger, action -> loop.runOnContext(nothing -> action.run()));
      before = LedgerRestore.read(options.ledger);
    }
    rows = new LedgerRows(ledger);
    return before;
  }

  private void openVenues() throws IOException {
    List<EngineListener> parts = new ArrayList<>();
    parts.add(rows);
    engine =
        new MatchingEngine(
            hubs.keySet(), markets, !options.noDuplicateCheck, clock::millis, new Each(parts));
    for (Dialect dialect : dialects) {
      Venue venue = dialect.venue();
      Map<String, Market> ofVenue = new LinkedHashMap<>();
      for (Market market : markets) {
        if (market.instrument.venue() == venue) {
          ofVenue.put(market.instrument.symbol(), market);
        }
      }
      Faults itsFaults = new Faults(venue.account(), rows, System::nanoTime, options.seed);
      faults.put(venue, itsFaults);
      engine.conduct(venue, new FaultyConduct(vertx, itsFaults, engine));
      long latency = options.orderLatency.toMillis();
      VenueFront front =
          dialect.open(
              new VenueRoom(
                  vertx,
                  ofVenue,
                  engine,
                  hubs.get(venue),
                  Credentials.read(options.credentials, venue.account()),
                  new RequestDesk(vertx, venue, ledger, rows, itsFaults, latency),
                  ledger,
                  rows,
                  itsFaults,
                  clock,
                  options.requestLimit,
                  options.seed));
      hubs.get(venue).disturb(new StreamFaults(itsFaults), front::isAccountStream);
      fronts.put(venue, front);
      servers.put(venue, new VenueServer(vertx, venue, front, itsFaults, options.requestLimit));
      parts.add(front);
    }
    faultAdmin = new FaultAdmin(faults, clock, this::disconnect, rows);
    Map<String, Venue> venues = new LinkedHashMap<>();
    fronts.keySet().forEach(venue -> venues.put(venue.key(), venue));
    accountAdmin = new AccountAdmin(venues, markets, engine);
  }

  private void openAccounts(LedgerRestore before) throws IOException {
    if (before != null && !before.empty()) {
      before.into(engine, fronts.keySet(), markets);
      LOG.info("restored from the ledger, {} orders open", before.openOrders());
    } else {
      InitialHoldings.read(options.accounts, dialects, markets)
          .forEach(
              (venue, holdings) -> {
                holdings.assets().forEach((asset, amount) -> engine.deposit(venue, asset, amount));
                holdings.positions().forEach(engine::open);
              });
    }
    for (Venue venue : fronts.keySet()) {
      Account account = engine.account(venue);
      account.positions().keySet().forEach(market -> rows.position(account, market));
    }
    vertx.setPeriodic(MARK_ROW_MILLIS, timer -> markets.forEach(this::mark));
    if (options.customerFlow) {
      openCustomers();
    }
  }

  private void mark(Market market) {
    Black76 option =
        market.instrument.option()
            ? fronts.get(market.instrument.venue()).feed().option(market, clock.millis())
            : null;
    rows.mark(market, option);
  }

  private void openCustomers() {
    customers =
        new CustomerFlow(
            vertx,
            engine,
            markets,
            options.customerSeed,
            options.customerDelay.toMillis(),
            options.customerPace);
    fronts.forEach(
        (venue, front) ->
            hubs.get(venue)
                .onSubscription(
                    topic -> {
                      if (customers != null && front.isAccountStream(topic.name)) {
                        customers.start();
                      }
                    }));
  }

  private void depth(Market market, int limit, Consumer<String> answer) {
    if (replay != null) {
      replay.depth(market, limit, answer);
    } else {
      answer.accept(MarketDepth.current(market, limit));
    }
  }

  private void run() throws IOException {
    if (generated != null) {
      vertx.setPeriodic(GENERATOR_TURN_MILLIS, timer -> generate());
    } else {
      replay.ready();
    }
    if (options.portsFile != null) {
      writeWhole(options.portsFile, JSON.writeValueAsBytes(ports));
    }
    LOG.info("ready on ports {}", ports);
  }

  private void generate() {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    long due = (long) (seconds * options.rate);
    generated.advanceTo(Math.min(due, generated.frames() + GENERATED_FRAMES_A_TURN));
  }

  private static void writeWhole(Path file, byte[] content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, content);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private Future<HttpServer> listenAdmin() {
    return vertx
        .createHttpServer(new HttpServerOptions().setHost(options.bind).setPort(options.adminPort))
        .requestHandler(this::admin)
        .listen();
  }

  private void disconnect(Venue venue, boolean all) {
    VenueFront front = fronts.get(venue);
    hubs.get(venue).disconnect(stream -> all || front.isAccountStream(stream));
  }

  private void admin(HttpServerRequest request) {
    boolean account = AccountAdmin.isOne(request.path());
    if (account || request.path().equals("/faults")) {
      request
          .body()
          .onSuccess(
              body -> {
                FaultAdmin.Told told =
                    account
                        ? accountAdmin.handle(request.path(), body.toString())
                        : faultAdmin.handle(request.method().name(), body.toString());
                ledger.afterSync(
                    () ->
                        request
                            .response()
                            .setStatusCode(told.status())
                            .putHeader("Content-Type", "application/json")
                            .end(told.body()));
              });
    } else if (request.path().equals("/status")) {
      request.response().putHeader("Content-Type", "application/json").end(status().toString());
    } else if (request.path().equals("/customers/stop") && customers != null) {
      customers.stop();
      request.response().setStatusCode(204).end();
    } else if (request.path().equals("/customers/start") && customers != null) {
      customers.goOn();
      request.response().setStatusCode(204).end();
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  private ObjectNode status() {
    ObjectNode out = JSON.createObjectNode();
    out.put("market", options.market.name());
    out.put("finished", replay != null && replay.finished());
    if (replay != null) {
      out.set("framesRead", JSON.valueToTree(replay.framesRead()));
      out.set("framesSent", JSON.valueToTree(replay.framesSent()));
      out.put("replaySeconds", replay.seconds());
    } else {
      out.put("framesGenerated", generated.frames());
    }
    ObjectNode clients = out.putObject("clients");
    hubs.forEach((venue, hub) -> clients.put(venue.key(), hub.clients()));
    ObjectNode balances = out.putObject("balances");
    ObjectNode positions = out.putObject("positions");
    ObjectNode orders = out.putObject("orders");
    ObjectNode fills = out.putObject("fills");
    for (Venue venue : fronts.keySet()) {
      Account account = engine.account(venue);
      ObjectNode wallets = balances.putObject(venue.account());
      account.wallets().forEach((asset, wallet) -> wallets.put(asset, text(wallet.total())));
      if (!account.positions().isEmpty()) {
        ObjectNode held = positions.putObject(venue.account());
        account
            .positions()
            .forEach(
                (market, position) ->
                    held.put(market.instrument.symbol(), text(Fixed.decimal(position.quantity()))));
      }
      orders
          .putObject(venue.account())
          .put("open", account.openOrders().size())
          .put("known", account.orderCount());
      fills.put(venue.account(), account.fillCount());
    }
    long requests = servers.values().stream().mapToLong(VenueServer::requests).sum();
    out.put("requests", requests);
    out.put("uptimeMs", (System.nanoTime() - startNanos) / 1_000_000);
    return out;
  }

  private static String text(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  @Override
  public void close() {
    ledger.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
