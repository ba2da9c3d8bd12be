package org.hedgerow.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.hedgerow.engine.journal.Outcome;
import org.hedgerow.schema.ConfigChange;
import org.hedgerow.schema.EngineChange;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.state.GroupHeader;
import org.junit.jupiter.api.Test;

class EngineVersionTest {
  private static final Origin OPERATOR = new Origin("operator", 0L, -1L, "engine");

  @Test
  void theStateOfAnotherEngineTakesNothingButTheChange() {
    Scenario scenario = ofEngine("0.1.0");
    EngineVersionException refused = assertThrows(EngineVersionException.class, scenario::tick);
    assertTrue(refused.getMessage().contains("state of engine 0.1.0"), refused.getMessage());
    assertThrows(
        EngineVersionException.class, () -> change(scenario, "0.0.9", EngineVersion.CURRENT));
    assertThrows(EngineVersionException.class, () -> change(scenario, "0.1.0", "0.1.5"));
    assertEquals(Outcome.APPLIED, change(scenario, "0.1.0", EngineVersion.CURRENT));
    assertEquals(Outcome.APPLIED, scenario.tick());
    assertEquals(EngineVersion.CURRENT, scenario.tables.header().get("").getEngineVersion());
    assertEquals(Outcome.DUPLICATE, change(scenario, "0.1.0", EngineVersion.CURRENT));
  }

  /** Offsets that were applied are skipped first: a consumer may go back over them. */
  @Test
  void whatWasAppliedBeforeIsSkippedAsEver() {
    Scenario scenario = ofEngine("0.1.0");
    scenario.offset -= 2;
    assertEquals(Outcome.BELOW_OFFSET, scenario.tick());
  }

  @Test
  void aStateThatNamesNoEngineIsTheFirstReleases() {
    assertEquals("0.1.0", GroupHeader.newBuilder().build().getEngineVersion());
  }

  @Test
  void aJournalThatAnotherEngineBeganIsRefused() {
    ConfigChange old = Scenario.snapshot();
    old.setEngineVersion("0.1.0");
    EngineVersionException refused =
        assertThrows(EngineVersionException.class, () -> new Scenario().next(old));
    assertTrue(refused.getMessage().contains("is of engine 0.1.0"), refused.getMessage());
  }

  @Test
  void whereASuccessorTakesOverThisEngineStops() {
    Scenario scenario = Scenario.started();
    assertThrows(
        EngineVersionException.class, () -> change(scenario, EngineVersion.CURRENT, "99.0.0"));
  }

  @Test
  void aLaterConfigurationOfAnotherEngineIsNotTaken() {
    Scenario scenario = Scenario.started();
    ConfigChange other = Scenario.snapshot();
    other.setVersion(2L);
    other.setEngineVersion("0.1.0");
    assertEquals(Outcome.OTHER_ENGINE, scenario.next(other));
    assertEquals(List.of("CONFIGURATION_REFUSED"), scenario.alertCodes());
    assertEquals(1, scenario.tables.header().get("").getConfigVersion());
    ConfigChange own = Scenario.snapshot();
    own.setVersion(2L);
    assertEquals(Outcome.APPLIED, scenario.next(own));
  }

  @Test
  void aConfigurationOfAnotherJournalFails() {
    Scenario scenario = Scenario.started();
    for (long version : new long[] {1, 2}) {
      ConfigChange other = Scenario.snapshot();
      other.setVersion(version);
      other.setJournalId("zzzzzzzzzz");
      WrongJournalException refused =
          assertThrows(WrongJournalException.class, () -> scenario.next(other));
      assertTrue(refused.getMessage().contains("abcdefghij"), refused.getMessage());
    }
  }

  private static Outcome change(Scenario scenario, String from, String to) {
    return scenario.next(new EngineChange(from, to, Map.of()), OPERATOR);
  }

  private static Scenario ofEngine(String version) {
    Scenario scenario = Scenario.started();
    GroupHeader header = scenario.tables.header().get("");
    header.setEngineVersion(version);
    scenario.tables.header().put("", header);
    return scenario;
  }
}
