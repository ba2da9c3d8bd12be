package org.hedgerow.cli.decode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.hedgerow.exchanges.recording.DecodedMessage;
import org.hedgerow.schema.InstrumentStatus;

/**
 * What a recording came to. A frame counts once: under its main payload, or else as a dead letter,
 * or else as ignored under its channel. REST answers count in {@code rest} and, where nothing of
 * them could be read, among the dead letters.
 */
final class DecodeSummary {
  private final Map<String, Long> payloads = new TreeMap<>();
  private final Map<String, Long> ignored = new TreeMap<>();
  private long frames;
  private long rest;
  private long deadLetters;
  private long partly;

  void add(DecodedMessage message) {
    if (message.isAnswer()) {
      rest++;
    } else {
      frames++;
    }
    boolean rejected = !message.rejections().isEmpty();
    if (!message.payloads().isEmpty()) {
      partly += rejected ? 1 : 0;
      if (!message.isAnswer()) {
        payloads.merge(main(message.payloads()), 1L, Long::sum);
      }
    } else if (rejected) {
      deadLetters++;
    } else if (!message.isAnswer()) {
      String channel = message.ignored().isEmpty() ? "" : message.ignored().get(0);
      ignored.merge(channel, 1L, Long::sum);
    }
  }

  /** The type of the first, unless that is a status which comes with something else. */
  private static String main(List<SpecificRecord> payloads) {
    for (SpecificRecord payload : payloads) {
      if (!(payload instanceof InstrumentStatus)) {
        return payload.getSchema().getName();
      }
    }
    return payloads.get(0).getSchema().getName();
  }

  /**
   * One JSON object; {@code partly} is there only where messages that were read had parts that were
   * not.
   */
  ObjectNode json(long nanos) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("frames", frames);
    node.put("rest", rest);
    ObjectNode types = node.putObject("payloads");
    payloads.forEach(types::put);
    ObjectNode channels = node.putObject("ignored");
    ignored.forEach(channels::put);
    node.put("dead_letters", deadLetters);
    if (partly > 0) {
      node.put("partly", partly);
    }
    node.put("seconds", BigDecimal.valueOf(nanos, 9).setScale(3, RoundingMode.HALF_UP));
    return node;
  }
}
