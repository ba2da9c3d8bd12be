package org.hedgerow.exchange.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine;

/** The whole exchange, in this process, on free ports. */
public final class RunningExchange implements AutoCloseable {
  /** Of the accounts at Kraken: any bytes in base 64. */
  public static final String KRAKEN_SECRET = "c29tZSBieXRlcyBvZiBubyBtZWFuaW5n";

  private final ExchangeServer server;

  public RunningExchange(Path directory, String... arguments) throws Exception {
    Path credentials = credentials(directory);
    ExchangeOptions options = new ExchangeOptions();
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    all[0] = "--credentials";
    all[1] = credentials.toString();
    new CommandLine(options).parseArgs(all);
    server = ExchangeServer.start(options);
  }

  private static Path credentials(Path directory) throws IOException {
    Path credentials = Files.createDirectories(directory.resolve("credentials"));
    for (String account :
        new String[] {"binance-spot", "binance-usdm", "binance-coinm", "okx", "deribit", "luno"}) {
      credentials(credentials, account, Client.SECRET);
    }
    // Kraken's are base 64.
    credentials(credentials, "kraken-spot", KRAKEN_SECRET);
    credentials(credentials, "kraken-futures", KRAKEN_SECRET);
    return credentials;
  }

  private static void credentials(Path directory, String account, String secret)
      throws IOException {
    Path file = directory.resolve(account);
    Files.writeString(file, "key=" + Client.KEY + "\nsecret=" + secret + "\npassphrase=a-phrase\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  public int port(String venue) {
    return server.port(venue);
  }

  Client client(String venue) {
    return new Client(server.port(venue));
  }

  /** Sets faults, and gives what the admin port then tells. */
  public JsonNode faults(String json) throws Exception {
    return admin("POST", json);
  }

  /** Asks the admin port for {@code /faults}. */
  public JsonNode admin(String method, String json) throws Exception {
    return admin(method, "/faults", json);
  }

  /** Asks the admin port. */
  public JsonNode admin(String method, String path, String json) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port("admin") + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(json))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    JsonNode told = new ObjectMapper().readTree(answer.body());
    if (answer.statusCode() != 200) {
      throw new IllegalArgumentException(told.toString());
    }
    return told;
  }

  @Override
  public void close() {
    server.close();
  }
}
