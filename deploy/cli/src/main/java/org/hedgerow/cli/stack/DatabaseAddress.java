package org.hedgerow.cli.stack;

import java.nio.file.Path;

/**
 * Where the tables are.
 *
 * @param kind which choice was taken
 * @param jdbcUrl without user and password, which are the credential {@link Credentials#DATABASE}
 * @param data the folder of the data, or null where it is not ours to know
 * @param psql a client that runs here, or null
 */
public record DatabaseAddress(Kind kind, String jdbcUrl, Path data, String psql) {
  /** The choices, in their order. */
  public enum Kind {
    /** The environment names one that somebody else runs. */
    CONFIGURED,
    /** The official image, under a Docker daemon. */
    DOCKER,
    /** Debian's packages, unpacked for us alone. */
    UNPACKED
  }
}
