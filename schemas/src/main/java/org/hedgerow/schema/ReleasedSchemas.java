package org.hedgerow.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The schemas of past releases, kept under {@code released/} as they were. {@code released/index}
 * names them, one {@code VERSION/RecordName} a line; a release adds lines and never changes one.
 */
final class ReleasedSchemas {
  private ReleasedSchemas() {}

  /** Every released version of the record, oldest first. */
  static List<Schema> versionsOf(Schema current) {
    List<Schema> versions = new ArrayList<>();
    for (String line : read("/released/index").split("\n")) {
      if (line.endsWith("/" + current.getName())) {
        versions.add(new Schema.Parser().parse(read("/released/" + line + ".avsc")));
      }
    }
    return versions;
  }

  private static String read(String resource) {
    try (InputStream stream = ReleasedSchemas.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
