package org.hedgerow.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;

/**
 * What a job is told on its command line.
 *
 * @param bootstrapServers of Kafka
 * @param database JDBC address with user, for the jobs that need one
 * @param configurationText the YAML, for operators, which parse it where they run
 * @param configuration the same, parsed
 * @param journalId the identity of the journal, by which our own orders are known
 * @param checkpointInterval between checkpoints
 * @param parallelism of every operator that does not need another
 * @param tickInterval between two ticks of the journal's clock
 * @param linger how long the producer of raw frames may wait for a batch to fill; zero is the least
 *     latency, a millisecond the most frames
 * @param deliveryTimeout how long a producer waits for the acknowledgement of a record, over all
 *     its retries, before it fails the job; nothing is lost by it, a checkpoint never passes the
 *     record
 * @param armed whether orders may go to a venue that is configured as live
 */
public record JobSettings(
    String bootstrapServers,
    Optional<String> database,
    String configurationText,
    Configuration configuration,
    String journalId,
    Duration checkpointInterval,
    int parallelism,
    Duration tickInterval,
    Duration linger,
    Duration deliveryTimeout,
    boolean armed) {
  private static final Duration SHORTEST_DELIVERY = Duration.ofSeconds(2);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
  private static final Pattern JOURNAL_ID = Pattern.compile("[a-z0-9]{10}");
  private static final List<String> FLAGS =
      List.of(
          "--bootstrap-servers",
          "--database",
          "--configuration",
          "--journal-id",
          "--checkpoint-interval",
          "--parallelism",
          "--tick-interval",
          "--linger",
          "--delivery-timeout",
          "--arm-live");

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with every error that it has, each with flag, value and what
   *     was expected
   */
  public static JobSettings parse(String[] arguments) {
    List<String> errors = new ArrayList<>();
    Map<String, String> flags = flags(arguments, errors);
    String yaml = flags.getOrDefault("--configuration", "");
    JobSettings settings =
        new JobSettings(
            text(flags, "--bootstrap-servers", value -> value.contains(":"), "HOST:PORT", errors),
            Optional.ofNullable(flags.get("--database")),
            yaml,
            configuration(yaml, errors),
            text(
                flags,
                "--journal-id",
                value -> JOURNAL_ID.matcher(value).matches(),
                "ten lower-case letters and digits",
                errors),
            duration(flags, "--checkpoint-interval", "10s", errors),
            number(flags, "--parallelism", "1", errors),
            duration(flags, "--tick-interval", "100ms", errors),
            duration(flags, "--linger", "0ms", errors),
            duration(flags, "--delivery-timeout", "2m", errors),
            flag(flags, "--arm-live", errors));
    settings
        .database()
        .filter(address -> !address.startsWith("jdbc:"))
        // The address may hold a password: it is not repeated.
        .ifPresent(address -> errors.add("--database: expected an address jdbc:..."));
    if (settings.checkpointInterval().isZero() || settings.tickInterval().isZero()) {
      errors.add("--checkpoint-interval and --tick-interval: expected more than zero");
    }
    if (settings.deliveryTimeout().compareTo(SHORTEST_DELIVERY) < 0) {
      errors.add("--delivery-timeout: expected " + SHORTEST_DELIVERY.toSeconds() + "s or more");
    }
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(
          errors.size() + " error(s) in the job's arguments:\n  " + String.join("\n  ", errors));
    }
    return settings;
  }

  /**
   * The database's address.
   *
   * @throws IllegalArgumentException if none was given
   */
  public String requiredDatabase() {
    return database.orElseThrow(
        () -> new IllegalArgumentException("--database: none; expected an address jdbc:..."));
  }

  private static Map<String, String> flags(String[] arguments, List<String> errors) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!FLAGS.contains(arguments[i])) {
        errors.add("'" + arguments[i] + "'; expected one of " + FLAGS);
      } else if (i + 1 == arguments.length) {
        errors.add(arguments[i] + ": expected a value after it");
      } else if (flags.put(arguments[i], arguments[i + 1]) != null) {
        errors.add(arguments[i] + ": twice; expected once");
      }
    }
    return flags;
  }

  private static String text(
      Map<String, String> flags,
      String flag,
      Predicate<String> valid,
      String expected,
      List<String> errors) {
    String value = flags.get(flag);
    if (value == null || !valid.test(value)) {
      errors.add(
          flag + ": " + (value == null ? "none" : "'" + value + "'") + "; expected " + expected);
      return "";
    }
    return value;
  }

  private static Configuration configuration(String yaml, List<String> errors) {
    if (yaml.isBlank()) {
      errors.add("--configuration: none; expected the text of a configuration file");
      return null;
    }
    try {
      return Configuration.parse(yaml);
    } catch (ConfigurationException e) {
      e.errors().forEach(error -> errors.add("--configuration: " + error));
      return null;
    }
  }

  private static Duration duration(
      Map<String, String> flags, String flag, String otherwise, List<String> errors) {
    String value = flags.getOrDefault(flag, otherwise);
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      errors.add(flag + ": '" + value + "'; expected a duration such as 100ms, 10s or 1m");
      return Duration.ofSeconds(1);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMinutes(amount);
    };
  }

  private static boolean flag(Map<String, String> flags, String flag, List<String> errors) {
    String value = flags.getOrDefault(flag, "false");
    if (!value.equals("true") && !value.equals("false")) {
      errors.add(flag + ": '" + value + "'; expected true or false");
    }
    return value.equals("true");
  }

  private static int number(
      Map<String, String> flags, String flag, String otherwise, List<String> errors) {
    String value = flags.getOrDefault(flag, otherwise);
    if (!value.matches("[1-9]\\d{0,2}")
        || Integer.parseInt(value) > JobEnvironment.MAX_PARALLELISM) {
      errors.add(
          flag
              + ": '"
              + value
              + "'; expected a whole number from 1 to "
              + JobEnvironment.MAX_PARALLELISM);
      return 1;
    }
    return Integer.parseInt(value);
  }
}
