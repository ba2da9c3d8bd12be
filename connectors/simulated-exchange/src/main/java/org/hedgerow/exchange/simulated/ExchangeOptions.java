package org.hedgerow.exchange.simulated;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hedgerow.exchange.simulated.option.Expiries;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line of the exchange, checked whole before anything starts. */
@Command(
    name = "simulated-exchange",
    mixinStandardHelpOptions = true,
    description = "A simulated exchange that speaks the dialects of Binance and OKX.")
public final class ExchangeOptions implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--bind",
      description = "address to listen on; another than loopback only inside a container's network",
      defaultValue = "127.0.0.1")
  String bind;

  @Option(
      names = "--venues",
      split = ",",
      description = "those that are open: spot, usdm, coinm (Binance), okx, kraken (spot), deribit",
      defaultValue = "spot,usdm,coinm")
  List<String> venues;

  @Option(
      names = "--port",
      paramLabel = "VENUE=PORT",
      description = "of a venue; 0, as without it, for a free one")
  Map<String, Integer> ports = new LinkedHashMap<>();

  @Option(names = "--admin-port", description = "0 for a free one")
  int adminPort;

  @Option(names = "--ports-file", description = "written when ready, as JSON")
  Path portsFile;

  @Option(names = "--market", description = "generated or replay", defaultValue = "generated")
  MarketKind market;

  @Option(names = "--seed", description = "of the generated market", defaultValue = "1")
  long seed;

  @Option(names = "--rate", description = "generated frames a second", defaultValue = "800")
  double rate;

  @Option(
      names = "--expiries",
      paramLabel = "DAYS",
      description =
          "when dated futures and options end, 08:00 UTC of days such as 2026-12-11,2027-01-22; or"
              + " none (default: two Fridays, two weeks and two months away)",
      converter = ExpiryDays.class)
  Expiries expiries;

  @Option(names = "--funding-minutes", description = "between fundings", defaultValue = "480")
  long fundingMinutes;

  @Option(names = "--frames", description = "directory of recordings to replay")
  Path frames;

  @Option(
      names = "--speed",
      description = "times the recorded pace, or max",
      defaultValue = "1",
      converter = Speed.class)
  double speed;

  @Option(names = "--timestamps", description = "shifted or kept", defaultValue = "shifted")
  Timestamps timestamps;

  @Option(names = "--loop", description = "replay again at the end")
  boolean loop;

  @Option(
      names = "--start-after",
      description = "start the replay then, without waiting for subscribers",
      converter = Span.class)
  Duration startAfter;

  @Option(
      names = "--order-latency",
      description = "from a request's arrival to the matching engine",
      defaultValue = "2ms",
      converter = Span.class)
  Duration orderLatency;

  @Option(names = "--request-limit", description = "a minute and venue", defaultValue = "6000")
  int requestLimit;

  @Option(names = "--no-duplicate-check", description = "accept a client id that is in use")
  boolean noDuplicateCheck;

  @Option(
      names = "--customer-flow",
      description = "customers trade spot on the first venue's account that has spot markets")
  boolean customerFlow;

  @Option(names = "--customer-seed", description = "of the customer flow", defaultValue = "1")
  long customerSeed;

  @Option(
      names = "--customer-pace",
      description = "times faster than a trade every one to three seconds",
      defaultValue = "1")
  double customerPace;

  @Option(
      names = "--customer-delay",
      description = "from the first private subscriber",
      defaultValue = "5s",
      converter = Span.class)
  Duration customerDelay;

  @Option(names = "--credentials", description = "directory of the accounts' keys")
  Path credentials;

  @Option(names = "--accounts", description = "JSON file of initial balances")
  Path accounts;

  @Option(names = "--ledger", description = "JSON lines; restored from when it exists")
  Path ledger;

  enum MarketKind {
    generated,
    replay
  }

  enum Timestamps {
    shifted,
    kept
  }

  /** A duration such as 500us, 2ms, 5s, 1m. */
  static final class Span implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d+)(us|ms|s|m)");

    @Override
    public Duration convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException("expected a duration such as 2ms, 5s or 1m");
      }
      long count = Long.parseLong(form.group(1));
      return switch (form.group(2)) {
        case "us" -> Duration.ofNanos(count * 1000);
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        default -> Duration.ofMinutes(count);
      };
    }
  }

  /** Days, soonest first. */
  static final class ExpiryDays implements ITypeConverter<Expiries> {
    @Override
    public Expiries convert(String text) {
      try {
        return Expiries.parse(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }

  /** A factor, or zero for {@code max}. */
  static final class Speed implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      if (text.equals("max")) {
        return 0.0;
      }
      try {
        double factor = Double.parseDouble(text);
        if (factor > 0) {
          return factor;
        }
      } catch (NumberFormatException notANumber) {
        // Told below, as any other wrong value.
      }
      throw new TypeConversionException("expected a positive number or max");
    }
  }

  @Override
  public Integer call() throws Exception {
    List<String> wrong = new ArrayList<>(Dialects.wrong(venues, "--venues"));
    wrong.addAll(Dialects.wrong(ports.keySet(), "--port"));
    if (market == MarketKind.replay && (frames == null || !Files.isDirectory(frames))) {
      wrong.add("--frames must name a directory of recordings for --market replay: " + frames);
    }
    if (market == MarketKind.replay && !venues.containsAll(List.of("spot", "usdm", "coinm"))) {
      wrong.add("--market replay has recordings of spot, usdm and coinm: --venues must name them");
    }
    if (rate <= 0) {
      wrong.add("--rate must be positive: " + rate);
    }
    if (!(customerPace > 0)) {
      wrong.add("--customer-pace must be positive: " + customerPace);
    }
    if (fundingMinutes <= 0) {
      wrong.add("--funding-minutes must be positive: " + fundingMinutes);
    }
    if (accounts != null && !Files.isReadable(accounts)) {
      wrong.add("--accounts is not a readable file: " + accounts);
    }
    if (credentials != null && !Files.isDirectory(credentials)) {
      wrong.add("--credentials is not a directory: " + credentials);
    }
    if (!wrong.isEmpty()) {
      throw new ParameterException(spec.commandLine(), String.join("\n", wrong));
    }
    try {
      ExchangeServer.start(this);
    } catch (ExchangeServer.StartException cannotStart) {
      spec.commandLine().getErr().println(cannotStart.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    return CommandLine.ExitCode.OK;
  }
}
