package org.hedgerow.engine.signal.rule;

import java.util.Map;
import java.util.TreeMap;
import org.hedgerow.engine.signal.SignalOutput;
import org.hedgerow.engine.state.Table;
import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Signal;
import org.hedgerow.schema.SignalPhase;
import org.hedgerow.schema.state.RuleState;

/**
 * One rule for one subject. State: one row, of the size that its kind says in docs/signals.md.
 *
 * <p>Another definition under the same name begins anew: the row's key has the version in it.
 */
public final class Rule {
  private final String name;
  private final String version;
  private final String subject;
  private final Measure measure;
  private final Trigger trigger;
  private final String key;
  private final Memory memory = new Memory();

  Rule(String name, String version, String subject, Measure measure, Trigger trigger) {
    this.name = name;
    this.version = version;
    this.subject = subject;
    this.measure = measure;
    this.trigger = trigger;
    this.key = name + "/" + version;
  }

  /** Takes the next entry of the subject. */
  public void on(SubjectView view, Table<RuleState> rows, SignalOutput out) {
    boolean concerned = measure.concerns(view);
    if (!concerned && !view.isTick()) {
      return;
    }
    RuleState row = rows.get(key);
    if (row == null) {
      row = RuleState.newBuilder().build();
    }
    if (!concerned && !trigger.waits(row)) {
      return;
    }
    memory.of(row, measure.memoryLength());
    double value = measure.value(view, memory);
    if (!Double.isNaN(value)) {
      trigger.step(
          row,
          value,
          view,
          (phase, from, first, why) -> out.signal(signal(phase, from, first, why, value, view)));
    }
    rows.put(key, row);
  }

  /** What its row in the tables and its identity are made of. */
  public String key() {
    return key;
  }

  /** The configuration has it no more: tells that it holds no more, where it did, and forgets. */
  public void end(SubjectView view, Table<RuleState> rows, SignalOutput out) {
    RuleState row = rows.get(key);
    if (row == null) {
      return;
    }
    if (trigger.isRaised(row)) {
      Map<String, Double> numbers = new TreeMap<>();
      trigger.numbers(numbers);
      out.signal(
          signal(
              SignalPhase.CLEARED,
              row.getSinceMicros(),
              row.getSince(),
              measure.noun() + " of " + subject + " is watched by this rule no more",
              numbers,
              view));
    }
    rows.remove(key);
  }

  private Signal signal(
      SignalPhase phase,
      long fromMicros,
      Coordinate first,
      String why,
      double value,
      SubjectView view) {
    Map<String, Double> numbers = new TreeMap<>();
    trigger.numbers(numbers);
    measure.numbers(view, memory, numbers);
    numbers.put("value", value);
    String text = measure.noun() + " of " + subject + " is " + value + ", " + why;
    return signal(phase, fromMicros, first, text, numbers, view);
  }

  private Signal signal(
      SignalPhase phase,
      long fromMicros,
      Coordinate first,
      String text,
      Map<String, Double> numbers,
      SubjectView view) {
    Coordinate here = new Coordinate(view.place().getPartition(), view.place().getOffset());
    return Signal.newBuilder()
        .setName(name)
        .setDefinitionVersion(version)
        .setInstrument(subject)
        .setFromMicros(fromMicros)
        .setToMicros(view.clockMicros())
        .setNumbers(numbers)
        .setPhase(phase)
        .setText(text)
        .setFirstCause(
            first == null ? here : new Coordinate(first.getPartition(), first.getOffset()))
        .setLastCause(here)
        .build();
  }
}
