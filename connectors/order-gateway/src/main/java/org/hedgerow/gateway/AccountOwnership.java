package org.hedgerow.gateway;

import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Which accounts a subtask owns: those whose orders a stream keyed by account brings to it.
 *
 * @param subtask from 0
 */
record AccountOwnership(int subtask, int parallelism, int maxParallelism) {
  boolean owns(String account) {
    return owner(account) == subtask;
  }

  /** The subtask that owns the account. */
  int owner(String account) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        account, maxParallelism, parallelism);
  }
}
