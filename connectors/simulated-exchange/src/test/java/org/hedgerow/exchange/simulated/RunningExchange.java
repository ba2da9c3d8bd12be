package org.hedgerow.exchange.simulated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine;

/** The whole exchange, in this process, on free ports. */
final class RunningExchange implements AutoCloseable {
  private final ExchangeServer server;

  RunningExchange(Path directory, String... arguments) throws Exception {
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
    for (String account : new String[] {"binance-spot", "binance-usdm", "binance-coinm"}) {
      Path file = credentials.resolve(account);
      Files.writeString(file, "key=" + Client.KEY + "\nsecret=" + Client.SECRET + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return credentials;
  }

  Client client(String venue) {
    return new Client(server.port(venue));
  }

  @Override
  public void close() {
    server.close();
  }
}
