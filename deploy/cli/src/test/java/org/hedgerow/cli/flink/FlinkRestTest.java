package org.hedgerow.cli.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers as Flink 2.2 does. */
class FlinkRestTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path folder;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, String> requests = new ConcurrentHashMap<>();
  private HttpServer server;
  private FlinkRest flink;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    flink = new FlinkRest(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void uploadsAndRunsAJar() throws IOException {
    answers.put(
        "POST /jars/upload", "{\"filename\":\"/tmp/up/42_jobs.jar\",\"status\":\"success\"}");
    answers.put("POST /jars/42_jobs.jar/run", "{\"jobid\":\"7\"}");
    answers.put("DELETE /jars/42_jobs.jar", "{}");
    answers.put("GET /jobs/overview", "{\"jobs\":[]}");
    answers.put("GET /jobs/7", "{\"state\":\"RUNNING\",\"vertices\":[{\"status\":\"RUNNING\"}]}");
    Path jar = Files.writeString(folder.resolve("jobs.jar"), "the jar");

    Map<JobCatalogue, String> ids =
        new JobSubmission(flink, jar, new Progress(System.out, false))
            .submit(
                List.of(JobCatalogue.STORE),
                new JobArguments(
                    "kafka:9092",
                    "jdbc:postgresql://db/h",
                    "a: \"b\"\nc: d\n",
                    "abcdefghij",
                    false));

    assertEquals(Map.of(JobCatalogue.STORE, "7"), ids);
    assertTrue(requests.containsKey("DELETE /jars/42_jobs.jar"), "jars pile up");
    assertTrue(requests.get("POST /jars/upload").contains("filename=\"jobs.jar\""));
    assertTrue(requests.get("POST /jars/upload").contains("\r\n\r\nthe jar\r\n"));
    assertEquals(
        "{\"entryClass\":\"org.hedgerow.jobs.store.StoreJob\",\"programArgsList\":[\"--bootstrap-servers\",\"kafka:9092\",\"--database\",\"jdbc:postgresql://db/h\",\"--configuration\",\"a: \\\"b\\\"\\nc: d\\n\",\"--journal-id\",\"abcdefghij\"]}",
        requests.get("POST /jars/42_jobs.jar/run"));
  }

  @Test
  void aJobStartsWithTheStateOfItsSavepoint() throws IOException {
    answers.put("POST /jars/upload", "{\"filename\":\"/tmp/up/42_jobs.jar\"}");
    answers.put("POST /jars/42_jobs.jar/run", "{\"jobid\":\"7\"}");
    answers.put("DELETE /jars/42_jobs.jar", "{}");
    answers.put("GET /jobs/overview", "{\"jobs\":[]}");
    answers.put("GET /jobs/7", "{\"state\":\"RUNNING\",\"vertices\":[]}");
    Path jar = Files.writeString(folder.resolve("jobs.jar"), "the jar");
    new JobSubmission(flink, jar, new Progress(System.out, false))
        .submit(
            List.of(JobCatalogue.HEDGING),
            new JobArguments("k", "d", "", "j", false),
            Map.of(JobCatalogue.HEDGING, "file:/s/1"));
    String body = requests.get("POST /jars/42_jobs.jar/run");
    assertTrue(body.contains("\"savepointPath\":\"file:/s/1\""), body);
    assertTrue(
        body.contains("\"allowNonRestoredState\":false"), "state is never left out: " + body);
  }

  @Test
  void stopsWithASavepoint() {
    answers.put("POST /jobs/7/stop", "{\"request-id\":\"r\"}");
    answers.put(
        "GET /jobs/7/savepoints/r",
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/1\"}}");
    assertEquals("file:/s/1", flink.stopWithSavepoint("7", SOON));
    assertEquals(
        "{\"drain\":false,\"formatType\":\"CANONICAL\"}", requests.get("POST /jobs/7/stop"));
    answers.put(
        "GET /jobs/7/savepoints/r",
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"failure-cause\":{\"stack-trace\":\"A: no\\nCaused by: B: disk full\"}}}");
    var failed = assertThrows(CommandFailed.class, () -> flink.stopWithSavepoint("7", SOON));
    assertEquals("job 7 took no savepoint: B: disk full", failed.getMessage());
    answers.put("GET /jobs/7/savepoints/r", "{\"status\":{\"id\":\"IN_PROGRESS\"}}");
    assertThrows(CommandFailed.class, () -> flink.stopWithSavepoint("7", Duration.ZERO));
  }

  @Test
  void aBoundedJobThatFailedHasNotFinished() {
    answers.put("GET /jobs/7", "{\"state\":\"FAILED\",\"vertices\":[]}");
    answers.put("GET /jobs/7/exceptions", "{}");
    assertThrows(CommandFailed.class, () -> flink.awaitFinished("7", SOON));
    answers.put(
        "GET /jobs/7/accumulators",
        "{\"job-accumulators\":[],\"user-task-accumulators\":[{\"name\":\"orders\",\"type\":\"LongCounter\",\"value\":\"3\"}]}");
    assertEquals(Map.of("orders", "3"), flink.accumulators("7"));
  }

  @Test
  void refusesAJobThatIsThereAlready() {
    answers.put(
        "GET /jobs/overview",
        "{\"jobs\":[{\"jid\":\"1\",\"name\":\"store\",\"state\":\"FAILED\"},{\"jid\":\"2\",\"name\":\"gateway\",\"state\":\"RESTARTING\"}]}");
    JobSubmission submission =
        new JobSubmission(flink, folder.resolve("none"), new Progress(System.out, false));
    var refused =
        assertThrows(
            CommandFailed.class,
            () ->
                submission.submit(
                    List.of(JobCatalogue.STORE, JobCatalogue.GATEWAY),
                    new JobArguments("k", "d", "", "j", false)));
    assertEquals("job gateway is on that cluster already (2, RESTARTING)", refused.getMessage());
  }

  @Test
  void namesTheRootCauseOfAFailedJob() {
    answers.put("GET /jobs/7", "{\"state\":\"FAILED\",\"vertices\":[]}");
    answers.put(
        "GET /jobs/7/exceptions",
        "{\"exceptionHistory\":{\"entries\":[{\"stacktrace\":\"A: outer\\n\\tat x\\nCaused by: B: inner\\n\\tat y\"}]}}");
    var failed = assertThrows(CommandFailed.class, () -> flink.awaitRunning("7", SOON));
    assertEquals("job 7 is FAILED: B: inner", failed.getMessage());
  }

  @Test
  void aRunningJobWhoseTasksWaitDoesNotRun() {
    answers.put("GET /jobs/7", "{\"state\":\"RUNNING\",\"vertices\":[{\"status\":\"SCHEDULED\"}]}");
    answers.put("GET /jobs/7/exceptions", "{}");
    var failed = assertThrows(CommandFailed.class, () -> flink.awaitRunning("7", Duration.ZERO));
    assertEquals("job 7 does not run after 0 s: it is RUNNING", failed.getMessage());
  }

  @Test
  void saysWhyFlinkRefuses() {
    var refused = assertThrows(CommandFailed.class, () -> flink.cancel("nothing"));
    assertTrue(
        refused.getMessage().endsWith("refused /jobs/nothing: Not found."), refused.getMessage());
  }

  @Test
  void saysThatNobodyAnswers() {
    server.stop(0);
    var failed = assertThrows(CommandFailed.class, flink::overview);
    assertTrue(failed.getMessage().startsWith("no Flink cluster answers at http://127.0.0.1:"));
  }

  @Test
  void saysThatItIsNotFlink() {
    answers.put("GET /overview", "<html>");
    var failed = assertThrows(CommandFailed.class, flink::overview);
    assertTrue(failed.getMessage().endsWith("is not a Flink cluster"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    requests.put(
        request, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String text = answers.getOrDefault(request, "{\"errors\":[\"Not found.\"]}");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answers.containsKey(request) ? 200 : 404, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
