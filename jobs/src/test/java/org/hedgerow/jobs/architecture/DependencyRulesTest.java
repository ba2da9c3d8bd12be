package org.hedgerow.jobs.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: schemas, engine, connectors, jobs. */
class DependencyRulesTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.hedgerow");

  @Test
  void allModulesAreSeen() {
    for (String part : new String[] {"schema", "engine", "exchanges", "jobs"}) {
      assertTrue(
          ALL.stream().anyMatch(one -> one.getPackageName().startsWith("org.hedgerow." + part)),
          part);
    }
  }

  @Test
  void schemasKnowNothingAboveThem() {
    noClasses()
        .that()
        .resideInAPackage("org.hedgerow.schema..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.hedgerow.engine..",
            "org.hedgerow.exchanges..",
            "org.hedgerow.gateway..",
            "org.hedgerow.timescaledb..",
            "org.hedgerow.jobs..",
            "org.apache.flink..")
        .check(ALL);
  }

  @Test
  void theEngineKnowsNothingAboveIt() {
    noClasses()
        .that()
        .resideInAPackage("org.hedgerow.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.hedgerow.exchanges..",
            "org.hedgerow.gateway..",
            "org.hedgerow.timescaledb..",
            "org.hedgerow.jobs..")
        .check(ALL);
  }

  @Test
  void connectorsDoNotKnowTheJobs() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.hedgerow.jobs..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.hedgerow.jobs..")
        .check(ALL);
  }

  @Test
  void venuesDoNotKnowTheirTransport() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.hedgerow.exchanges.binance..",
            "org.hedgerow.exchanges.bybit..",
            "org.hedgerow.exchanges.deribit..",
            "org.hedgerow.exchanges.ftx..",
            "org.hedgerow.exchanges.kraken..",
            "org.hedgerow.exchanges.luno..",
            "org.hedgerow.exchanges.okx..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.flink..", "org.hedgerow.exchanges.stream..")
        .check(ALL);
  }

  /** The demonstration runs the production jars; they cannot tell. */
  @Test
  void nothingKnowsThatAnExchangeMayBeSimulated() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.hedgerow.exchange.simulated..")
        .check(ALL);
    for (JavaClass one : ALL) {
      assertTrue(!one.getSimpleName().contains("Simulat"), one.getName());
    }
  }

  @Test
  void oldSourcesAndSinksAreNotUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink.streaming.api.functions..legacy..")
        .check(ALL);
  }
}
