package org.hedgerow.engine.portfolio.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.hedgerow.engine.configuration.Configuration;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.schema.Allowance;
import org.hedgerow.schema.AllowanceUse;
import org.hedgerow.schema.Amounts;
import org.hedgerow.schema.Command;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.GroupExposure;
import org.hedgerow.schema.RiskMetrics;
import org.junit.jupiter.api.Test;

/**
 * Two groups never spend the same money: over random schedules of groups and risk jobs, with
 * entries that come late, twice and out of order, groups and jobs that go back to a snapshot, jobs
 * that begin anew and jobs that were replaced and go on, what the groups believe they may use, and
 * what they use, never sums to more than the limit.
 */
class AllowanceHistoriesTest {
  private static final int HISTORIES = Integer.getInteger("hedgerow.histories", 2_000);
  private static final int STEPS = 250;
  private static final long START = 1_000_000_000_000_000L;
  private static final BigDecimal LIMIT = new BigDecimal("1000");

  private static final Configuration CONFIGURATION =
      RiskSamples.configuration(
          "  metrics_every: 10d\n  sample_every: 10d\n  allowance_life: 10s\n",
          "    - {limit: gross, measure: gross, scope: all, amount: 1000}\n");

  @Test
  void whatGroupsBelieveNeverSumsToMoreThanTheLimit() {
    long first = Long.getLong("hedgerow.seed", 1);
    int given = 0;
    for (long seed = first; seed < first + HISTORIES; seed++) {
      History history = new History(seed);
      for (int step = 0; step < STEPS; step++) {
        history.step();
        history.check("seed " + seed + " step " + step);
      }
      history.settle();
      history.check("seed " + seed + " settled");
      given += history.given;
    }
    assertTrue(given > 10 * HISTORIES, "allowances were given: " + given);
  }

  /** What a group's journal holds: a tick, an allowance, or that it would like to hold so much. */
  private record Entry(long clockMicros, Allowance allowance, BigDecimal need) {}

  /** A group's state at a place of its journal. */
  private record Believed(
      int position,
      long clock,
      long sequence,
      BigDecimal amount,
      long expires,
      BigDecimal need,
      BigDecimal used,
      long reports) {

    BigDecimal allowed() {
      return expires > clock ? amount : BigDecimal.ZERO;
    }
  }

  /** The engine's rules, in short: a later sequence holds, what is used grows only inside it. */
  private static final class Group {
    final String name;
    final List<Entry> journal = new ArrayList<>();
    final List<Entry> underWay = new ArrayList<>();
    Believed now =
        new Believed(0, START, 0, BigDecimal.ZERO, 0, BigDecimal.ZERO, BigDecimal.ZERO, 0);
    Believed furthest = now;
    Believed snapshot = now;

    Group(String name) {
      this.name = name;
    }

    /** Takes the next entry; the report that comes of it, or null. */
    GroupExposure next() {
      if (now.position == journal.size()) {
        return null;
      }
      Entry entry = journal.get(now.position);
      long clock = Math.max(now.clock, entry.clockMicros);
      long sequence = now.sequence;
      BigDecimal amount = now.amount;
      long expires = now.expires;
      BigDecimal need = entry.need == null ? now.need : entry.need;
      boolean newer = entry.allowance != null && entry.allowance.getSequence() > sequence;
      if (newer) {
        sequence = entry.allowance.getSequence();
        amount = Decimals.toBigDecimal(entry.allowance.getAmount());
        expires = entry.allowance.getExpiresMicros();
      }
      BigDecimal live = expires > clock ? amount : BigDecimal.ZERO;
      BigDecimal used =
          need.compareTo(now.used) <= 0 || need.compareTo(live) <= 0 ? need : now.used;
      boolean reports = entry.need == null && (entry.allowance == null || newer);
      now =
          new Believed(
              now.position + 1,
              clock,
              sequence,
              amount,
              expires,
              need,
              used,
              now.reports + (reports ? 1 : 0));
      if (now.position > furthest.position) {
        furthest = now;
      }
      return reports ? report() : null;
    }

    private GroupExposure report() {
      return GroupExposure.newBuilder()
          .setGroup(name)
          .setSequence(now.reports)
          .setCause(new Coordinate(0, (long) now.position))
          .setCauseReceiveTimeMicros(now.clock)
          .setTimeMicros(now.clock)
          .setCurrency("USD")
          .setComplete(true)
          .setLines(List.of())
          .setAllowances(
              List.of(
                  new AllowanceUse(
                      "gross",
                      Amounts.of(now.used),
                      Amounts.of(now.need.compareTo(now.used) > 0 ? now.need : BigDecimal.ZERO),
                      now.sequence,
                      Amounts.of(now.amount),
                      now.expires)))
          .setProfits(List.of())
          .setConfigVersion(1)
          .setEngineVersion("test")
          .build();
    }
  }

  /** One submission of the risk job: a machine over the one log, and where it may go back to. */
  private static final class Job {
    final long submitted;
    final Map<String, Allowance> said = new TreeMap<>();
    RiskTables tables = RiskTables.of(new MemoryTables());
    CrossGroupRisk machine = new CrossGroupRisk(CONFIGURATION, tables);
    int position;
    final int started;

