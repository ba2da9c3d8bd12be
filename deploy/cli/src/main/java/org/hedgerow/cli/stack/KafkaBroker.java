package org.hedgerow.cli.stack;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** One Kafka broker that is its own controller (KRaft). */
public final class KafkaBroker {
  public static final String NAME = "kafka";
  static final int WELL_KNOWN_PORT = 9092;
  static final int WELL_KNOWN_CONTROLLER_PORT = 9093;
  private static final int TIMEOUT_MILLIS = 3000;

  private KafkaBroker() {}

  /** Writes the configuration, formats the storage if it is new, and says how to start it. */
  static ProcessSpec spec(StackLayout layout, int port, int controllerPort) {
    Path properties = layout.run().resolve("kafka.properties");
    Path data = layout.run().resolve("kafka");
    Template.write(
        "kafka.properties",
        Map.of(
            "port", Integer.toString(port),
            "controller-port", Integer.toString(controllerPort),
            "data", data.toString()),
        properties);
    Path logging = layout.run().resolve("kafka-log4j2.xml");
    Template.write("kafka-log4j2.xml", Map.of(), logging);
    if (!Files.exists(data.resolve("meta.properties"))) {
      format(layout, properties);
    }
    return ProcessSpec.of(
        NAME,
        Jvm.command(
            List.of(
                "-Xms512m",
                "-Xmx512m",
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=20",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlog.file=" + layout.logs().resolve(NAME + ".log"),
                "-Dlog4j2.configurationFile=" + logging),
            layout.kafkaClassPath(),
            "kafka.Kafka",
            List.of(properties.toString())),
        Map.of(),
        layout);
  }

  private static void format(StackLayout layout, Path properties) {
    Jvm.run(
        "formatting Kafka's storage",
        Jvm.command(
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlog4j2.configurationFile=" + layout.run().resolve("kafka-log4j2.xml"),
                "-Dlog.file=" + layout.logs().resolve("kafka-format.log")),
            layout.kafkaClassPath(),
            "kafka.tools.StorageTool",
            List.of("format", "-t", clusterId(), "-c", properties.toString())));
  }

  /** A UUID in the form that Kafka gives cluster ids. */
  private static String clusterId() {
    UUID id = UUID.randomUUID();
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()).replace('-', 'A');
  }

  /** Asks for the cluster's brokers. */
  public static String missing(String bootstrapServers) throws Exception {
    try (Admin admin = admin(bootstrapServers)) {
      int brokers =
          admin.describeCluster().nodes().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).size();
      return brokers == 1 ? "" : brokers + " brokers are registered, not 1";
    }
  }

  /** An admin client that gives up soon, to be closed by the caller. */
  public static Admin admin(String bootstrapServers) {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    properties.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "hedgerow-cli");
    return Admin.create(properties);
  }

  /** Deletes the data, and with it the topics. Only while it is stopped. */
  static void wipe(StackLayout layout) {
    Folders.delete(layout.run().resolve("kafka"));
  }
}
