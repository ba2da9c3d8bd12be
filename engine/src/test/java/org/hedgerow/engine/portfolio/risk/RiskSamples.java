package org.hedgerow.engine.portfolio.risk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;

/** The demo's configuration with limits over its groups. */
final class RiskSamples {
  private RiskSamples() {}

  /** With further keys and limits, as YAML. */
  static Configuration configuration(String keys, String limits) {
    try {
      return Configuration.parse(
          Files.readString(Path.of("../deploy/configuration/demo.yaml"))
              + "\nportfolio_risk:\n  currency: USD\n  at_par: [USDT]\n"
              + keys
              + "  limits:\n"
              + limits,
          Map.of(
              "ENVIRONMENT", "simulated",
              "BINANCE_SPOT_REST", "http://localhost:1",
              "BINANCE_SPOT_STREAM", "ws://localhost:1",
              "BINANCE_USDM_REST", "http://localhost:2",
              "BINANCE_USDM_STREAM", "ws://localhost:2",
              "BINANCE_COINM_REST", "http://localhost:3",
              "BINANCE_COINM_STREAM", "ws://localhost:3"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