    /** Going back is to read from the beginning again up to here, with all output thrown away. */
    int snapshot;

    Job(long submitted, int position) {
      this.submitted = submitted;
      this.position = position;
      this.started = position;
      this.snapshot = position;
    }
  }

  private static final class History {
    final Random random;
    final List<Group> groups = List.of(new Group("BTC"), new Group("ETH"));
    final List<GroupExposure> log = new ArrayList<>();
    final List<Job> jobs = new ArrayList<>();
    long clock = START;
    int given;

    History(long seed) {
      random = new Random(seed);
      jobs.add(new Job(clock, 0));
    }

    void step() {
      Group group = groups.get(random.nextInt(groups.size()));
      Job job = jobs.get(random.nextInt(jobs.size()));
      int what = random.nextInt(100);
      if (what < 20) {
        clock += random.nextInt(20) == 0 ? 6_000_000 : 100_000 + random.nextInt(400_000);
        group.journal.add(new Entry(clock, null, null));
      } else if (what < 30) {
        group.journal.add(new Entry(0, null, BigDecimal.valueOf(random.nextInt(900))));
      } else if (what < 55) {
        for (int i = random.nextInt(4); i >= 0; i--) {
          read(group);
        }
      } else if (what < 75) {
        for (int i = random.nextInt(5); i >= 0; i--) {
          run(job, true);
        }
      } else if (what < 90) {
        deliver(group);
      } else if (what < 93) {
        group.snapshot = group.now;
      } else if (what < 95) {
        group.now = group.snapshot;
      } else if (what < 97) {
        job.snapshot = job.position;
      } else if (what < 99) {
        goBack(job);
      } else {
        // From wherever the topic begins by now, and the job before it may still be there.
        clock++;
        jobs.add(new Job(clock, random.nextInt(log.size() + 1)));
        if (random.nextInt(3) > 0) {
          jobs.remove(0);
        }
      }
    }

    private void read(Group group) {
      GroupExposure report = group.next();
      if (report != null) {
        log.add(report);
      }
    }

    private void run(Job job, boolean heard) {
      if (job.position == log.size()) {
        return;
      }
      job.machine.on(
          log.get(job.position++),
          job.submitted,
          new RiskOutput() {
            @Override
            public void allowance(String name, Allowance allowance) {
              // The same number of the same job is the same allowance in every run.
              Allowance before = job.said.put(name + allowance.getSequence(), allowance);
              if (before != null) {
                assertEquals(before, allowance);
              }
              if (heard) {
                given++;
                groups.stream()
                    .filter(group -> group.name.equals(name))
                    .forEach(group -> group.underWay.add(new Entry(0, allowance, null)));
              }
            }

            @Override
            public void verdict(String name, Command command) {}

            @Override
            public void metrics(RiskMetrics metrics) {}
          });
    }

    private void goBack(Job job) {
      job.tables = RiskTables.of(new MemoryTables());
      job.machine = new CrossGroupRisk(CONFIGURATION, job.tables);
      int until = job.snapshot;
      job.position = job.started;
      while (job.position < until) {
        run(job, false);
      }
    }

    /** One of those under way, whichever; it may come again. */
    private void deliver(Group group) {
      if (!group.underWay.isEmpty()) {
        int one = random.nextInt(3) == 0 ? random.nextInt(group.underWay.size()) : 0;
        group.journal.add(group.underWay.get(one));
        if (random.nextInt(6) > 0) {
          group.underWay.remove(one);
        }
      }
    }

    /** Nothing goes wrong any more: who needs what fits into the limit gets it. */
    void settle() {
      jobs.add(new Job(++clock, log.size()));
      while (jobs.size() > 1) {
        jobs.remove(0);
      }
      for (Group group : groups) {
        group.journal.add(new Entry(0, null, BigDecimal.valueOf(400)));
      }
      for (int i = 0; i < 60; i++) {
        clock += 200_000;
        for (Group group : groups) {
          group.journal.add(new Entry(clock, null, null));
          group.journal.addAll(group.underWay);
          group.underWay.clear();
          while (group.now.position < group.journal.size()) {
            read(group);
          }
        }
        while (jobs.get(0).position < log.size()) {
          run(jobs.get(0), true);
        }
      }
      for (Group group : groups) {
        assertEquals(BigDecimal.valueOf(400), group.now.used, group.name + " gets what it needs");
      }
    }

    void check(String where) {
      BigDecimal believed = BigDecimal.ZERO;
      BigDecimal spoken = BigDecimal.ZERO;
      for (Group group : groups) {
        // Who goes back does what he did again: new is only what comes after the furthest place.
        believed = believed.add(group.furthest.allowed());
        spoken = spoken.add(group.furthest.allowed().max(group.furthest.used));
      }
      assertTrue(believed.compareTo(LIMIT) <= 0, where + ": groups believe " + believed);
      assertTrue(spoken.compareTo(LIMIT) <= 0, where + ": believed or used " + spoken);
    }
  }
}
