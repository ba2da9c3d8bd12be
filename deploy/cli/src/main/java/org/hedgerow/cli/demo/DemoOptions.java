package org.hedgerow.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a demo is to show.
 *
 * @param replay recorded frames instead of a generated market
 * @param speed times the recorded pace, or {@code max}
 * @param length after which it ends; empty: at the end of the recording, or when it is interrupted
 * @param configuration of the portfolio, instead of the demo's own
 * @param orders whether it hedges, or only takes market data in
 * @param json where the summary goes
 * @param terminal whether a person watches
 */
public record DemoOptions(
    Optional<Path> replay,
    String speed,
    Optional<Duration> length,
    Optional<Path> configuration,
    boolean orders,
    Optional<Path> json,
    boolean terminal) {}
