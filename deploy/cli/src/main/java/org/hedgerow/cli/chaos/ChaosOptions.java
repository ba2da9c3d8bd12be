package org.hedgerow.cli.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a chaos run is to do.
 *
 * @param kills of processes, besides the cases
 * @param seed of what is struck when; what the machine makes of it is not repeatable
 * @param cases names of the cases to play, in this order
 * @param rate generated frames a second
 * @param pace of the customers' trades, times one in one to three seconds
 * @param configuration of the portfolio, instead of the demo's own
 * @param json where the report goes
 */
record ChaosOptions(
    int kills,
    long seed,
    List<String> cases,
    int rate,
    double pace,
    Optional<Path> configuration,
    Optional<Path> json) {}
