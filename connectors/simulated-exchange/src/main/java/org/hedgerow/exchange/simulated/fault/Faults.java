package org.hedgerow.exchange.simulated.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
 * "next": 3}}. {@code rate_limit}, {@code maintenance} (nothing is let in), {@code mute} (no
 * request is taken or answered), {@code stall} (streams of markets say nothing), {@code crossed}
 * (bids above asks) and {@code one_sided} (no asks) last for so many seconds.
 */
public final class Faults implements Quoting {
  private static final List<Fault> STREAMS =
      List.of(Fault.STREAM_GAP, Fault.STREAM_DUPLICATE, Fault.STREAM_REORDER, Fault.STREAM_GARBAGE);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RATE_LIMIT = "rate_limit";
  private static final String MAINTENANCE = "maintenance";
  private static final String STALL = "stall";
  private static final String MUTE = "mute";
  private static final String CROSSED = "crossed";
  private static final String ONE_SIDED = "one_sided";
  private static final List<String> LASTING =
      List.of(RATE_LIMIT, MAINTENANCE, MUTE, STALL, CROSSED, ONE_SIDED);
  private static final long NANOS = 1_000_000_000L;

  private final String account;
  private final LedgerRows rows;
  private final LongSupplier nanos;
  private final SplittableRandom random;
  private final Map<Fault, Setting> settings = new EnumMap<>(Fault.class);
  private final Map<Fault, Long> struck = new EnumMap<>(Fault.class);
  private final Map<String, Long> untilNanos = new HashMap<>();
  private final Map<String, Long> lastingStruck = new HashMap<>();
  private boolean disturbsStreams;

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
  }

  /** Whether {@code name} is one of a venue's faults. */
  public static boolean isKnown(String name) {
    return LASTING.contains(name) || named(name) != null;
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
      if (LASTING.contains(one.getKey())) {
        untilNanos.put(one.getKey(), nanos.getAsLong() + one.getValue().asLong() * NANOS);
      } else if (fault != null) {
        set(fault, one.getValue());
      }
    }
    disturbsStreams =
        untilNanos.containsKey(STALL)
            || STREAMS.stream().anyMatch(fault -> settings.containsKey(fault));
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
    untilNanos.clear();
    disturbsStreams = false;
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

  /** Whether anything of what is set concerns streams of markets. */
  boolean disturbsStreams() {
    return disturbsStreams;
  }

  /** Seconds for which the venue still answers 429; zero if it does not. */
  public long limitedSeconds(String subject) {
    long left = leftNanos(RATE_LIMIT);
    if (left <= 0) {
      return 0;
    }
    lastingStruck.merge(RATE_LIMIT, 1L, Long::sum);
    rows.fault(account, RATE_LIMIT, subject);
    return (left + NANOS - 1) / NANOS;
  }

  /** Whether the venue is closed for maintenance. */
  public boolean isClosed(String subject) {
    if (leftNanos(MAINTENANCE) <= 0) {
      return false;
    }
    lastingStruck.merge(MAINTENANCE, 1L, Long::sum);
    rows.fault(account, MAINTENANCE, subject);
    return true;
  }

  /** Whether the venue takes and answers no request. */
  public boolean isMute(String subject) {
    if (leftNanos(MUTE) <= 0) {
      return false;
    }
    lastingStruck.merge(MUTE, 1L, Long::sum);
    rows.fault(account, MUTE, subject);
    return true;
  }

  @Override
  public boolean isCrossed() {
    return leftNanos(CROSSED) > 0;
  }

  @Override
  public boolean isOneSided() {
    return leftNanos(ONE_SIDED) > 0;
  }

  /** Whether streams of markets say nothing; counted, and not in the ledger frame by frame. */
  boolean isStalled() {
    if (leftNanos(STALL) <= 0) {
      return false;
    }
    lastingStruck.merge(STALL, 1L, Long::sum);
    return true;
  }

  private long leftNanos(String lasting) {
    Long until = untilNanos.get(lasting);
    return until == null ? 0 : until - nanos.getAsLong();
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
    for (String lasting : LASTING) {
      out.putObject(lasting)
          .put("set", leftNanos(lasting) > 0)
          .put("struck", lastingStruck.getOrDefault(lasting, 0L));
    }
    return out;
  }

  /** For messages: every name that can be set. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(LASTING);
    for (Fault fault : Fault.values()) {
      names.add(fault.name().toLowerCase(Locale.ROOT));
    }
    return names;
  }
}
