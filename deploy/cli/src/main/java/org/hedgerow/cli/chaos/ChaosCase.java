package org.hedgerow.cli.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.hedgerow.cli.CommandFailed;
import org.hedgerow.cli.demo.ExchangeProcess;
import org.hedgerow.cli.flink.JobCatalogue;
import org.hedgerow.cli.stack.FlinkCluster;
import org.hedgerow.cli.stack.KafkaBroker;
import org.hedgerow.cli.stack.ManagedProcess;

/** The interleavings that were found by attacking the design, played with real processes. */
enum ChaosCase {
  /** The owner of the accounts sleeps between reserve and send, is replaced, and wakes up. */
  GATEWAY_PAUSED("gateway-paused", 0) {
    @Override
    void play(ChaosStage stage) {
      stage.faults("{\"delay_ms\": 300}");
      stage.intents().awaitInFlight(Duration.ofSeconds(20));
      ManagedProcess first = stage.process(FlinkCluster.TASK_MANAGER + "-1");
      ManagedProcess second = stage.process(FlinkCluster.TASK_MANAGER + "-2");
      first.suspend();
      second.suspend();
      try {
        ChaosStage.sleep(BEYOND_HEARTBEAT);
      } finally {
        first.resume();
        second.resume();
        stage.faults("{}");
      }
    }
  },
  /**
   * Orders wait behind the venue's rate limit, a checkpoint passes them, and the owner is killed.
   */
  RATE_LIMITED_KILL("rate-limited-kill", 2) {
    @Override
    void play(ChaosStage stage) {
      stage.faults("{\"rate_limit\": 8}");
      stage.intents().awaitInFlight(Duration.ofSeconds(20));
      stage.awaitCheckpoint(JobCatalogue.GATEWAY, Duration.ofSeconds(15));
      stage.process(FlinkCluster.TASK_MANAGER + "-1").kill();
      stage.process(FlinkCluster.TASK_MANAGER + "-2").kill();
      stage.faults("{}");
    }
  },
  /** The broker sleeps for longer than a producer waits for its acknowledgement. */
  KAFKA_PAUSED("kafka-paused", 0) {
    @Override
    void play(ChaosStage stage) {
      stage.pause(KafkaBroker.NAME, BEYOND_DELIVERY);
    }
  },
  /** The hedging job is down for a minute while the market moves. */
  HEDGING_DOWN("hedging-down", 0) {
    @Override
    void play(ChaosStage stage) {
      stage.leaveDown(JobCatalogue.HEDGING, Duration.ofSeconds(60));
    }
  },
  /**
   * An outcome is in its row and not in the journal when its writer dies. The broker dies as well:
   * one that only slept would find the report in its socket when it wakes.
   */
  OUTCOME_UNPUBLISHED("outcome-unpublished", 2) {
    @Override
    void play(ChaosStage stage) {
      ManagedProcess broker = stage.process(KafkaBroker.NAME);
      stage.intents().awaitInFlight(Duration.ofSeconds(20));
      broker.suspend();
      try {
        stage.intents().awaitUnpublished(Duration.ofSeconds(5));
        stage.process(FlinkCluster.TASK_MANAGER + "-1").kill();
        stage.process(FlinkCluster.TASK_MANAGER + "-2").kill();
      } finally {
        broker.kill();
      }
    }
  },
  /** The venue takes orders and the connection is cut before it answers. */
  CUT_AFTER_ACCEPT("cut-after-accept", 0) {
    @Override
    void play(ChaosStage stage) {
      stage.faults("{\"cut_after_accept\": 5}");
      ChaosStage.sleep(Duration.ofSeconds(10));
      stage.faults("{}");
    }
  },
  /** The venue takes orders, and says nothing at all. */
  SILENT("silent", 0) {
    @Override
    void play(ChaosStage stage) {
      stage.faults("{\"silent\": 3}");
      ChaosStage.sleep(Duration.ofSeconds(10));
      stage.faults("{}");
    }
  },
  /** Our clock is an hour ahead of the venue's, and then right again. */
  CLOCK_AHEAD("clock-ahead", 0) {
    @Override
    void play(ChaosStage stage) {
      stage.faults("{\"clock_offset_ms\": -3600000}");
      ChaosStage.sleep(Duration.ofSeconds(8));
      stage.faults("{}");
    }
  },
  /** Fills come twice, in another order, late, or never by the stream. */
  FILLS_DISTURBED("fills-disturbed", 0) {
    @Override
    void play(ChaosStage stage) {
      stage.faults("{\"duplicate_fills\": true, \"reorder_fills\": true}");
      ChaosStage.sleep(Duration.ofSeconds(8));
      stage.faults("{}");
      stage.faults("{\"late_fills_ms\": 4000}");
      ChaosStage.sleep(Duration.ofSeconds(8));
      stage.faults("{}");
      stage.faults("{\"drop_fills\": 3}");
      ChaosStage.sleep(Duration.ofSeconds(8));
      stage.faults("{}");
    }
  },
  /** The venue's streams break off while orders fill. */
  STREAMS_CUT("streams-cut", 0) {
    @Override
    void play(ChaosStage stage) {
      stage.intents().awaitInFlight(Duration.ofSeconds(20));
      stage.faults("{\"disconnect_streams\": true}");
    }
  },
  /** The venue sleeps, with requests in its sockets. */
  EXCHANGE_PAUSED("exchange-paused", 0) {
    @Override
    void play(ChaosStage stage) {
      stage.intents().awaitInFlight(Duration.ofSeconds(20));
      stage.pause(ExchangeProcess.NAME, Duration.ofSeconds(6));
    }
  },
  /** The venue takes six seconds to look at a request, whose deadline passes meanwhile. */
  SLOW_VENUE("slow-venue", 0) {
    @Override
    void play(ChaosStage stage) {
      stage.faults("{\"delay_ms\": 6000}");
      ChaosStage.sleep(Duration.ofSeconds(10));
      stage.faults("{}");
    }
  },
  /** Trading is halted while orders wait behind the venue's rate limit, and goes on. */
  HALTED("halted", 0) {
    @Override
    void play(ChaosStage stage) {
      stage.faults("{\"rate_limit\": 8}");
      stage.intents().awaitInFlight(Duration.ofSeconds(20));
      stage.halt(Duration.ofSeconds(8));
      stage.faults("{}");
    }
  };

  /** Flink's heartbeat timeout on the local stack is 5 s. */
  private static final Duration BEYOND_HEARTBEAT = Duration.ofSeconds(9);

  /** The chaos run's producers wait for 10 s. */
  private static final Duration BEYOND_DELIVERY = Duration.ofSeconds(14);

  private final String label;
  private final int kills;

  ChaosCase(String label, int kills) {
    this.label = label;
    this.kills = kills;
  }

  /** Plays it; returns when what was disturbed is left alone again. */
  abstract void play(ChaosStage stage);

  /** As on the command line. */
  String label() {
    return label;
  }

  /** How many processes it kills. */
  int kills() {
    return kills;
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(ChaosCase::label).toList();
  }

  /**
   * The case of that name.
   *
   * @throws CommandFailed with the names that there are
   */
  static ChaosCase of(String label) {
    return Arrays.stream(values())
        .filter(one -> one.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailed(
                    "no case "
                        + label
                        + "; there are "
                        + labels().stream().collect(Collectors.joining(", "))));
  }
}
