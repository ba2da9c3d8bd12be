package org.hedgerow.jobs.marketdata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.NoSuchAlgorithmException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.schema.JournalEntry;

/**
 * Writes journal entries in two steps, the payload first and the fields before it later: Avro's
 * encoding of a record is that of its fields, one after another, and the payload is the last. A
 * test holds that the bytes are those of {@link org.hedgerow.schema.RecordCodec}.
 *
 * <p>Not thread-safe: it reuses its buffers.
 */
final class EntryEncoding {
  private static final Schema PAYLOAD = JournalEntry.getClassSchema().getField("payload").schema();
  private static final byte[] HEADER = header();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
  private final SpecificDatumWriter<SpecificRecord> writer = new SpecificDatumWriter<>(PAYLOAD);

  /** A payload, as the union of all payloads. */
  byte[] payload(SpecificRecord payload) {
    try {
      out.reset();
      writer.write(payload, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole entry. */
  byte[] entry(JournalDraft draft, long previous) {
    try {
      out.reset();
      out.writeBytes(HEADER);
      encoder.writeString(draft.group());
      encoder.writeString(draft.stream());
      encoder.writeLong(draft.sequence());
      encoder.writeLong(previous);
      if (draft.id() == null) {
        encoder.writeIndex(0);
      } else {
        encoder.writeIndex(1);
        encoder.writeString(draft.id());
      }
      if (draft.venueTimeMicros() == null) {
        encoder.writeIndex(0);
      } else {
        encoder.writeIndex(1);
        encoder.writeLong(draft.venueTimeMicros());
      }
      encoder.writeLong(draft.receiveTimeMicros());
      encoder.writeBoolean(draft.copy());
      encoder.writeFixed(draft.payload());
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The two marker bytes and the schema's fingerprint of Avro's single-object encoding. */
  private static byte[] header() {
    try {
      byte[] fingerprint =
          SchemaNormalization.parsingFingerprint("CRC-64-AVRO", JournalEntry.getClassSchema());
      byte[] header = new byte[2 + fingerprint.length];
      header[0] = (byte) 0xC3;
      header[1] = 0x01;
      System.arraycopy(fingerprint, 0, header, 2, fingerprint.length);
      return header;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Avro has CRC-64-AVRO", e);
    }
  }
}
