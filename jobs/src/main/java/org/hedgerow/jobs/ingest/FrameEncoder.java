package org.hedgerow.jobs.ingest;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.hedgerow.jobs.kafka.TopicRecord;
import org.hedgerow.schema.RawFrame;
import org.hedgerow.schema.RecordCodec;

/** A frame as it stands in {@code raw-frames}, under the name of its connection. */
final class FrameEncoder extends RichMapFunction<RawFrame, TopicRecord> {
  private static final long serialVersionUID = 1L;

  private transient RecordCodec<RawFrame> codec;

  @Override
  public void open(OpenContext context) {
    codec = RecordCodec.of(RawFrame.class);
  }

  @Override
  public TopicRecord map(RawFrame frame) {
    return new TopicRecord(
        frame.getConnection().getBytes(StandardCharsets.UTF_8), codec.encode(frame));
  }
}
