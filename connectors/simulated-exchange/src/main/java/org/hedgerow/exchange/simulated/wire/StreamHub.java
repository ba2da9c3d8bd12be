package org.hedgerow.exchange.simulated.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The named streams of one venue and who listens to each. An account's stream is one like any
 * other, with an unguessable name. All calls are made on the exchange's one event loop.
 */
public final class StreamHub {
  private final Map<String, Topic> topics = new HashMap<>();
  private final List<Consumer<Topic>> subscriptionListeners = new ArrayList<>();
  private final Congestion congestion;
  private final Envelope envelope;
  private final Set<Subscriber> clients = new LinkedHashSet<>();
  private Disturbance disturbance = Disturbance.NONE;
  private Predicate<String> undisturbed = stream -> false;

  public StreamHub(Congestion congestion, Envelope envelope) {
    this.congestion = congestion;
    this.envelope = envelope;
  }

  /** One stream. */
  public final class Topic {
    public final String name;
    private final byte[] head;
    private final byte[] tail;
    private final List<Subscriber> subscribers = new ArrayList<>();

    private Topic(String name) {
      this.name = name;
      this.head = envelope.before(name).getBytes(Ascii.CHARSET);
      this.tail = envelope.after().getBytes(Ascii.CHARSET);
    }

    public boolean wanted() {
      return !subscribers.isEmpty();
    }

    /** Sends {@code data}, one message without the envelope. */
    public void publish(String data) {
      if (subscribers.isEmpty()) {
        return;
      }
      byte[] bytes = new byte[head.length + data.length() + tail.length];
      System.arraycopy(head, 0, bytes, 0, head.length);
      Ascii.copy(data, bytes, head.length);
      System.arraycopy(tail, 0, bytes, bytes.length - tail.length, tail.length);
      publish(bytes, 0, bytes.length);
    }

    /**
     * Sends a frame that is in its envelope; sockets of single streams get it without.
     *
     * @return the number of clients that were sent it
     */
    public int publish(byte[] frame, int from, int to) {
      if (disturbance.active() && !undisturbed.test(name)) {
        disturbance.pass(
            name, Arrays.copyOfRange(frame, from, to), bytes -> send(bytes, 0, bytes.length));
      } else {
        send(frame, from, to);
      }
      return subscribers.size();
    }

    private void send(byte[] frame, int from, int to) {
      int dataFrom = from + head.length;
      for (int i = 0; i < subscribers.size(); i++) {
        Subscriber subscriber = subscribers.get(i);
        if (subscriber.combined()) {
          subscriber.send(frame, from, to);
        } else {
          subscriber.send(frame, dataFrom, to - tail.length);
        }
      }
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

  /**
   * What happens to frames from now on.
   *
   * @param not streams to which it does not
   */
  public void disturb(Disturbance with, Predicate<String> not) {
    disturbance = with;
    undisturbed = not;
  }

  public void onSubscription(Consumer<Topic> listener) {
    subscriptionListeners.add(listener);
  }

  public void connected(Subscriber subscriber) {
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

  public void unsubscribe(Subscriber subscriber, String name) {
    Topic topic = topics.get(name);
    if (topic != null) {
      topic.subscribers.remove(subscriber);
    }
  }

  public void disconnected(Subscriber subscriber) {
    clients.remove(subscriber);
    topics.values().forEach(topic -> topic.subscribers.remove(subscriber));
  }
}
