package org.hedgerow.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;

/** The demo's portfolio; its addresses lead nowhere. */
final class SampleConfiguration {
  private static final Path FILE = Path.of("deploy/configuration/demo.yaml");

  private SampleConfiguration() {}

  /** Read from the checkout, in which or in a module of which this runs. */
  static Configuration read() {
    Path file = Files.exists(FILE) ? FILE : Path.of("..").resolve(FILE);
    try {
      return Configuration.parse(
          Files.readString(file),
          Map.of(
              "ENVIRONMENT", "simulated",
              "BINANCE_SPOT_REST", "http://localhost:1",
              "BINANCE_SPOT_STREAM", "ws://localhost:1",
              "BINANCE_USDM_REST", "http://localhost:2",
              "BINANCE_USDM_STREAM", "ws://localhost:2",
              "BINANCE_COINM_REST", "http://localhost:3",
              "BINANCE_COINM_STREAM", "ws://localhost:3"));
    } catch (IOException e) {
      throw new UncheckedIOException("run this in the project's folder: no " + FILE, e);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
