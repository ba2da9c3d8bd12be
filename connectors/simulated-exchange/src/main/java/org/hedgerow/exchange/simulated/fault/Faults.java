package org.hedgerow.exchange.simulated.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.hedgerow.exchange.simulated.ledger.LedgerRows;

/**
 * The faults of one venue: which are set, and how often each struck. Every stroke is a row of the
 * ledger, so that a judge can tell a fault of the exchange from one of its client.
 *
 * <p>A fault is set to {@code true} for always, to a number for the next so many, or to {@code
 * {"probability": 0.1}}. Those in milliseconds are set to their length, or to {@code {"ms": 500,
 * "next": 3}}. {@code rate_limit} and {@code maintenance} last for so many seconds.
 */
public final class Faults {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RATE_LIMIT = "rate_limit";
  private static final String MAINTENANCE = "maintenance";

  private final String account;
  private final LedgerRows rows;
  private final LongSupplier nanos;
  private final SplittableRandom random;
  private final Map<Fault, Setting> settings = new EnumMap<>(Fault.class);
  private final Map<Fault, Long> struck = new EnumMap<>(Fault.class);
  private long limitedUntilNanos;
  private long closedUntilNanos;
  private long limited;
  private long closed;

  /** How a fault is set; {@code left} is negative for without an end. */
  private static final class Setting {
    double probability = 1;
    long left = -1;
    long millis;
  }

  /**
   * @param nanos a clock for what lasts a while
   * @param seed of the faults that are set to a probability
   */
  public Faults(String account, LedgerRows rows, LongSupplier nanos, long seed) {
    this.account = account;
    this.rows = rows;
    this.nanos = nanos;
    this.random = new SplittableRandom(seed);
    this.limitedUntilNanos = nanos.getAsLong();
    this.closedUntilNanos = nanos.getAsLong();
  }

  /** Whether {@code name} is one of a venue's faults. */
  public static boolean isKnown(String name) {
    return name.equals(RATE_LIMIT) || name.equals(MAINTENANCE) || named(name) != null;
  }

  private static Fault named(String name) {
    for (Fault fault : Fault.values()) {
      if (fault.key().equals(name)) {
        return fault;
      }
    }
    return null;
  }

  /** What is wrong with a setting, as sentences; nothing is set if there are any. */
  public static List<String> wrong(JsonNode wanted) {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, JsonNode> one : wanted.properties()) {
      if (isKnown(one.getKey()) && !isSetting(one.getKey(), one.getValue())) {
        wrong.add(one.getKey() + ": " + one.getValue() + " is no setting");
      }
    }
    return wrong;
  }

  private static boolean isSetting(String name, JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.asLong() >= 0;
    }
    Fault fault = named(name);
    if (fault == null) {
      return false;
    }
    if (value.isObject()) {
      boolean complete = !fault.inMillis() || value.path("ms").isIntegralNumber();
      double probability = value.path("probability").asDouble(1);
      return complete && probability >= 0 && probability <= 1;
    }
    return value.isBoolean() && !fault.inMillis();
  }

  /** Sets what {@code wanted} names and leaves the rest as it is. */
  public void set(JsonNode wanted) {
    for (Map.Entry<String, JsonNode> one : wanted.properties()) {
      Fault fault = named(one.getKey());
      if (one.getKey().equals(RATE_LIMIT)) {
        limitedUntilNanos = nanos.getAsLong() + one.getValue().asLong() * 1_000_000_000L;
      } else if (one.getKey().equals(MAINTENANCE)) {
        closedUntilNanos = nanos.getAsLong() + one.getValue().asLong() * 1_000_000_000L;
      } else if (fault != null) {
        set(fault, one.getValue());
      }
    }
  }

  private void set(Fault fault, JsonNode value) {
    Setting setting = new Setting();
    if (value.isObject()) {
      setting.probability = value.path("probability").asDouble(1);
      setting.left = value.path("next").asLong(-1);
      setting.millis = value.path("ms").asLong();
    } else if (value.isBoolean()) {
      setting.left = value.asBoolean() ? -1 : 0;
    } else if (fault.inMillis()) {
      setting.millis = value.asLong();
      setting.left = setting.millis == 0 ? 0 : -1;
    } else {
      setting.left = value.asLong();
    }
    settings.put(fault, setting);
  }

  /** Ends all of them; what they did stays counted. */
  public void clear() {
    settings.clear();
    limitedUntilNanos = nanos.getAsLong();
    closedUntilNanos = nanos.getAsLong();
  }

  /** Whether the fault strikes now; it is then counted and in the ledger. */
  public boolean strikes(Fault fault, String subject) {
    Setting setting = settings.get(fault);
    if (setting == null || setting.left == 0) {
      return false;
    }
    if (setting.probability < 1 && random.nextDouble() >= setting.probability) {
      return false;
    }
    if (setting.left > 0) {
      setting.left--;
    }
    struck.merge(fault, 1L, Long::sum);
    rows.fault(account, fault.key(), subject);
    return true;
  }

  /** The length of a fault in milliseconds, where it strikes; zero where it does not. */
  public long millis(Fault fault, String subject) {
    return strikes(fault, subject) ? settings.get(fault).millis : 0;
  }

  /** Seconds for which the venue still answers 429; zero if it does not. */
  public long limitedSeconds(String subject) {
    long left = limitedUntilNanos - nanos.getAsLong();
    if (left <= 0) {
      return 0;
    }
    limited++;
    rows.fault(account, RATE_LIMIT, subject);
    return (left + 999_999_999L) / 1_000_000_000L;
  }

  /** Whether the venue is closed for maintenance. */
  public boolean isClosed(String subject) {
    if (closedUntilNanos - nanos.getAsLong() <= 0) {
      return false;
    }
    closed++;
    rows.fault(account, MAINTENANCE, subject);
    return true;
  }

  /** What is set, and how often each struck. */
  public ObjectNode told() {
    ObjectNode out = JSON.createObjectNode();
    for (Fault fault : Fault.values()) {
      ObjectNode one = out.putObject(fault.key());
      Setting setting = settings.get(fault);
      one.put("set", setting != null && setting.left != 0);
      if (setting != null && setting.left > 0) {
        one.put("next", setting.left);
      }
      if (setting != null && setting.probability < 1) {
        one.put("probability", setting.probability);
      }
      if (setting != null && fault.inMillis()) {
        one.put("ms", setting.millis);
      }
      one.put("struck", struck.getOrDefault(fault, 0L));
    }
    long now = nanos.getAsLong();
    out.putObject(RATE_LIMIT).put("set", limitedUntilNanos - now > 0).put("struck", limited);
    out.putObject(MAINTENANCE).put("set", closedUntilNanos - now > 0).put("struck", closed);
    return out;
  }

  /** For messages: every name that can be set. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(List.of(RATE_LIMIT, MAINTENANCE));
    for (Fault fault : Fault.values()) {
      names.add(fault.name().toLowerCase(Locale.ROOT));
    }
    return names;
  }
}
