package org.hedgerow.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The topics of Hedgerow, read from {@code topics.yaml} beside this class. */
public final class TopicCatalogue {
  public static final String RAW_FRAMES = "raw-frames";
  public static final String JOURNAL = "journal";
  public static final String ORDERS = "orders";
  public static final String DECISIONS = "decisions";
  public static final String DEAD_LETTERS = "dead-letters";
  public static final String ALERTS = "alerts";
  public static final String DATA_QUALITY = "data-quality";
  public static final String VALUATIONS = "valuations";
  public static final String BARS = "bars";
  public static final String STATISTICS = "statistics";
  public static final String EXPOSURES = "exposures";
  public static final String RISK_METRICS = "risk-metrics";

  private static final List<Topic> TOPICS = read();

  private TopicCatalogue() {}

  /** All topics, in the order in which a stack creates them. */
  public static List<Topic> topics() {
    return TOPICS;
  }

  /**
   * The topic of that name.
   *
   * @throws IllegalArgumentException if the catalogue has none
   */
  public static Topic topic(String name) {
    return TOPICS.stream()
        .filter(topic -> topic.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no topic " + name + " in topics.yaml"));
  }

  private static List<Topic> read() {
    try (InputStream yaml = TopicCatalogue.class.getResourceAsStream("/topics.yaml")) {
      List<Topic> topics = new ArrayList<>();
      Object document = new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
      for (Object row : (List<?>) document) {
        topics.add(topic((Map<?, ?>) row));
      }
      return List.copyOf(topics);
    } catch (IOException e) {
      throw new UncheckedIOException("topics.yaml", e);
    }
  }

  private static Topic topic(Map<?, ?> row) {
    return new Topic(
        (String) row.get("name"),
        (String) row.get("key"),
        (Integer) row.get("partitions"),
        retention((String) row.get("retention")),
        (Integer) row.get("replication"),
        (Integer) row.get("min_in_sync"),
        (String) row.get("schema"),
        (String) row.get("purpose"));
  }

  /** {@code unlimited}, or a whole number of days such as {@code 7d}. */
  private static Optional<Duration> retention(String text) {
    if (text.equals("unlimited")) {
      return Optional.empty();
    }
    if (!text.endsWith("d")) {
      throw new IllegalArgumentException("topics.yaml: retention " + text + ": expected 7d or so");
    }
    return Optional.of(Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1))));
  }
}
