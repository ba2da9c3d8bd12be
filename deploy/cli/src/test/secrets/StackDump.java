import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.io.OutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postgresql.PGConnection;

/**
 * Writes everything that a running stack keeps into files: every record of every topic as it is, every row of every table
 * as text. Arguments: stack.json, the folder of credentials, where to write.
 */
public final class StackDump {
  private StackDump() {}

  public static void main(String[] arguments) throws Exception {
    String state = Files.readString(Path.of(arguments[0]));
    Path into = Files.createDirectories(Path.of(arguments[2]));
    long records = topics("127.0.0.1:" + found(state, "\"kafka\"\\s*:\\s*(\\d+)"), into.resolve("topics"));
    Properties login = new Properties();
    try (var lines = Files.newBufferedReader(Path.of(arguments[1], "database"))) {
      login.load(lines);
    }
    long rows =
        tables(
            found(state, "\"jdbcUrl\"\\s*:\\s*\"([^\"]+)\""),
            login.getProperty("key"),
            login.getProperty("secret"),
            into.resolve("tables"));
    Files.writeString(into.resolve("order"), newest(found(state, "\"jdbcUrl\"\\s*:\\s*\"([^\"]+)\""), login));
    System.out.println(records + " records, " + rows + " rows");
  }

  /** The id of the newest order, to ask why of it. */
  private static String newest(String url, Properties login) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(url, login.getProperty("key"), login.getProperty("secret"));
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT client_order_id FROM gateway_order ORDER BY reserved_at DESC LIMIT 1")) {
      found.next();
      return found.getString(1);
    }
  }

  private static String found(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in the stack's state");
    }
    return matcher.group(1);
  }

  private static long topics(String broker, Path file) throws Exception {
    long records = 0;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker));
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        OutputStream out = Files.newOutputStream(file)) {
      List<TopicPartition> all = new ArrayList<>();
      admin
          .describeTopics(admin.listTopics().names().get())
          .allTopicNames()
          .get()
          .forEach((name, topic) -> topic.partitions().forEach(one -> all.add(new TopicPartition(name, one.partition()))));
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          records++;
          out.write((record.topic() + " ").getBytes(StandardCharsets.UTF_8));
          if (record.key() != null) {
            out.write(record.key());
          }
          if (record.value() != null) {
            out.write(record.value());
          }
          record.headers().forEach(header -> write(out, header.value()));
          out.write('\n');
        }
      }
    }
    return records;
  }

  private static void write(OutputStream out, byte[] bytes) {
    try {
      out.write(bytes == null ? new byte[0] : bytes);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long tables(String url, String user, String password, Path file) throws Exception {
    long rows = 0;
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement();
        OutputStream out = Files.newOutputStream(file)) {
      List<String> tables = new ArrayList<>();
      try (ResultSet found =
          statement.executeQuery(
              "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                  + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
                  + " AND schemaname NOT LIKE '\\_timescaledb%'")) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String table : tables) {
        rows +=
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT", out);
      }
    }
    return rows;
  }
}
