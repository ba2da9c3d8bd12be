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
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.hedgerow.exchange.simulated.binance.Congestion;
import org.hedgerow.exchange.simulated.binance.Credentials;
import org.hedgerow.exchange.simulated.binance.DepthSource;
import org.hedgerow.exchange.simulated.binance.MarketDepth;
import org.hedgerow.exchange.simulated.binance.PrivateApi;
import org.hedgerow.exchange.simulated.binance.StreamHub;
import org.hedgerow.exchange.simulated.binance.UserStream;
import org.hedgerow.exchange.simulated.binance.VenueServer;
import org.hedgerow.exchange.simulated.customer.CustomerFlow;
import org.hedgerow.exchange.simulated.fault.FaultAdmin;
import org.hedgerow.exchange.simulated.fault.Faults;
import org.hedgerow.exchange.simulated.fault.SkewedClock;
import org.hedgerow.exchange.simulated.ledger.Ledger;
import org.hedgerow.exchange.simulated.ledger.LedgerFile;
import org.hedgerow.exchange.simulated.ledger.LedgerRestore;
import org.hedgerow.exchange.simulated.ledger.LedgerRows;
import org.hedgerow.exchange.simulated.market.GeneratedMarket;
import org.hedgerow.exchange.simulated.market.Recordings;
import org.hedgerow.exchange.simulated.market.ReplayMarket;
import org.hedgerow.exchange.simulated.matching.Account;
import org.hedgerow.exchange.simulated.matching.EngineListener;
import org.hedgerow.exchange.simulated.matching.Execution;
import org.hedgerow.exchange.simulated.matching.Fill;
import org.hedgerow.exchange.simulated.matching.Fixed;
import org.hedgerow.exchange.simulated.matching.Instrument;
import org.hedgerow.exchange.simulated.matching.Market;
import org.hedgerow.exchange.simulated.matching.MarketListener;
import org.hedgerow.exchange.simulated.matching.MatchingEngine;
import org.hedgerow.exchange.simulated.matching.Order;
import org.hedgerow.exchange.simulated.matching.Venue;
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
  private final Map<Venue, StreamHub> hubs = new EnumMap<>(Venue.class);
  private final Map<Venue, VenueServer> servers = new EnumMap<>(Venue.class);
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final SkewedClock clock = new SkewedClock();
  private final Map<Venue, Faults> faults = new EnumMap<>(Venue.class);
  private FaultAdmin faultAdmin;
  private GeneratedMarket generated;
  private Recordings recordings;
  private ReplayMarket replay;
  private List<Market> markets = List.of();
  private MatchingEngine engine;
  private Ledger ledger = Ledger.NONE;
  private LedgerRows rows;
  private final Map<Venue, UserStream> userStreams = new EnumMap<>(Venue.class);
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
    for (Venue venue : Venue.values()) {
      hubs.put(venue, new StreamHub(congestion));
    }
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
      markets = markets(new ToEngine());
      openAccounts();
      List<Future<?>> listening = new ArrayList<>();
      for (Venue venue : Venue.values()) {
        Map<String, Market> ofVenue = new LinkedHashMap<>();
        for (Market market : markets) {
          if (market.instrument.venue() == venue) {
            ofVenue.put(market.instrument.symbol(), market);
          }
        }
        PrivateApi privateApi =
            new PrivateApi(
                vertx,
                venue,
                ofVenue,
                engine,
                Credentials.read(options.credentials, venue.account),
                userStreams.get(venue),
                ledger,
                rows,
                faults.get(venue),
                clock,
                options.orderLatency.toMillis());
        VenueServer server =
            new VenueServer(
                vertx,
                venue,
                hubs.get(venue),
                ofVenue,
                depth(),
                privateApi,
                userStreams.get(venue),
                faults.get(venue),
                clock,
                options.requestLimit);
        servers.put(venue, server);
        listening.add(
            server.listen(options.bind, portOf(venue)).onSuccess(http -> opened(venue.key, http)));
      }
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

  private int portOf(Venue venue) {
    return switch (venue) {
      case SPOT -> options.spotPort;
      case USDM -> options.usdmPort;
      case COINM -> options.coinmPort;
    };
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

  private void openAccounts() throws IOException {
    LedgerRestore before = null;
    if (options.ledger != null) {
      Context loop = vertx.getOrCreateContext();
      ledger = new LedgerFile(options.ledger, action -> loop.runOnContext(nothing -> action.run()));
      before = LedgerRestore.read(options.ledger);
    }
    rows = new LedgerRows(ledger);
    List<EngineListener> parts = new ArrayList<>();
    parts.add(rows);
    for (Venue venue : Venue.values()) {
      Faults ofVenue = new Faults(venue.account, rows, System::nanoTime, options.seed);
      faults.put(venue, ofVenue);
      UserStream stream = new UserStream(vertx, venue, hubs.get(venue), ledger, ofVenue);
      userStreams.put(venue, stream);
      parts.add(stream);
    }
    engine = new MatchingEngine(markets, !options.noDuplicateCheck, clock::millis, new Each(parts));
    faultAdmin = new FaultAdmin(faults, clock, this::disconnect, rows);
    if (before != null && !before.empty()) {
      before.into(engine, markets);
      LOG.info("restored from the ledger, {} orders open", before.openOrders());
    } else {
      InitialBalances.read(options.accounts)
          .forEach(
              (venue, wallets) ->
                  wallets.forEach((asset, amount) -> engine.deposit(venue, asset, amount)));
    }
    for (Venue venue : Venue.values()) {
      Account account = engine.account(venue);
      account.positions().keySet().forEach(market -> rows.position(account, market));
    }
    vertx.setPeriodic(MARK_ROW_MILLIS, timer -> markets.forEach(rows::mark));
    if (options.customerFlow) {
      customers =
          new CustomerFlow(
              vertx,
              engine,
              markets,
              options.customerSeed,
              options.customerDelay.toMillis(),
              options.customerPace);
      userStreams.forEach(
          (venue, stream) ->
              hubs.get(venue)
                  .onSubscription(
                      topic -> {
                        if (stream.isKey(topic.name)) {
                          customers.start();
                        }
                      }));
    }
  }

  private List<Market> markets(MarketListener listener) {
    if (options.market == ExchangeOptions.MarketKind.replay) {
      ReplayMarket.Settings settings =
          new ReplayMarket.Settings(
              options.speed,
              options.timestamps == ExchangeOptions.Timestamps.shifted,
              options.loop,
              options.startAfter == null ? -1 : options.startAfter.toMillis());
      replay = new ReplayMarket(vertx, recordings, settings, hubs::get, congestion, listener);
      hubs.values().forEach(hub -> hub.onSubscription(replay::subscribed));
      return replay.markets();
    }
    List<Market> markets = Instrument.ALL.stream().map(Market::new).toList();
    generated =
        new GeneratedMarket(
            options.seed,
            options.rate,
            startMillis,
            options.fundingMinutes,
            markets,
            hubs::get,
            listener,
            clock);
    return markets;
  }

  private DepthSource depth() {
    return replay != null
        ? replay
        : (market, limit, answer) -> answer.accept(MarketDepth.current(market, limit));
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
    UserStream account = userStreams.get(venue);
    hubs.get(venue).disconnect(stream -> all || account.isKey(stream));
  }

  private void admin(HttpServerRequest request) {
    if (request.path().equals("/faults")) {
      request
          .body()
          .onSuccess(
              body -> {
                FaultAdmin.Told told = faultAdmin.handle(request.method().name(), body.toString());
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
    hubs.forEach((venue, hub) -> clients.put(venue.key, hub.clients()));
    ObjectNode balances = out.putObject("balances");
    ObjectNode positions = out.putObject("positions");
    ObjectNode orders = out.putObject("orders");
    ObjectNode fills = out.putObject("fills");
    for (Venue venue : Venue.values()) {
      Account account = engine.account(venue);
      ObjectNode wallets = balances.putObject(venue.account);
      account.wallets().forEach((asset, wallet) -> wallets.put(asset, text(wallet.total())));
      if (venue.futures()) {
        ObjectNode held = positions.putObject(venue.account);
        account
            .positions()
            .forEach(
                (market, position) ->
                    held.put(market.instrument.symbol(), text(Fixed.decimal(position.quantity()))));
      }
      orders
          .putObject(venue.account)
          .put("open", account.openOrders().size())
          .put("known", account.orderCount());
      fills.put(venue.account, account.fillCount());
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
