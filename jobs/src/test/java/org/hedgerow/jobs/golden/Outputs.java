package org.hedgerow.jobs.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecordBase;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.schema.RecordCodec;

/** Sets of records, compared byte for byte and shown field by field. */
public final class Outputs {
  private Outputs() {}

  /** Fails, with the first record that only one side has, unless both have the same bytes. */
  public static <T extends SpecificRecordBase> void assertSame(
      Collection<T> expected, Collection<T> actual, Class<T> type) {
    assertEquals(String.join("\n", lines(expected, type)), String.join("\n", lines(actual, type)));
  }

  /** The distinct records among what was written, at least once each. */
  public static <T extends SpecificRecordBase> List<T> distinct(
      Collection<TopicRecord> written, Class<T> type) {
    RecordCodec<T> codec = RecordCodec.of(type);
    Set<String> seen = new TreeSet<>();
    List<T> records = new ArrayList<>();
    for (TopicRecord record : written) {
      if (seen.add(HexFormat.of().formatHex(record.value()))) {
        try {
          records.add(codec.decode(record.value()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return records;
  }

  private static <T extends SpecificRecordBase> List<String> lines(
      Collection<T> records, Class<T> type) {
    RecordCodec<T> codec = RecordCodec.of(type);
    return records.stream()
        .map(record -> record + " " + HexFormat.of().formatHex(codec.encode(record)))
        .sorted()
        .toList();
  }
}
