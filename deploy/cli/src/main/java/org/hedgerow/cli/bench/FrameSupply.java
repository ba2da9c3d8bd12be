package org.hedgerow.cli.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code raw-frames} is filled with.
 *
 * @param replay a recording; empty: a generated market
 * @param frames how many; those that the market gave come again until there are so many
 */
record FrameSupply(Optional<Path> replay, int frames) {}
