package org.hedgerow.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is in topics and savepoints stays readable, and what we write can be read by a release that
 * still runs.
 */
class SchemaEvolutionTest {
  static List<Schema> schemas() {
    return SchemaRelease.SCHEMAS;
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyReleaseCanBeReadAndCanRead(Schema current) {
    List<Schema> versions = ReleasedSchemas.versionsOf(current);
    assertFalse(versions.isEmpty(), current.getName() + " was never released");
    for (Schema released : versions) {
      assertCompatible(current, released, "what the release wrote");
      assertCompatible(released, current, "by the release what we write");
    }
  }

  @Test
  void anIncompatibleChangeIsSeen() {
    Schema released = Tick.getClassSchema();
    Schema renamed =
        new Schema.Parser().parse(released.toString().replace("\"timeMicros\"", "\"timeMillis\""));
    assertEquals(
        SchemaCompatibilityType.INCOMPATIBLE,
        SchemaCompatibility.checkReaderWriterCompatibility(renamed, released).getType());
  }

  private static void assertCompatible(Schema reader, Schema writer, String what) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    assertEquals(
        SchemaCompatibilityType.COMPATIBLE,
        result.getType(),
        reader.getName()
            + " cannot read "
            + what
            + ": "
            + result.getResult().getIncompatibilities());
  }
}
