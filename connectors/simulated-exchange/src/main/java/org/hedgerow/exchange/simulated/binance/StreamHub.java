package org.hedgerow.exchange.simulated.binance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The named streams of one venue and who listens to each. A listen key is a stream like any other,
 * with an unguessable name. All calls are made on the exchange's one event loop.
 */
public final class StreamHub {
  private final Map<String, Topic> topics = new HashMap<>();
  private final List<Consumer<Topic>> subscriptionListeners = new ArrayList<>();
  private final Congestion congestion;
  private int clients;

  public StreamHub(Congestion congestion) {
    this.congestion = congestion;
  }

  /** One stream. */
  public static final class Topic {
    public final String name;
    private final byte[] envelope;
    private final List<StreamSocket> sockets = new ArrayList<>();

    private Topic(String name) {
      this.name = name;
      this.envelope = ("{\"stream\":\"" + name + "\",\"data\":").getBytes(Ascii.CHARSET);
    }

    public boolean wanted() {
      return !sockets.isEmpty();
    }

    /** Sends {@code data}, one JSON document without the envelope. */
    public void publish(String data) {
      if (sockets.isEmpty()) {
        return;
      }
      byte[] bytes = new byte[envelope.length + data.length() + 1];
      System.arraycopy(envelope, 0, bytes, 0, envelope.length);
      Ascii.copy(data, bytes, envelope.length);
      bytes[bytes.length - 1] = '}';
      publish(bytes, 0, bytes.length);
    }

    /**
     * Sends a frame that is in its envelope; sockets of single streams get it without.
     *
     * @return the number of clients that were sent it
     */
    public int publish(byte[] frame, int from, int to) {
      int dataFrom = from + envelope.length;
      for (int i = 0; i < sockets.size(); i++) {
        StreamSocket socket = sockets.get(i);
        if (socket.combined()) {
          socket.send(frame, from, to);
        } else {
          socket.send(frame, dataFrom, to - 1);
        }
      }
      return sockets.size();
    }
  }

  public Congestion congestion() {
    return congestion;
  }

  public int clients() {
    return clients;
  }

  public Topic topic(String name) {
    return topics.computeIfAbsent(name, Topic::new);
  }

  public void onSubscription(Consumer<Topic> listener) {
    subscriptionListeners.add(listener);
  }

  void connected() {
    clients++;
  }

  void subscribe(StreamSocket socket, String name) {
    Topic topic = topic(name);
    if (!topic.sockets.contains(socket)) {
      topic.sockets.add(socket);
      subscriptionListeners.forEach(listener -> listener.accept(topic));
    }
  }

  void unsubscribe(StreamSocket socket, String name) {
    Topic topic = topics.get(name);
    if (topic != null) {
      topic.sockets.remove(socket);
    }
  }

  void disconnected(StreamSocket socket) {
    clients--;
    topics.values().forEach(topic -> topic.sockets.remove(socket));
  }
}
