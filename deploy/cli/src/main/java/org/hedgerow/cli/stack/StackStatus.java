package org.hedgerow.cli.stack;

import java.util.List;
import org.hedgerow.cli.flink.FlinkRest;

/**
 * How the stack is, at one moment.
 *
 * @param processes in the order of their start; empty if the stack is down
 * @param jobs that are not over
 * @param addresses for people
 */
public record StackStatus(
    List<Part> processes, List<FlinkRest.Job> jobs, StackAddresses addresses) {

  /**
   * One process.
   *
   * @param port that it serves on, or 0
   * @param problem empty if it is there and serves
   * @param uptimeSeconds since its last start
   */
  public record Part(
      String name, long pid, int port, String problem, long uptimeSeconds, int restarts) {
    public boolean isHealthy() {
      return problem.isEmpty();
    }
  }

  public boolean isUp() {
    return !processes.isEmpty();
  }

  public boolean isHealthy() {
    return isUp() && processes.stream().allMatch(Part::isHealthy);
  }
}
