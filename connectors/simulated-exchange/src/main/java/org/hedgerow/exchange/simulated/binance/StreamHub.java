package org.hedgerow.exchange.simulated.binance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The named streams of one venue and who listens to each. A listen key is a stream like any other,
 * with an unguessable name. All calls are made on the exchange's one event loop.
 */
public final class StreamHub {
  private final Map<String, Topic> topics = new HashMap<>();
  private final List<Consumer<Topic>> subscriptionListeners = new ArrayList<>();
  private final Congestion congestion;
  private final Set<Subscriber> clients = new LinkedHashSet<>();

  public StreamHub(Congestion congestion) {
    this.congestion = congestion;
  }

  /** One stream. */
  public static final class Topic {
    public final String name;
    private final byte[] envelope;
    private final List<Subscriber> subscribers = new ArrayList<>();

    private Topic(String name) {
      this.name = name;
      this.envelope = ("{\"stream\":\"" + name + "\",\"data\":").getBytes(Ascii.CHARSET);
    }

    public boolean wanted() {
      return !subscribers.isEmpty();
    }

    /** Sends {@code data}, one JSON document without the envelope. */
    public void publish(String data) {
      if (subscribers.isEmpty()) {
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
      for (int i = 0; i < subscribers.size(); i++) {
        Subscriber subscriber = subscribers.get(i);
        if (subscriber.combined()) {
          subscriber.send(frame, from, to);
        } else {
          subscriber.send(frame, dataFrom, to - 1);
        }
      }
      return subscribers.size();
    }
  }

  public Congestion congestion() {
    return congestion;
  }

  public int clients() {
    return clients.size();
  }

  public Topic topic(String name) {
    return topics.computeIfAbsent(name, Topic::new);
  }

  public void onSubscription(Consumer<Topic> listener) {
    subscriptionListeners.add(listener);
  }

  void connected(Subscriber subscriber) {
    clients.add(subscriber);
  }

  /** Closes the clients that listen to a stream of which {@code which} holds. */
  public void disconnect(Predicate<String> which) {
    for (Subscriber client : List.copyOf(clients)) {
      boolean meant =
          topics.values().stream()
              .anyMatch(topic -> topic.subscribers.contains(client) && which.test(topic.name));
      if (meant) {
        client.disconnect();
      }
    }
  }

  public void subscribe(Subscriber subscriber, String name) {
    Topic topic = topic(name);
    if (!topic.subscribers.contains(subscriber)) {
      topic.subscribers.add(subscriber);
      subscriptionListeners.forEach(listener -> listener.accept(topic));
    }
  }

  void unsubscribe(Subscriber subscriber, String name) {
    Topic topic = topics.get(name);
    if (topic != null) {
      topic.subscribers.remove(subscriber);
    }
  }

  void disconnected(Subscriber subscriber) {
    clients.remove(subscriber);
    topics.values().forEach(topic -> topic.subscribers.remove(subscriber));
  }
}
