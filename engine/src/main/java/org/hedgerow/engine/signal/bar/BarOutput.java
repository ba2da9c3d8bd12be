package org.hedgerow.engine.signal.bar;

import org.hedgerow.schema.Bar;

/** Where bars go. */
@FunctionalInterface
public interface BarOutput {
  /** Takes a bar, which nobody changes afterwards. */
  void bar(Bar bar);
}
