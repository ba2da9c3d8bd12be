package org.hedgerow.exchange.simulated;

import picocli.CommandLine;

/** The process: an exchange to try clients against. */
public final class SimulatedExchange {
  private SimulatedExchange() {}

  public static void main(String[] arguments) {
    int exit = new CommandLine(new ExchangeOptions()).execute(arguments);
    if (exit != 0) {
      System.exit(exit);
    }
  }
}
