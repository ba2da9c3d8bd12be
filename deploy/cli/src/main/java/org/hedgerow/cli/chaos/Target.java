package org.hedgerow.cli.chaos;

import java.util.SplittableRandom;
import org.hedgerow.cli.demo.ExchangeProcess;
import org.hedgerow.cli.stack.Database;
import org.hedgerow.cli.stack.FlinkCluster;
import org.hedgerow.cli.stack.KafkaBroker;

/** What is killed. */
enum Target {
  TASK_MANAGER("taskmanager", FlinkCluster.TASK_MANAGER),
  JOB_MANAGER("jobmanager", FlinkCluster.JOB_MANAGER),
  KAFKA("kafka", KafkaBroker.NAME),
  POSTGRESQL("postgresql", Database.NAME),
  EXCHANGE("exchange", ExchangeProcess.NAME);

  private final String label;
  private final String process;

  Target(String label, String process) {
    this.label = label;
    this.process = process;
  }

  /** As reports name it. */
  String label() {
    return label;
  }

  /** The name of its process; of the two TaskManagers, either. */
  String process(SplittableRandom random) {
    return this == TASK_MANAGER ? process + "-" + (1 + random.nextInt(2)) : process;
  }
}
