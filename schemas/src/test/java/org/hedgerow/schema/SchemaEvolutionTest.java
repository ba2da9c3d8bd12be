package org.hedgerow.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
      assertCompatible(released, withoutNewPayloads(current, released), "what we write");
    }
  }

  /** Whoever releases a schema has to move it to those that are held to their releases. */
  @Test
  void whatIsSaidToBeUnreleasedIs() {
    for (Schema schema : SchemaRelease.UNRELEASED) {
      assertEquals(List.of(), ReleasedSchemas.versionsOf(schema), schema.getName());
    }
  }

  /** Every topic's records are held to their releases, or wait for the first. */
  @Test
  void everyTopicHasASchemaOnTheLists() {
    for (Topic topic : TopicCatalogue.topics()) {
      assertTrue(
          Stream.concat(SchemaRelease.SCHEMAS.stream(), SchemaRelease.UNRELEASED.stream())
              .anyMatch(schema -> schema.getName().equals(topic.schema())),
          topic.name());
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

  /**
   * New payloads may be added at the end of the journal's union. A release cannot read them:
   * readers are upgraded before writers.
   */
  private static Schema withoutNewPayloads(Schema current, Schema released) {
    Schema.Field payload = current.getField("payload");
    if (!current.getName().equals("JournalEntry")) {
      return current;
    }
    int known = released.getField("payload").schema().getTypes().size();
    List<Schema> types = payload.schema().getTypes();
    assertTrue(types.size() >= known, "a payload was removed");
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : current.getFields()) {
      Schema schema =
          field.name().equals("payload")
              ? Schema.createUnion(types.subList(0, known))
              : field.schema();
      fields.add(new Schema.Field(field.name(), schema, field.doc(), field.defaultVal()));
    }
    return Schema.createRecord(
        current.getName(), current.getDoc(), current.getNamespace(), false, fields);
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
