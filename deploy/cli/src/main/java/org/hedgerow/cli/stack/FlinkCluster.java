package org.hedgerow.cli.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.flink.FlinkRest;

/** A Flink standalone session cluster: one JobManager with its web UI, and TaskManagers. */
public final class FlinkCluster {
  public static final String JOB_MANAGER = "jobmanager";
  public static final String TASK_MANAGER = "taskmanager";

  static final int WELL_KNOWN_REST_PORT = 8081;
  static final int WELL_KNOWN_RPC_PORT = 6123;
  static final int WELL_KNOWN_BLOB_PORT = 6124;

  /** Enough for every job on one TaskManager. */
  public static final int SLOTS = 16;

  private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";

  /**
   * What Flink's own distribution opens of the JDK ({@code env.java.opts.all} of its
   * configuration).
   */
  private static final List<String> OPENED =
      List.of(
          "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
          "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
          "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.text=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

  private FlinkCluster() {}

  /** Writes {@code config.yaml} and the logging configuration. */
  static void configure(StackLayout layout, Map<String, Integer> ports) {
    Path folder = layout.flinkConfiguration();
    Template.write("flink-config.yaml", values(layout, ports), folder.resolve("config.yaml"));
    Template.write("json-log.json", Map.of(), folder.resolve("json-log.json"));
    Template.write(
        "flink-log4j2.xml",
        Map.of("template", folder.resolve("json-log.json").toUri().toString()),
        folder.resolve("log4j2.xml"));
    // A killed process leaves its share of these behind.
    Folders.delete(layout.run().resolve("flink/tmp"));
    Folders.delete(layout.run().resolve("flink/upload"));
    Folders.create(layout.run().resolve("flink/tmp"));
    Folders.create(layout.run().resolve("flink/upload"));
  }

  static Map<String, String> values(StackLayout layout, Map<String, Integer> ports) {
    Map<String, String> values = new HashMap<>();
    values.put("rest-port", Integer.toString(ports.get(Ports.FLINK_REST)));
    values.put("rpc-port", Integer.toString(ports.get(Ports.FLINK_RPC)));
    values.put("blob-port", Integer.toString(ports.get(Ports.FLINK_BLOB)));
    values.put("zookeeper-port", Integer.toString(ports.get(Ports.ZOOKEEPER)));
    values.put("slots", Integer.toString(SLOTS));
    values.put("data", layout.run().resolve("flink").toString());
    // Not encoded: Flink takes what follows the scheme as a path.
    values.put("data-uri", "file://" + layout.run().resolve("flink"));
    return values;
  }

  /** How to start the JobManager. */
  static ProcessSpec jobManager(StackLayout layout) {
    Resources resources = Resources.ask(layout, "GET_JM_RESOURCE_PARAMS");
    List<String> options = new ArrayList<>(resources.jvm());
    options.add("-XX:+UseSerialGC");
    return spec(
        layout,
        JOB_MANAGER,
        options,
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        resources.dynamic());
  }

  /** How to start each of so many TaskManagers; they differ in name only. */
  static List<ProcessSpec> taskManagers(StackLayout layout, int count) {
    Resources resources = Resources.ask(layout, "GET_TM_RESOURCE_PARAMS");
    List<String> options = new ArrayList<>(resources.jvm());
    options.add("-XX:+UseG1GC");
    options.add("-XX:MaxGCPauseMillis=20");
    List<ProcessSpec> specs = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      specs.add(
          spec(
              layout,
              TASK_MANAGER + "-" + i,
              options,
              "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
              resources.dynamic()));
    }
    return specs;
  }

  private static ProcessSpec spec(
      StackLayout layout,
      String name,
      List<String> options,
      String mainClass,
      List<String> dynamic) {
    Path folder = layout.flinkConfiguration();
    List<String> jvm = new ArrayList<>(options);
    jvm.addAll(OPENED);
    jvm.add("-XX:+ExitOnOutOfMemoryError");
    jvm.add("-Dlog.file=" + layout.logs().resolve(name + ".log"));
    jvm.add("-Dlog4j2.configurationFile=" + folder.resolve("log4j2.xml"));
    List<String> arguments = new ArrayList<>(List.of("--configDir", folder.toString()));
    arguments.addAll(dynamic);
    return ProcessSpec.of(
        name,
        Jvm.command(jvm, layout.flinkClassPath(), mainClass, arguments),
        Map.of(
            "FLINK_CONF_DIR",
            folder.toString(),
            Credentials.VARIABLE,
            layout.credentials().toString()),
        layout);
  }

  /** Asks whether the JobManager answers, leads, and has so many TaskManagers. */
  public static String missing(URI rest, int taskManagers) throws Exception {
    int registered = new FlinkRest(rest).overview().taskManagers();
    return registered >= taskManagers
        ? ""
        : registered + " of " + taskManagers + " TaskManagers are registered";
  }

  /** What Flink works out of the memory sizes in its configuration. */
  private record Resources(List<String> jvm, List<String> dynamic) {
    static Resources ask(StackLayout layout, String question) {
      String output =
          Jvm.run(
              "Flink's memory calculation",
              Jvm.command(
                  List.of(
                      "-XX:TieredStopAtLevel=1",
                      "-XX:+UseSerialGC",
                      "-Dlog4j2.configurationFile="
                          + layout.flinkConfiguration().resolve("log4j2.xml"),
                      "-Dlog.file=" + layout.logs().resolve("flink-memory.log")),
                  layout.flinkClassPath(),
                  "org.apache.flink.runtime.util.bash.BashJavaUtils",
                  List.of(question, "--configDir", layout.flinkConfiguration().toString())));
      List<String> results =
          output
              .lines()
              .filter(line -> line.startsWith(RESULT))
              .map(line -> line.substring(RESULT.length()))
              .toList();
      if (results.size() != 2) {
        throw new CommandFailed("Flink's memory calculation said: " + output.strip());
      }
      return new Resources(words(results.get(0)), words(results.get(1)));
    }

    private static List<String> words(String line) {
      return Arrays.asList(line.strip().split(" +"));
    }
  }
}
