package org.hedgerow.engine.signal;

import org.hedgerow.schema.Coordinate;
import org.hedgerow.schema.Signal;

/**
 * What makes two signals one: definition, subject, phase, and the entries since and by which it was
 * true. These are the same however often the journal is read, and by how many at once.
 */
public final class SignalIdentity {
  private SignalIdentity() {}

  /** The id that the signal's journal entry has. */
  public static String of(Signal signal) {
    return "signal/"
        + signal.getName()
        + "/"
        + signal.getDefinitionVersion()
        + "/"
        + signal.getInstrument()
        + "/"
        + signal.getPhase()
        + "/"
        + place(signal.getFirstCause())
        + "/"
        + place(signal.getLastCause());
  }

  private static String place(Coordinate coordinate) {
    return coordinate == null ? "-" : coordinate.getPartition() + ":" + coordinate.getOffset();
  }
}
