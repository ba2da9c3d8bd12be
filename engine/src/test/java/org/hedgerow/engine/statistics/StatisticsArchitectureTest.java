package org.hedgerow.engine.statistics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The same numbers on every machine: docs/decisions/0011-statistics.md. */
class StatisticsArchitectureTest {
  /** What Math computes exactly, by its contract. */
  private static final Set<String> EXACT =
      Set.of("abs", "max", "min", "fma", "scalb", "getExponent");

  private static final JavaClasses STATISTICS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.hedgerow.engine.statistics");

  @Test
  void callsNothingOfMathThatMayDifferBetweenMachines() {
    noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "Math may round it differently elsewhere",
                (JavaMethodCall call) ->
                    call.getTargetOwner().isEquivalentTo(Math.class)
                        && !EXACT.contains(call.getName())))
        .check(STATISTICS);
  }

  @Test
  void isSharedByTheEngineAndTheSignalsJob() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "java.lang..", "java.util..", "org.hedgerow.engine.statistics..", "org.hipparchus..")
        .check(STATISTICS);
  }
}
