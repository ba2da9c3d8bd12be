package org.hedgerow.jobs.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecordBase;
import org.hedgerow.engine.EngineVersion;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.hedgerow.engine.configuration.ConfigurationSnapshot;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.schema.Alert;
import org.hedgerow.schema.BalanceReport;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.Decision;
import org.hedgerow.schema.EngineChange;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.Gap;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Mark;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.PositionReport;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.RecordCodec;
import org.hedgerow.schema.Tick;

/** The recorded journal under {@code golden/} and what it must give; see the README there. */
public final class GoldenJournal {
  /** The journal's identity, drawn by nobody. */
  public static final String JOURNAL_ID = "abcdefghij";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ID = Pattern.compile("@(\\d+):(\\d+)/(\\d+)/(\\d+)/(\\d+)");
  private static final Map<String, Class<? extends SpecificRecordBase>> PAYLOADS =
      Map.of(
          "Quote", Quote.class,
          "Mark", Mark.class,
          "Tick", Tick.class,
          "ExecutionReport", ExecutionReport.class,
          "BalanceReport", BalanceReport.class,
          "PositionReport", PositionReport.class,
          "Gap", Gap.class,
          "EngineChange", EngineChange.class);

  private GoldenJournal() {}

  /** The entries, in the order of the file: group after group. */
  public static List<JournalRecord> entries() {
    List<JournalRecord> entries = new ArrayList<>();
    for (JsonNode line : lines("journal.jsonl")) {
      String[] at = line.get("at").textValue().split(":", -1);
      JournalEntry entry = entry(line);
      entries.add(
          new JournalRecord(
              entry.getGroup(),
              Integer.parseInt(at[0]),
              Long.parseLong(at[1]),
              RecordCodec.of(JournalEntry.class).encode(entry)));
    }
    return entries;
  }

  /** The orders that it must give. */
  public static List<Order> orders() {
    return lines("orders.jsonl").stream()
        .map(line -> ReadableJson.record(line, Order.class))
        .toList();
  }

  /** The decisions that it must give. */
  public static List<Decision> decisions() {
    return lines("decisions.jsonl").stream()
        .map(line -> ReadableJson.record(line, Decision.class))
        .toList();
  }

  /** The alerts that it must give. */
  public static List<Alert> alerts() {
    return lines("alerts.jsonl").stream()
        .map(line -> ReadableJson.record(line, Alert.class))
        .toList();
  }

  /** By the rule of specs/journal, written a second time: 106 bits in base 62. */
  public static String clientOrderId(
      int partition, long offset, int portfolio, int group, int index) {
    BigInteger number = new BigInteger(JOURNAL_ID, 36).mod(BigInteger.TWO.pow(30));
    number = number.multiply(BigInteger.TWO.pow(10)).add(BigInteger.valueOf(partition));
    number = number.multiply(BigInteger.TWO.pow(40)).add(BigInteger.valueOf(offset));
    number = number.multiply(BigInteger.TWO.pow(10)).add(BigInteger.valueOf(portfolio));
    number = number.multiply(BigInteger.TWO.pow(10)).add(BigInteger.valueOf(group));
    number = number.multiply(BigInteger.TWO.pow(6)).add(BigInteger.valueOf(index));
    String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 18; i++) {
      text.append(digits.charAt(number.mod(BigInteger.valueOf(62)).intValue()));
      number = number.divide(BigInteger.valueOf(62));
    }
    return text.reverse().toString();
  }

  private static JournalEntry entry(JsonNode line) {
    JournalEntry.Builder entry =
        JournalEntry.newBuilder()
            .setGroup(line.get("group").textValue())
            .setReceiveTimeMicros(line.get("receiveTimeMicros").longValue());
    JsonNode origin = line.get("origin");
    entry.setOrigin(
        new Origin(
            origin.get(0).textValue(),
            origin.get(1).longValue(),
            origin.get(2).longValue(),
            origin.get(3).textValue()));
    if (line.has("ConfigChange")) {
      return entry
          .setPayload(configuration(line.get("ConfigChange").get("file").textValue()))
          .build();
    }
    String payload = PAYLOADS.keySet().stream().filter(line::has).findFirst().orElseThrow();
    return entry.setPayload(ReadableJson.record(line.get(payload), PAYLOADS.get(payload))).build();
  }

  private static ConfigChange configuration(String file) {
    try {
      return ConfigurationSnapshot.of(
          Configuration.parse(text(file)), JOURNAL_ID, 4, EngineVersion.CURRENT);
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<JsonNode> lines(String file) {
    return text(file)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(GoldenJournal::substituted)
        .map(
            line -> {
              try {
                return JSON.readTree(line);
              } catch (IOException e) {
                throw new UncheckedIOException(file + ": " + line, e);
              }
            })
        .toList();
  }

  private static String substituted(String line) {
    Matcher matcher = ID.matcher(line.replace("$ENGINE", EngineVersion.CURRENT));
    return matcher.replaceAll(
        id ->
            clientOrderId(
                Integer.parseInt(id.group(1)),
                Long.parseLong(id.group(2)),
                Integer.parseInt(id.group(3)),
                Integer.parseInt(id.group(4)),
                Integer.parseInt(id.group(5))));
  }

  private static String text(String file) {
    try (InputStream in = GoldenJournal.class.getResourceAsStream("/golden/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
