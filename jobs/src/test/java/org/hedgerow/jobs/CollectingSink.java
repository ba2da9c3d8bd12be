package org.hedgerow.jobs;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.hedgerow.jobs.kafka.TopicRecord;

/** Keeps what is written where the test, in the same JVM, finds it by name. */
public record CollectingSink(String name) implements Sink<TopicRecord> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Queue<TopicRecord>> WRITTEN = new ConcurrentHashMap<>();

  /** What was written under that name so far. */
  public static Queue<TopicRecord> written(String name) {
    return WRITTEN.computeIfAbsent(name, added -> new ConcurrentLinkedQueue<>());
  }

  @Override
  public SinkWriter<TopicRecord> createWriter(WriterInitContext context) {
    Queue<TopicRecord> queue = written(name);
    return new SinkWriter<>() {
      @Override
      public void write(TopicRecord element, Context context) {
        queue.add(element);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
