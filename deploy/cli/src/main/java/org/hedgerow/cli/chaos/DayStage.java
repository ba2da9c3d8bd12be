package org.hedgerow.cli.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.hedgerow.cli.config.ConfigCommand;
import org.hedgerow.cli.demo.ExchangeProcess;
import org.hedgerow.cli.demo.LedgerResidual;
import org.hedgerow.cli.demo.OrderWatch;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.trading.ApproveCommand;
import org.hedgerow.cli.trading.GuardStops;
import org.hedgerow.cli.trading.StateChange;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.gateway.OrderResolution;
import org.hedgerow.gateway.TradingFence;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.CommandType;
import org.hedgerow.schema.TradingScope;
import picocli.CommandLine;

/** What a bad day can lay hands on: the venue, and the words that a person says about trading. */
final class DayStage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String WHO = "chaos";

  private final LocalStack stack;
  private final ExchangeProcess exchange;
  private final Configuration configuration;
  private final Path file;
  private final Progress out;
  private long dayMicros;
  private String text;
  private int version = 1;
  private boolean changed;

  /**
   * @param text the configuration in force
   * @param file where another is written before it is applied
   */
  DayStage(
      LocalStack stack,
      ExchangeProcess exchange,
      Configuration configuration,
      String text,
      Path file,
      Progress out) {
    this.stack = stack;
    this.exchange = exchange;
    this.configuration = configuration;
    this.text = text;
    this.file = file;
    this.out = out;
  }

  static long nowMicros() {
    return OrderWatch.nowMicros();
  }

  /** A day begins now. */
  void begin() {
    dayMicros = nowMicros();
  }

  /** When the day began. */
  long dayMicros() {
    return dayMicros;
  }

  void sleep(Duration time) {
    ChaosStage.sleep(time);
  }

  /** Tells the exchange to misbehave; {@code {}} makes it behave again. */
  void faults(String json) {
    exchange.admin(json.equals("{}") ? "DELETE" : "POST", "/faults", json.equals("{}") ? "" : json);
  }

  /** Has the venue, or the account's owner, do something. */
  void admin(String path, String json) {
    exchange.admin("POST", path, json);
  }

  /** Customers trade, or do not. */
  void customers(boolean trade) {
    exchange.admin("POST", trade ? "/customers/start" : "/customers/stop", "");
  }

  /**
   * Sets a fault of one venue and waits until it has struck so often.
   *
   * @param setting what it is set to, as JSON
   */
  void strike(String venue, String fault, String setting, int times, Duration limit) {
    int before = struck(venue, fault);
    faults("{\"venue\":\"" + venue + "\",\"" + fault + "\":" + setting + "}");
    await(
        () -> struck(venue, fault) >= before + times,
        limit,
        fault + " has not struck " + times + " times");
  }

  private int struck(String venue, String fault) {
    try {
      return JSON.readTree(exchange.admin("GET", "/faults", ""))
          .path(venue)
          .path(fault)
          .path("struck")
          .asInt();
    } catch (IOException e) {
      throw new CommandFailed("the simulated exchange says of its faults: " + e.getMessage(), e);
    }
  }

  /** Waits until an order of ours works there, by the exchange's own word. */
  void awaitWorking(String account, Duration limit) {
    await(
        () -> exchange.status().path("orders").path(account).path("open").asInt() > 0,
        limit,
        "nothing works on " + account);
  }

  /** Puts another configuration in force until the day is over. */
  void apply(UnaryOperator<String> change) {
    put(change.apply(text));
    changed = true;
  }

  /** Puts another configuration in force for good. */
  void applyForGood(UnaryOperator<String> change) {
    text = change.apply(text);
    put(text);
  }

  /** Takes back what was put in force for a day. */
  void restore() {
    if (changed) {
      put(text);
      changed = false;
    }
  }

  private void put(String yaml) {
    version++;
    try {
      Files.writeString(file, yaml.replaceFirst("(?m)^version: [0-9]+$", "version: " + version));
    } catch (IOException e) {
      throw new CommandFailed("cannot write " + file + ": " + e.getMessage(), e);
    }
    said(
        new CommandLine(new ConfigCommand()),
        "apply",
        file.toString(),
        "--bootstrap-servers",
        servers());
  }

  private void said(CommandLine command, String... words) {
    int code = command.execute(words);
    if (code != 0) {
      throw new NotRecovered(String.join(" ", List.of(words)) + " ended with exit code " + code);
    }
  }

  private String servers() {
    return stack.addresses().bootstrapServers();
  }

  /** Waits until a guard has stopped a scope, as {@code status} shows it. */
  void awaitGuard(String scope, Duration limit) {
    await(() -> isGuarded(scope), limit, "no guard has stopped " + scope);
  }

  private boolean isGuarded(String scope) {
    return GuardStops.read(stack.addresses().jdbcUrl(), stack.credentials())
        .orElse(List.of())
        .stream()
        .anyMatch(stop -> stop.scope().equals(scope));
  }

  /** Takes back a stop, as a person does, and waits until {@code status} shows none. */
  void resume(String scope) {
    StateChange change =
        new StateChange(stack.addresses().jdbcUrl(), servers(), stack.credentials(), out);
    if (!change.announce(
        CommandType.RESUME,
        TradingFence.State.ACTIVE,
        TradingScope.parse(scope),
        WHO,
        "the venue is well again")) {
      throw new NotRecovered("a resume of " + scope + " was not answered");
    }
    await(() -> !isGuarded(scope), Duration.ofSeconds(15), scope + " is still shown as stopped");
  }

  /**
   * Approves the newest request for BTC on USD-M, and sees in the exchange's ledger that none left
   * before and one leaves then.
   */
  void approveOne(Duration limit) {
    await(() -> request().isPresent(), limit, "no approval was asked for");
    // What is wanted stays what was asked for while nobody trades.
    customers(false);
    long asked = nowMicros();
    sleep(Duration.ofSeconds(5));
    mustNotHaveTraded("binance-usdm", "BTCUSDT", asked);
    said(
        new CommandLine(new ApproveCommand()),
        request().orElseThrow(),
        "--by",
        WHO,
        "--reason",
        "a drill",
        "--bootstrap-servers",
        servers());
    await(
        () -> !placedSince("binance-usdm", "BTCUSDT", asked).isEmpty(),
        Duration.ofSeconds(20),
        "nothing was placed after the approval");
    sleep(Duration.ofSeconds(3));
    List<String> let = placedSince("binance-usdm", "BTCUSDT", asked);
    if (let.size() != 1) {
      throw new NotRecovered("one approval let out " + let);
    }
    customers(true);
  }

  /** The number of the newest request. */
  private Optional<String> request() {
    return DayAlerts.since(servers(), dayMicros).stream()
        .filter(alert -> alert.getCode().equals("APPROVAL_REQUESTED"))
        .map(Alert::getText)
        .filter(words -> words.contains("BINANCE_USDM:BTCUSDT"))
        .map(words -> words.substring(0, words.indexOf(':')))
        .reduce((first, second) -> second);
  }

  /** Waits until an order has vanished, and says that it is not at the venue, as a person does. */
  void resolveVanished(Duration limit) {
    await(() -> vanished().isPresent(), limit, "no order was told to have vanished");
    try (Connection database = stack.connectDatabase()) {
      new OrderResolution(database).notSent(vanished().orElseThrow(), WHO, "the venue lost it");
    } catch (OrderResolution.Refused refused) {
      throw new NotRecovered(refused.getMessage());
    } catch (SQLException | IOException e) {
      throw new CommandFailed("the order cannot be resolved: " + e.getMessage(), e);
    }
  }

  private Optional<String> vanished() {
    return DayAlerts.since(servers(), dayMicros).stream()
        .filter(alert -> alert.getCode().equals("ORDER_VANISHED"))
        .map(Alert::getClientOrderId)
        .findFirst();
  }

  /** By the exchange's ledger the asset was inside its band for most of the time since then. */
  void mustBeHedged(String asset, long fromMicros) {
    try {
      double share =
          new LedgerResidual(configuration)
              .share(exchange.ledger(), fromMicros, nowMicros())
              .get(asset);
      if (share < 0.5) {
        throw new NotRecovered(asset + " was in its band for " + Math.round(share * 100) + " %");
      }
    } catch (IOException e) {
      throw new CommandFailed("the ledger cannot be read: " + e.getMessage(), e);
    }
  }

  /** Something of ours was accepted on that account since then. */
  void mustHaveTraded(String account, long fromMicros) {
    if (placedSince(account, "", fromMicros).isEmpty()) {
      throw new NotRecovered("nothing was placed on " + account);
    }
  }

  /** Nothing of ours was accepted there since then. */
  void mustNotHaveTraded(String account, String symbol, long fromMicros) {
    List<String> placed = placedSince(account, symbol, fromMicros);
    if (!placed.isEmpty()) {
      throw new NotRecovered("placed on " + account + " all the same: " + placed);
    }
  }

  /** Waits until something of ours was accepted on that account after now. */
  void awaitTrading(String account, Duration limit) {
    long from = nowMicros();
    await(
        () -> !placedSince(account, "", from).isEmpty(),
        limit,
        "no order on " + account + " within " + limit.toSeconds() + " s of the day's end");
  }

  private List<String> placedSince(String account, String symbol, long fromMicros) {
    try {
      return ExchangeLedger.read(exchange.ledger()).acceptedSince(account, symbol, fromMicros);
    } catch (IOException e) {
      throw new CommandFailed("the ledger cannot be read: " + e.getMessage(), e);
    }
  }

  static void await(BooleanSupplier condition, Duration limit, String otherwise) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new NotRecovered(otherwise);
      }
      ChaosStage.sleep(LOOK);
    }
  }
}
