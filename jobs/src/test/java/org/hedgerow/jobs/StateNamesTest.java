package org.hedgerow.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.types.PojoTestUtils;
import org.hedgerow.engine.portfolio.risk.RiskTables;
import org.hedgerow.engine.signal.SubjectTables;
import org.hedgerow.engine.state.GroupTables;
import org.hedgerow.engine.state.MemoryTables;
import org.hedgerow.engine.state.Table;
import org.hedgerow.engine.state.TableFactory;
import org.hedgerow.jobs.hedging.JournalRecord;
import org.hedgerow.jobs.kafka.PlacedRecord;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.jobs.marketdata.cleaning.KeptCleaning;
import org.hedgerow.jobs.marketdata.ticker.TickTime;
import org.hedgerow.jobs.signals.SubjectEntry;
import org.hedgerow.jobs.signals.pattern.Observation;
import org.hedgerow.timescaledb.StoreRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A savepoint finds its state by these names. Whoever changes the list breaks every savepoint there
 * is, and has to say how they are carried over.
 */
class StateNamesTest {
  private static final List<String> JOBS =
      List.of(
          "alerts.Alerts",
          "gateway.Gateway",
          "hedging.Hedging",
          "ingest.Ingest",
          "marketdata.MarketData",
          "risk.Risk",
          "signals.Signals",
          "signals.pattern.Pattern",
          "store.Store");

  @Test
  void namesAreAsTheyWere() throws Exception {
    TreeSet<String> names = new TreeSet<>();
    for (String job : JOBS) {
      for (Field field : Class.forName("org.hedgerow.jobs." + job + "Names").getDeclaredFields()) {
        if (field.getName().endsWith("_UID") || field.getName().endsWith("_STATE")) {
          field.setAccessible(true);
          names.add(job + " " + field.getName() + " " + field.get(null));
        }
      }
    }
    MemoryTables memory = new MemoryTables();
    GroupTables.of(
        new TableFactory() {
          @Override
          public <V extends SpecificRecordBase> Table<V> table(String name, Class<V> rows) {
            names.add("engine table " + name + " " + rows.getSimpleName());
            return memory.table(name, rows);
          }
        });
    SubjectTables.of(
        new TableFactory() {
          @Override
          public <V extends SpecificRecordBase> Table<V> table(String name, Class<V> rows) {
            names.add("signals table " + name + " " + rows.getSimpleName());
            return memory.table(name, rows);
          }
        });
    RiskTables.of(
        new TableFactory() {
          @Override
          public <V extends SpecificRecordBase> Table<V> table(String name, Class<V> rows) {
            names.add("risk table " + name + " " + rows.getSimpleName());
            return memory.table(name, rows);
          }
        });
    assertEquals(golden(), String.join("\n", names) + "\n");
  }

  /** With generic types and generated uids forbidden, as in production. */
  @ParameterizedTest
  @CsvSource({
    "alerts.Alerts",
    "gateway.Gateway",
    "hedging.Hedging",
    "ingest.Ingest",
    "marketdata.MarketData",
    "risk.Risk",
    "signals.Signals",
    "store.Store"
  })
  void everyGraphBuildsWithoutKryoAndWithItsUids(String job) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobEnvironment.options(2, Duration.ofSeconds(1)));
    Method define = null;
    for (Method method : Class.forName("org.hedgerow.jobs." + job + "Job").getDeclaredMethods()) {
      if (method.getName().equals("define")) {
        define = method;
      }
    }
    assertNotNull(define);
    define.setAccessible(true);
    Object[] arguments = new Object[define.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> type = define.getParameterTypes()[i];
      // Whatever they carry: a graph is built and not run.
      arguments[i] =
          type == StreamExecutionEnvironment.class
              ? environment
              : type == Source.class
                  ? new NumberSequenceSource(0, 1)
                  : type == Sink.class
                      ? new CollectingSink("graph")
                      : type == long.class ? (Object) 0L : TestConfiguration.settings();
    }
    define.invoke(null, arguments);
    TreeSet<String> uids = new TreeSet<>();
    for (StreamNode node : environment.getStreamGraph().getStreamNodes()) {
      uids.add(job + " " + node.getTransformationUID());
    }
    TreeSet<String> listed = new TreeSet<>();
    golden()
        .lines()
        .filter(line -> line.startsWith(job) && line.contains("_UID "))
        .forEach(line -> listed.add(job + line.substring(line.lastIndexOf(' '))));
    assertEquals(listed, uids);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        JournalRecord.class,
        KeptCleaning.class,
        Observation.class,
        PlacedRecord.class,
        StoreRecord.class,
        SubjectEntry.class,
        TickTime.class,
        TopicRecord.class
      })
  void recordsBetweenOperatorsNeedNoKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }

  private static String golden() throws IOException {
    try (InputStream golden = StateNamesTest.class.getResourceAsStream("/state-names.txt")) {
      return new String(golden.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
