package org.hedgerow.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.stack.Credentials;
import org.hedgerow.cli.stack.LocalStack;
import org.hedgerow.cli.stack.ManagedProcess;
import org.hedgerow.cli.stack.Ports;
import org.hedgerow.cli.stack.ProcessSpec;
import org.hedgerow.cli.stack.StackLayout;
import org.hedgerow.engine.configuration.Account;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.VenueEndpoint;

/** The simulated exchange, a process of the demo's stack. */
public final class ExchangeProcess {
  public static final String NAME = "exchange";

  private static final Duration READY_LIMIT = Duration.ofSeconds(30);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The exchange's own names of the venues that it speaks as. */
  private static final Map<String, String> VENUES = venues();

  private static Map<String, String> venues() {
    Map<String, String> venues = new LinkedHashMap<>();
    venues.put("BINANCE_SPOT", "spot");
    venues.put("BINANCE_USDM", "usdm");
    venues.put("BINANCE_COINM", "coinm");
    venues.put("OKX", "okx");
    venues.put("DERIBIT", "deribit");
    return venues;
  }

  private final StackLayout layout;

  /** Chosen once, so that a configuration, the exchange and one that takes its place agree. */
  private final OptionExpiries expiries = OptionExpiries.after(Instant.now());

  private final HttpClient client = HttpClient.newHttpClient();
  private ManagedProcess process;
  private JsonNode ports;

  public ExchangeProcess(StackLayout layout) {
    this.layout = layout;
  }

  /** Where the exchange writes down what happened. */
  public Path ledger() {
    return layout.run().resolve("exchange-ledger.jsonl");
  }

  private Path portsFile() {
    return layout.run().resolve("exchange-ports.json");
  }

  /** Starts it with the balances that the configuration says the accounts have. */
  void start(LocalStack stack, DemoOptions options, Configuration configuration) {
    start(stack, options, configuration, List.of());
  }

  /**
   * The same.
   *
   * @param more words of its command line, such as {@code --rate 8000}
   */
  public void start(
      LocalStack stack, DemoOptions options, Configuration configuration, List<String> more) {
    for (Account account : configuration.accounts()) {
      stack
          .credentials()
          .write(
              account.credentials(),
              new Credentials.Credential(Credentials.randomSecret(), Credentials.randomSecret()),
              Credentials.randomSecret());
    }
    List<String> arguments = new ArrayList<>();
    List<String> open = open(configuration);
    arguments.addAll(List.of("--venues", String.join(",", open)));
    // Chosen here and not by it: if it dies it is started again, and has to be where it was.
    for (String venue : open) {
      arguments.addAll(List.of("--port", venue + "=" + Ports.anyFree()));
    }
    arguments.addAll(List.of("--admin-port", Integer.toString(Ports.anyFree())));
    arguments.addAll(List.of("--ports-file", portsFile().toString()));
    arguments.addAll(List.of("--ledger", ledger().toString()));
    arguments.addAll(List.of("--credentials", layout.credentials().toString()));
    arguments.addAll(List.of("--accounts", accounts(configuration).toString()));
    if (options.replay().isPresent()) {
      arguments.addAll(
          List.of("--market", "replay", "--frames", options.replay().get().toString()));
      arguments.addAll(List.of("--speed", options.speed()));
      arguments.addAll(List.of("--timestamps", options.orders() ? "shifted" : "kept"));
    } else {
      arguments.addAll(List.of("--market", "generated"));
    }
    if (options.orders()) {
      arguments.add("--customer-flow");
    }
    boolean dated = configuration.instruments().stream().anyMatch(one -> one.expiry().isPresent());
    arguments.addAll(List.of("--expiries", dated ? expiries.days() : "none"));
    arguments.addAll(more);
    Path folder = layout.checkout().resolve("connectors/simulated-exchange/target");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-Dhedgerow.home=" + layout.home()));
    command.addAll(List.of("-cp", jar(folder) + ":" + folder.resolve("lib") + "/*"));
    command.add("org.hedgerow.exchange.simulated.SimulatedExchange");
    command.addAll(arguments);
    process =
        stack.startProcess(
            ProcessSpec.of(NAME, command, Map.of(), layout),
            () -> Files.exists(portsFile()) ? "" : "its ports are not known yet",
            READY_LIMIT);
    try {
      ports = JSON.readTree(portsFile().toFile());
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + portsFile() + ": " + e.getMessage(), e);
    }
  }

  /** Binance is always open, so that its market is the same whatever else is. */
  private static List<String> open(Configuration configuration) {
    Set<String> keys = new LinkedHashSet<>(List.of("spot", "usdm", "coinm"));
    for (VenueEndpoint endpoint : configuration.venues()) {
      String key = VENUES.get(endpoint.venue());
      if (key == null) {
        throw new CommandFailed(
            "the simulated exchange does not speak as "
                + endpoint.venue()
                + "; expected venues of "
                + VENUES.keySet());
      }
      keys.add(key);
    }
    return List.copyOf(keys);
  }

  public void stop(LocalStack stack) {
    stack.stopProcess(NAME);
  }

  /** Holds its time: nothing comes from it, and its connections stay. */
  public void suspend() {
    process.suspend();
  }

  /** Lets it go on; it generates at once what it was to generate meanwhile. */
  public void resume() {
    process.resume();
  }

  /** What a configuration file has to be told of it. */
  public Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("ENVIRONMENT", "simulated");
    VENUES.forEach(
        (venue, key) -> {
          int port = ports.path(key).asInt();
          addresses.put(venue + "_REST", "http://127.0.0.1:" + port);
          addresses.put(venue + "_STREAM", "ws://127.0.0.1:" + port);
        });
    addresses.putAll(expiries.variables());
    return addresses;
  }

  /** Addresses that parse, for reading a configuration before the exchange runs. */
  public Map<String, String> placeholders() {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("ENVIRONMENT", "simulated");
    for (String venue : VENUES.keySet()) {
      addresses.put(venue + "_REST", "http://127.0.0.1");
      addresses.put(venue + "_STREAM", "ws://127.0.0.1");
    }
    addresses.putAll(expiries.variables());
    return addresses;
  }

  /** What it says of itself. */
  public JsonNode status() {
    try {
      return JSON.readTree(admin("GET", "/status", ""));
    } catch (IOException e) {
      throw new CommandFailed("the simulated exchange says of itself: " + e.getMessage(), e);
    }
  }

  /**
   * Asks something of its administration.
   *
   * @return the body of the answer
   * @throws CommandFailed if it does not answer, or refuses
   */
  public String admin(String method, String path, String body) {
    URI uri = URI.create("http://127.0.0.1:" + ports.path("admin").asInt() + path);
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(uri)
                  .timeout(ANSWER_LIMIT)
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 400) {
        throw new CommandFailed(
            "the simulated exchange refuses "
                + method
                + " "
                + path
                + ": HTTP "
                + answer.statusCode()
                + " "
                + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new CommandFailed("the simulated exchange does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }

  private Path accounts(Configuration configuration) {
    ObjectNode file = OpeningAccounts.of(configuration, VENUES);
    Path path = layout.run().resolve("exchange-accounts.json");
    try {
      Files.writeString(path, file.toString());
    } catch (IOException e) {
      throw new CommandFailed("cannot write " + path + ": " + e.getMessage(), e);
    }
    return path;
  }

  private static Path jar(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(
              file ->
                  file.getFileName().toString().matches("hedgerow-simulated-exchange-[^/]*\\.jar"))
          .findFirst()
          .orElseThrow(
              () -> new CommandFailed("no simulated exchange in " + folder + "; build first"));
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }
}
