package org.hedgerow.cli.chaos;

import java.util.List;
import java.util.SplittableRandom;
import org.hedgerow.cli.demo.ExchangeProcess;
import org.hedgerow.cli.stack.Database;
import org.hedgerow.cli.stack.FlinkCluster;
import org.hedgerow.cli.stack.KafkaBroker;

/** What is killed. */
enum Target {
  TASK_MANAGER("taskmanager", FlinkCluster.TASK_MANAGER + "-1", FlinkCluster.TASK_MANAGER + "-2"),
  JOB_MANAGER("jobmanager", FlinkCluster.JOB_MANAGER),
  KAFKA("kafka", KafkaBroker.NAME),
  POSTGRESQL("postgresql", Database.NAME),
  EXCHANGE("exchange", ExchangeProcess.NAME);

  private final String label;
  private final List<String> processes;

  Target(String label, String... processes) {
    this.label = label;
    this.processes = List.of(processes);
  }

  /** As reports name it. */
  String label() {
    return label;
  }

  /** One of its processes. */
  String process(SplittableRandom random) {
    return processes.get(random.nextInt(processes.size()));
  }
}
