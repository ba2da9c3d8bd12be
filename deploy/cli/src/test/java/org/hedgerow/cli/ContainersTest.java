package org.hedgerow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds the container files against the code, as far as that goes without an engine. */
class ContainersTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

  private final Map<?, ?> compose = yaml("docker-compose.yml");
  private final Map<?, ?> services = (Map<?, ?>) compose.get("services");

  @Test
  void imagesAreOfTheVersionsThatAreBuiltAgainst() throws IOException {
    String pom = read("pom.xml");
    assertEquals(
        "flink:" + property(pom, "flink.version") + "-java17", text("jobmanager", "image"));
    assertEquals(text("jobmanager", "image"), text("taskmanager", "image"));
    assertEquals(text("jobmanager", "image"), text("zookeeper", "image"));
    assertEquals("apache/kafka:" + property(pom, "kafka.version"), text("kafka", "image"));
    assertTrue(text("database", "image").endsWith("-pg17"));
  }

  @Test
  void portsArePublishedOnLoopbackOnly() {
    int published = 0;
    for (Object service : services.values()) {
      for (Object port : list(((Map<?, ?>) service).get("ports"))) {
        assertTrue(port.toString().startsWith("127.0.0.1:"), port.toString());
        published++;
      }
    }
    assertTrue(published > 0);
  }

  @Test
  void commandsAreUnderstoodAndNameServicesAndPortsThatThereAre() {
    for (String service : List.of("prepare", "submit")) {
      List<String> words =
          list(service(service).get("command")).stream().map(Object::toString).toList();
      // An option that there is not, or one that is missing, is exit code 2; nothing answers here,
      // so 1 it is.
      List<String> local = words.stream().map(ContainersTest::unreachable).toList();
      assertEquals(
          1,
          Hedgerow.commandLine()
              .setErr(new java.io.PrintWriter(java.io.Writer.nullWriter()))
              .execute(local.toArray(new String[0])),
          service);
    }
    String submit = service("submit").get("command").toString();
    assertTrue(
        submit.contains("kafka:9092")
            && submit.contains("jobmanager:8081")
            && submit.contains("database:5432"));
    assertTrue(
        environment("kafka").get("KAFKA_ADVERTISED_LISTENERS").toString().endsWith("//kafka:9092"));
    assertEquals("hedgerow", environment("database").get("POSTGRES_DB"));
  }

  @Test
  void theConfigurationGetsEveryVariableItNames() throws IOException, ConfigurationException {
    Map<String, String> variables = new java.util.TreeMap<>();
    environment("submit")
        .forEach((name, value) -> variables.put(name.toString(), defaulted(value.toString())));
    Configuration configuration =
        Configuration.parse(read("deploy/configuration/demo.yaml"), variables);
    String exchange = service("exchange").get("command").toString();
    configuration
        .venues()
        .forEach(
            venue -> {
              assertEquals("exchange", venue.rest().getHost());
              assertEquals(venue.rest().getPort(), venue.stream().getPort());
              assertTrue(
                  exchange.contains(Integer.toString(venue.rest().getPort())), venue.venue());
            });
  }

  @Test
  void theImageHoldsTheJarsThatAreBuilt() throws IOException {
    String dockerfile = read("deploy/container/Dockerfile");
    String version = property(read("pom.xml"), "version");
    for (String module : List.of("deploy/cli", "jobs", "connectors/simulated-exchange")) {
      Matcher artifact =
          Pattern.compile("</parent>\\s*<artifactId>([^<]+)</artifactId>")
              .matcher(read(module + "/pom.xml"));
      assertTrue(artifact.find());
      assertTrue(
          dockerfile.contains(
              "/build/" + module + "/target/" + artifact.group(1) + "-" + version + ".jar"),
          module);
    }
    assertTrue(dockerfile.contains(Hedgerow.class.getName()));
    String main = service("exchange").get("entrypoint").toString();
    assertTrue(main.contains("org.hedgerow.exchange.simulated.SimulatedExchange"));
    assertTrue(
        Files.exists(
            ROOT.resolve(
                "connectors/simulated-exchange/src/main/java/org/hedgerow/exchange/simulated/SimulatedExchange.java")));
  }

  @Test
  void credentialsAreNamedAsTheCodeLooksThemUp() throws IOException {
    String made = read("deploy/container/make-secrets");
    assertTrue(made.contains("HEDGEROW_CREDENTIALS_DATABASE_KEY"));
    Matcher names =
        Pattern.compile("credentials: ([a-z-]+)").matcher(read("deploy/configuration/demo.yaml"));
    int found = 0;
    while (names.find()) {
      String name = names.group(1).toUpperCase(java.util.Locale.ROOT).replace('-', '_');
      assertTrue(made.contains(name), name);
      found++;
    }
    assertEquals(3, found);
    for (String file :
        List.of(
            "docker-compose.yml",
            "deploy/container/Dockerfile",
            "deploy/monitoring/prometheus.yml")) {
      assertFalse(
          Pattern.compile("(?i)password[ \\t]*[:=][ \\t]*[a-z0-9]{4,}").matcher(read(file)).find(),
          file);
    }
    assertTrue(read(".gitignore").contains("deploy/container/secrets/"));
  }

  @Test
  void theDashboardAsksForMetricsThatThereAre() throws IOException {
    Set<String> registered = new TreeSet<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file :
          files
              .filter(
                  path -> path.toString().contains("src/main") && path.toString().endsWith(".java"))
              .toList()) {
        Matcher metric =
            Pattern.compile("(?:counter|gauge|histogram)\\((?:group, )?\\s*\"([A-Za-z]+)\"")
                .matcher(Files.readString(file));
        while (metric.find()) {
          registered.add(metric.group(1));
        }
      }
    }
    JsonNode dashboard =
        new ObjectMapper().readTree(read("deploy/monitoring/grafana/dashboards/hedgerow.json"));
    List<String> asked = new ArrayList<>();
    Pattern ours =
        Pattern.compile("flink_taskmanager_job_task_operator_(?:connection_|reason_)?([A-Za-z]+)");
    for (JsonNode panel : dashboard.path("panels")) {
      Matcher metric = ours.matcher(panel.path("targets").path(0).path("expr").asText());
      if (metric.find()) {
        asked.add(metric.group(1));
        assertTrue(
            registered.contains(metric.group(1)), metric.group(1) + " is none of " + registered);
      }
    }
    assertTrue(asked.contains("tickToOrderMicros") && asked.size() >= 8, asked.toString());
  }

  @Test
  void prometheusLooksWhereFlinkReports() {
    String properties = environment("taskmanager").get("FLINK_PROPERTIES").toString();
    assertTrue(properties.contains("metrics.reporter.prom.port: 9249"));
    assertTrue(yaml("deploy/monitoring/prometheus.yml").toString().contains("taskmanager:9249"));
  }

  @Test
  void theWorkflowRunsWhatCiRuns() {
    assertTrue(yaml(".github/workflows/ci.yml").toString().contains("run=.ci/run"));
    assertTrue(Files.isExecutable(ROOT.resolve(".ci/run")));
  }

  private static String unreachable(String word) {
    return word.replaceAll("(kafka|jobmanager|database):\\d+", "127.0.0.1:1")
        .replace("deploy/configuration/demo.yaml", "none.yaml");
  }

  private static String defaulted(String value) {
    Matcher matcher = DEFAULT.matcher(value);
    return matcher.matches() ? matcher.group(1) : value;
  }

  /** Merge keys are YAML 1.1, which compose reads and our parser leaves as they are. */
  private Map<?, ?> service(String name) {
    Map<Object, Object> merged = new java.util.LinkedHashMap<>();
    Map<?, ?> own = (Map<?, ?>) services.get(name);
    if (own.get("<<") instanceof Map<?, ?> shared) {
      merged.putAll(shared);
    }
    merged.putAll(own);
    return merged;
  }

  private Map<?, ?> environment(String service) {
    return (Map<?, ?>) service(service).get("environment");
  }

  private String text(String service, String key) {
    return service(service).get(key).toString();
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String property(String pom, String name) {
    Matcher matcher = Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)</").matcher(pom);
    assertTrue(matcher.find(), name);
    return matcher.group(1);
  }

  private static Map<?, ?> yaml(String file) {
    try {
      return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(read(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
