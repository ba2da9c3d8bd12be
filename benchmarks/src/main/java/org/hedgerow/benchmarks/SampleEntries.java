package org.hedgerow.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.JournalEntry;
import org.hedgerow.schema.Origin;
import org.hedgerow.schema.RawFrame;

/** What the sample frames say, as entries of the journal. */
final class SampleEntries implements DecodedFrame {
  private static final String GROUP = "BTC";

  private final List<JournalEntry> entries = new ArrayList<>();
  private RawFrame frame;

  static List<JournalEntry> read() {
    SampleEntries sample = new SampleEntries();
    FrameDecoder decoder = Venues.named(SampleFrames.VENUE).decoder(SampleConfiguration.read());
    for (RawFrame next : SampleFrames.read()) {
      sample.frame = next;
      decoder.decode(next, sample);
    }
    return sample.entries;
  }

  @Override
  public void entry(SpecificRecord payload, Long venueTimeMicros) {
    long sequence = entries.size();
    entries.add(
        JournalEntry.newBuilder()
            .setGroup(GROUP)
            .setOrigin(new Origin("raw-frames/0", sequence, sequence - 1, null))
            .setVenueTimeMicros(venueTimeMicros)
            .setReceiveTimeMicros(frame.getReceiveTimeMicros())
            .setPayload(payload)
            .build());
  }

  @Override
  public void ignore(String channel) {}

  @Override
  public void reject(String channel, RejectReason reason, String detail) {
    throw new IllegalStateException(channel + ": " + reason + ": " + detail);
  }
}
