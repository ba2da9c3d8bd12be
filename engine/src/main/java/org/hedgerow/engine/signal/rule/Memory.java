package org.hedgerow.engine.signal.rule;

import java.nio.ByteBuffer;
import org.hedgerow.schema.state.RuleState;

/** The numbers that a rule remembers, in the bytes of its row: changed in place. */
final class Memory {
  private ByteBuffer bytes;

  /** Looks at that row, whose bytes are made where they are not of that length. */
  void of(RuleState row, int length) {
    if (row.getMemory().remaining() != length * Double.BYTES || row.getMemory().isReadOnly()) {
      row.setMemory(ByteBuffer.allocate(length * Double.BYTES));
    }
    bytes = row.getMemory();
  }

  double get(int index) {
    return bytes.getDouble(bytes.position() + index * Double.BYTES);
  }

  void set(int index, double value) {
    bytes.putDouble(bytes.position() + index * Double.BYTES, value);
  }
}
