package org.hedgerow.cli.bench.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.recording.DecodedMessage;
import org.hedgerow.exchanges.recording.RecordedMessage;
import org.hedgerow.exchanges.recording.RecordingDecoder;
import org.hedgerow.exchanges.recording.RecordingReader;
import org.hedgerow.schema.BookDelta;
import org.hedgerow.schema.Quote;
import org.hedgerow.schema.Trade;

/**
 * What was recorded of one instrument: best prices, trades and depth, in the order of receipt.
 *
 * @param instrument as in schemas
 */
record RecordedMarket(String instrument, List<Event> events) {
  /**
   * Something that was received.
   *
   * @param micros when, microseconds since the Unix epoch by the recorder's clock
   * @param payload a {@link Quote}, a {@link Trade} or a {@link BookDelta}
   */
  record Event(long micros, SpecificRecord payload) {}

  /**
   * The instruments of all recordings in a folder, by name.
   *
   * @param exchange as the decoder's command names it
   * @throws IOException if a file cannot be read
   */
  static List<RecordedMarket> of(Path folder, String exchange) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(Files::isRegularFile).sorted().toList();
    }
    Map<String, List<Event>> events = new TreeMap<>();
    for (Path file : files) {
      try (RecordingReader reader = RecordingReader.open(file)) {
        read(reader, new RecordingDecoder(exchange), events);
      }
    }
    return events.entrySet().stream()
        .map(one -> new RecordedMarket(one.getKey(), one.getValue()))
        .toList();
  }

  private static void read(
      RecordingReader reader, RecordingDecoder decoder, Map<String, List<Event>> events)
      throws IOException {
    long last = 0;
    for (RecordedMessage message = reader.next(); message != null; message = reader.next()) {
      DecodedMessage decoded = decoder.decode(message);
      if (decoded == null) {
        continue;
      }
      // A recorder's clock may step back; what was received later happened later here.
      last = Math.max(last, message.receivedMicros());
      for (SpecificRecord payload : decoded.payloads()) {
        String instrument = instrument(payload);
        if (!instrument.isEmpty()) {
          events
              .computeIfAbsent(instrument, name -> new ArrayList<>())
              .add(new Event(last, payload));
        }
      }
    }
  }

  private static String instrument(SpecificRecord payload) {
    if (payload instanceof Quote quote) {
      return quote.getInstrument();
    }
    if (payload instanceof Trade trade) {
      return trade.getInstrument();
    }
    return payload instanceof BookDelta delta ? delta.getInstrument() : "";
  }
}
