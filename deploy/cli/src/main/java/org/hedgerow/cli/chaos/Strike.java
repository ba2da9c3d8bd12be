package org.hedgerow.cli.chaos;

/**
 * One strike and what came of it. Times in seconds from the strike.
 *
 * @param what was done
 * @param target the process, as reports name it; empty for a case that kills none
 * @param kills how many processes it killed
 * @param atMicros wall clock of the blow
 * @param noticed until Flink saw that a job did not run; -1: it never did
 * @param running until every task ran again; -1: they never stopped
 * @param silence the longest time without a new order, from the blow (where it is a matter of
 *     moments; else from its end) until everything ran again
 */
record Strike(
    String what,
    String target,
    int kills,
    long atMicros,
    double noticed,
    double running,
    double silence) {}
