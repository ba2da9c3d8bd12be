package org.hedgerow.cli.decode;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecordBase;
import org.hedgerow.cli.why.RecordJson;
import org.hedgerow.exchanges.recording.DecodedMessage;
import org.hedgerow.exchanges.recording.DecodedMessage.Rejection;
import org.hedgerow.exchanges.recording.RecordedMessage;
import org.hedgerow.exchanges.recording.RecordingDecoder;
import org.hedgerow.exchanges.recording.RecordingReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints recorded messages of an exchange as normalised payloads. */
@Command(
    name = "decode",
    description =
        "Prints recorded messages of an exchange as normalised payloads, one JSON object a line, and a"
            + " summary as the last line of standard error. Exit code 1 if a file cannot be read.",
    mixinStandardHelpOptions = true)
public final class DecodeCommand implements Callable<Integer> {
  private static final int BUFFER = 1 << 16;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "VENUE",
      description =
          "One of ${COMPLETION-CANDIDATES}. Its market and the version of its protocol come from the"
              + " messages and connect lines.")
  private Exchange venue;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Recordings, compressed by gzip or not; - is standard input.")
  private List<String> files;

  @Override
  public Integer call() throws IOException {
    long began = System.nanoTime();
    PrintWriter errors = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    DecodeSummary summary = new DecodeSummary();
    DeadLetterReport deadLetters = new DeadLetterReport(errors);
    boolean unreadable = false;
    try (JsonGenerator lines = lines(out)) {
      for (String file : files) {
        try (RecordingReader recording = open(file)) {
          decode(file, recording, lines, out, summary, deadLetters);
        } catch (OutputLostException e) {
          break;
        } catch (IOException e) {
          unreadable = true;
          lines.flush();
          errors.println("hedgerow: cannot read " + file + ": " + sentence(e));
        }
      }
    }
    out.flush();
    deadLetters.end();
    errors.println(summary.json(System.nanoTime() - began));
    errors.flush();
    return unreadable ? 1 : 0;
  }

  /** Whoever read the output reads no more. */
  private static final class OutputLostException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static RecordingReader open(String file) throws IOException {
    if (!file.equals("-")) {
      return RecordingReader.open(Path.of(file));
    }
    return RecordingReader.of(
        new FilterInputStream(System.in) {
          @Override
          public void close() {
            // Not ours.
          }
        });
  }

  private static JsonGenerator lines(PrintWriter out) throws IOException {
    Writer buffered = new BufferedWriter(out, BUFFER);
    JsonGenerator generator = new ObjectMapper().getFactory().createGenerator(buffered);
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    generator.setPrettyPrinter(new MinimalPrettyPrinter(""));
    return generator;
  }

  private void decode(
      String file,
      RecordingReader recording,
      JsonGenerator lines,
      PrintWriter out,
      DecodeSummary summary,
      DeadLetterReport deadLetters)
      throws IOException {
    RecordingDecoder decoder = new RecordingDecoder(venue.toString());
    for (RecordedMessage message = recording.next(); message != null; message = recording.next()) {
      DecodedMessage decoded = decoder.decode(message);
      if (decoded == null) {
        continue;
      }
      summary.add(decoded);
      for (int i = 0; i < decoded.payloads().size(); i++) {
        lines.writeTree(line(message, decoded, i));
        lines.writeRaw('\n');
      }
      for (Rejection rejection : decoded.rejections()) {
        deadLetters.add(file, message.line(), rejection);
      }
      if (out.checkError()) {
        throw new OutputLostException();
      }
    }
  }

  private static ObjectNode line(RecordedMessage message, DecodedMessage decoded, int payload) {
    SpecificRecordBase record = (SpecificRecordBase) decoded.payloads().get(payload);
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("type", record.getSchema().getName());
    line.put("venue", decoded.venue());
    Long time = decoded.time(payload);
    if (time != null) {
      line.put("venueTime", RecordJson.time(time));
    }
    if (message.receivedMicros() != 0) {
      line.put("receiveTime", RecordJson.time(message.receivedMicros()));
    }
    line.set("payload", RecordJson.of(record));
    return line;
  }

  private static String sentence(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
