package org.hedgerow.cli.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.cli.CommandFailed;

/**
 * What we ask of a Flink cluster's REST interface. Every method throws {@link CommandFailed} if the
 * cluster refuses.
 */
public final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  /** Running a jar waits for its {@code main}. */
  private static final Duration SUBMIT_LIMIT = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final String BOUNDARY = "hedgerow-jar-upload";

  private final URI base;
  private final HttpClient client;

  /**
   * @param base such as {@code http://127.0.0.1:8081}
   */
  public FlinkRest(URI base) {
    this.base = base;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
  }

  /**
   * The cluster as a whole.
   *
   * @param version of Flink
   */
  public record Overview(String version, int taskManagers, int slots, int freeSlots) {}

  /**
   * One job.
   *
   * @param state in Flink's words: CREATED, RUNNING, RESTARTING, FAILED, ...
   * @param startedAtMillis wall clock
   * @param tasks how many it has, and how many of them run
   */
  public record Job(
      String id, String name, String state, long startedAtMillis, int tasks, int runningTasks) {
    /** Whether every task of it runs. */
    public boolean isWhole() {
      return state.equals("RUNNING") && tasks > 0 && runningTasks == tasks;
    }

    /** Whether it has come to its end, whichever. */
    public boolean isOver() {
      return state.equals("FINISHED") || state.equals("FAILED") || state.equals("CANCELED");
    }
  }

  /** What the web UI shows first. */
  public Overview overview() {
    JsonNode answer = get("/overview");
    return new Overview(
        answer.path("flink-version").asText(),
        answer.path("taskmanagers").asInt(),
        answer.path("slots-total").asInt(),
        answer.path("slots-available").asInt());
  }

  /** Every job that the cluster remembers, also those that are over. */
  public List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      jobs.add(
          new Job(
              job.path("jid").asText(),
              job.path("name").asText(),
              job.path("state").asText(),
              job.path("start-time").asLong(),
              job.path("tasks").path("total").asInt(),
              job.path("tasks").path("running").asInt()));
    }
    return jobs;
  }

  /** Gives the cluster a jar, and returns the id under which it can be run. */
  public String uploadJar(Path jar) {
    String head =
        "--"
            + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
            + jar.getFileName()
            + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
    try {
      BodyPublisher body =
          BodyPublishers.concat(
              BodyPublishers.ofString(head),
              BodyPublishers.ofFile(jar),
              BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
      JsonNode answer =
          send(
              request("/jars/upload", SUBMIT_LIMIT)
                  .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                  .POST(body)
                  .build());
      String path = answer.path("filename").asText();
      return path.substring(path.lastIndexOf('/') + 1);
    } catch (IOException e) {
      throw new CommandFailed("cannot read " + jar + ": " + e.getMessage(), e);
    }
  }

  /** Removes an uploaded jar; jobs that run from it go on. */
  public void deleteJar(String jarId) {
    send(request("/jars/" + jarId, ANSWER_LIMIT).DELETE().build());
  }

  /**
   * Runs the {@code main} of a class of an uploaded jar.
   *
   * @return the id of the job that it submitted
   */
  public String run(String jarId, String entryClass, List<String> arguments) {
    return run(jarId, entryClass, arguments, JSON.createObjectNode());
  }

  /**
   * The same, with the state of a savepoint.
   *
   * @param ignoresUnclaimed whether state of operators that the job does not have may be left out;
   *     where it may not, the job is refused
   */
  public String run(
      String jarId,
      String entryClass,
      List<String> arguments,
      String savepoint,
      boolean ignoresUnclaimed) {
    ObjectNode body = JSON.createObjectNode();
    body.put("savepointPath", savepoint);
    body.put("allowNonRestoredState", ignoresUnclaimed);
    return run(jarId, entryClass, arguments, body);
  }

  private String run(String jarId, String entryClass, List<String> arguments, ObjectNode body) {
    body.put("entryClass", entryClass);
    ArrayNode list = body.putArray("programArgsList");
    arguments.forEach(list::add);
    return send(request("/jars/" + jarId + "/run", SUBMIT_LIMIT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build())
        .path("jobid")
        .asText();
  }

  /**
   * The newest completed checkpoint of a job.
   *
   * @param id counts from 1
   * @param path where it lies
   */
  public record Checkpoint(long id, String path) {}

  /** The newest completed checkpoint, if there is one yet. */
  public Optional<Checkpoint> newestCheckpoint(String jobId) {
    JsonNode newest = get("/jobs/" + jobId + "/checkpoints").path("latest").path("completed");
    return newest.isObject()
        ? Optional.of(
            new Checkpoint(newest.path("id").asLong(), newest.path("external_path").asText()))
        : Optional.empty();
  }

  /**
   * Ends a job with a savepoint in the cluster's own folder, and waits until it is complete.
   *
   * @return its path
   * @throws CommandFailed if it fails; the job may then run on
   */
  public String stopWithSavepoint(String jobId, Duration limit) {
    ObjectNode body = JSON.createObjectNode();
    body.put("drain", false);
    body.put("formatType", "CANONICAL");
    String trigger =
        send(request("/jobs/" + jobId + "/stop", ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build())
            .path("request-id")
            .asText();
    long end = System.nanoTime() + limit.toNanos();
    do {
      JsonNode answer = get("/jobs/" + jobId + "/savepoints/" + trigger);
      if (answer.path("status").path("id").asText().equals("COMPLETED")) {
        JsonNode operation = answer.path("operation");
        if (operation.has("failure-cause")) {
          throw new CommandFailed(
              "job "
                  + jobId
                  + " took no savepoint: "
                  + rootCause(operation.path("failure-cause").path("stack-trace").asText()));
        }
        return operation.path("location").asText();
      }
      pause();
    } while (System.nanoTime() < end);
    throw new CommandFailed("job " + jobId + " has no savepoint after " + limit.toSeconds() + " s");
  }

  /** What a job that is over counted, by name, as text. */
  public Map<String, String> accumulators(String jobId) {
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode one : get("/jobs/" + jobId + "/accumulators").path("user-task-accumulators")) {
      values.put(one.path("name").asText(), one.path("value").asText());
    }
    return values;
  }

  /** Ends a job without a savepoint; returns at once. */
  public void cancel(String jobId) {
    send(
        request("/jobs/" + jobId + "?mode=cancel", ANSWER_LIMIT)
            .method("PATCH", BodyPublishers.noBody())
            .build());
  }

  /**
   * Waits until every task of the job runs.
   *
   * @throws CommandFailed if it fails, or the time is over; with the cause that Flink gives
   */
  public void awaitRunning(String jobId, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    String state;
    do {
      JsonNode job = get("/jobs/" + jobId);
      state = job.path("state").asText();
      if (state.equals("RUNNING") && allTasksRun(job)) {
        return;
      }
      if (state.equals("FAILED") || state.equals("CANCELED")) {
        throw new CommandFailed("job " + jobId + " is " + state + cause(jobId));
      }
      if (state.equals("FINISHED")) {
        return;
      }
      pause();
    } while (System.nanoTime() < end);
    throw new CommandFailed(
        "job "
            + jobId
            + " does not run after "
            + limit.toSeconds()
            + " s: it is "
            + state
            + cause(jobId));
  }

  /**
   * Waits until a bounded job has finished.
   *
   * @throws CommandFailed if it fails, with the cause, or the time is over
   */
  public void awaitFinished(String jobId, Duration limit) {
    awaitOver(jobId, limit);
    String state = get("/jobs/" + jobId).path("state").asText();
    if (!state.equals("FINISHED")) {
      throw new CommandFailed("job " + jobId + " is " + state + cause(jobId));
    }
  }

  /** Waits until the job is over. */
  public void awaitOver(String jobId, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    String state;
    do {
      state = get("/jobs/" + jobId).path("state").asText();
      if (new Job(jobId, "", state, 0, 0, 0).isOver()) {
        return;
      }
      pause();
    } while (System.nanoTime() < end);
    throw new CommandFailed(
        "job " + jobId + " is still " + state + " after " + limit.toSeconds() + " s");
  }

  private static boolean allTasksRun(JsonNode job) {
    for (JsonNode vertex : job.path("vertices")) {
      String status = vertex.path("status").asText();
      if (!status.equals("RUNNING") && !status.equals("FINISHED")) {
        return false;
      }
    }
    return true;
  }

  private String cause(String jobId) {
    try {
      JsonNode entries =
          get("/jobs/" + jobId + "/exceptions").path("exceptionHistory").path("entries");
      return entries.isEmpty() ? "" : ": " + rootCause(entries.get(0).path("stacktrace").asText());
    } catch (CommandFailed noCause) {
      return "";
    }
  }

  private HttpRequest.Builder request(String path, Duration limit) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(limit);
  }

  private JsonNode get(String path) {
    return send(request(path, ANSWER_LIMIT).GET().build());
  }

  private JsonNode send(HttpRequest request) {
    HttpResponse<String> response;
    try {
      response = client.send(request, BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new CommandFailed("no Flink cluster answers at " + base, e);
    } catch (IOException e) {
      throw new CommandFailed("the Flink cluster at " + base + " does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
    JsonNode body;
    try {
      body = JSON.readTree(response.body());
    } catch (IOException e) {
      throw new CommandFailed("what answers at " + base + " is not a Flink cluster", e);
    }
    if (response.statusCode() / 100 != 2) {
      throw new CommandFailed(
          "Flink at " + base + " refused " + request.uri().getPath() + ": " + refusal(body));
    }
    return body;
  }

  /** The root cause among the errors of an answer. */
  static String refusal(JsonNode body) {
    StringBuilder all = new StringBuilder();
    for (JsonNode error : body.path("errors")) {
      all.append(error.asText()).append('\n');
    }
    return rootCause(all.toString());
  }

  /** The last "Caused by" of a Java stack trace, or its first line. */
  static String rootCause(String trace) {
    List<String> causes =
        trace.lines().map(String::strip).filter(line -> line.startsWith("Caused by: ")).toList();
    if (!causes.isEmpty()) {
      return causes.get(causes.size() - 1).substring("Caused by: ".length());
    }
    return trace
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("no reason");
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted", e);
    }
  }
}
