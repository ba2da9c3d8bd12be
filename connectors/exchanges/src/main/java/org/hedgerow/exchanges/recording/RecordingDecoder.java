package org.hedgerow.exchanges.recording;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Recognition;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.Venue;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;

/**
 * Decodes a recording of one exchange, message by message, without a configuration: each instrument
 * is taken up when a message first names it. Which of the exchange's markets a message is of, its
 * form says, or else the last connect line, or else the message before it.
 */
public final class RecordingDecoder {
  /** Stands for the owner of private streams. */
  private static final String ACCOUNT = "recorded";

  private final List<Market> markets = new ArrayList<>();
  private final DecodedMessage decoded = new DecodedMessage();
  private Market last;
  private String stream = "";
  private long epoch;
  private long sequence;

  /** A market, and what of it was named so far. */
  private static final class Market {
    final String venue;
    final Recognition recognition;
    final Map<String, Instrument> instruments = new LinkedHashMap<>();
    FrameDecoder decoder;

    Market(Venue venue) {
      this.venue = venue.name();
      this.recognition = venue.recognition();
      this.decoder = recognition.decoder(List.of());
    }

    /** Whether the text names an instrument that was not named before. */
    boolean learn(String text) {
      boolean learned = false;
      for (String symbol : recognition.symbols(text)) {
        if (!instruments.containsKey(symbol)) {
          Optional<Instrument> instrument = recognition.instrument(symbol);
          if (instrument.isPresent()) {
            instruments.put(symbol, instrument.get());
            learned = true;
          }
        }
      }
      if (learned) {
        Map<String, byte[]> remembered = decoder.remembered();
        decoder = recognition.decoder(List.copyOf(instruments.values()));
        remembered.forEach(decoder::restore);
      }
      return learned;
    }
  }

  /**
   * For recordings of that exchange.
   *
   * @throws IllegalArgumentException if there is no such exchange
   */
  public RecordingDecoder(String exchange) {
    for (Venue venue : Venues.ofExchange(exchange)) {
      markets.add(new Market(venue));
    }
    if (markets.isEmpty()) {
      throw new IllegalArgumentException("no exchange is called " + exchange);
    }
    last = markets.get(0);
  }

  /**
   * Decodes a message; null if it was none of the venue's, such as a connect. Never throws on
   * account of the bytes.
   */
  public DecodedMessage decode(RecordedMessage message) {
    return switch (message.kind()) {
      case CONNECT -> {
        connect(message);
        yield null;
      }
      case FRAME -> frame(message);
      case ANSWER -> answer(message, message.text(), of(message), message.request());
      case SENT, NOTE -> null;
    };
  }

  private void connect(RecordedMessage message) {
    stream = message.address();
    epoch++;
    sequence = 0;
    Market serves = serving(message.address());
    if (serves != null) {
      last = serves;
    }
  }

  private Market serving(String address) {
    for (Market market : markets) {
      if (market.recognition.serves(address)) {
        return market;
      }
    }
    return null;
  }

  private Market of(RecordedMessage message) {
    Market serving = serving(message.address());
    return serving == null ? last : serving;
  }

  private DecodedMessage frame(RecordedMessage message) {
    String text = message.text();
    Market market = claiming(text);
    last = market;
    // On a connection that the recording names all is a frame, whatever its form.
    Optional<String> request =
        stream.isEmpty()
            ? market.recognition.request(text, market.instruments.keySet())
            : Optional.empty();
    if (request.isPresent()) {
      return answer(message, text, market, request.get());
    }
    String address = message.address().isEmpty() ? stream : message.address();
    RawFrame frame =
        new RawFrame(
            market.venue,
            market.recognition.connection(address),
            epoch,
            sequence++,
            message.receivedMicros(),
            FrameKind.STREAM,
            market.recognition.isPrivate(address) ? ACCOUNT : null,
            null,
            ByteBuffer.wrap(message.body()));
    if (market.recognition.isList(text)) {
      market.learn(text);
    }
    decode(market, frame);
    boolean unknown =
        decoded.payloads().isEmpty() || decoded.names(RejectReason.UNKNOWN_INSTRUMENT);
    if (unknown && market.learn(text + '\n' + address)) {
      decode(market, frame);
    }
    return decoded;
  }

  /** The only market whose form it has, or the last one. */
  private Market claiming(String text) {
    if (markets.size() == 1) {
      return last;
    }
    Market claims = null;
    for (Market market : markets) {
      if (market.recognition.claims(text)) {
        if (claims != null) {
          return last;
        }
        claims = market;
      }
    }
    return claims == null ? last : claims;
  }

  private DecodedMessage answer(
      RecordedMessage message, String text, Market market, String request) {
    market.learn(text + '\n' + request);
    RawFrame frame =
        new RawFrame(
            market.venue,
            "recording",
            epoch,
            0L,
            message.receivedMicros(),
            FrameKind.REST,
            null,
            request,
            ByteBuffer.wrap(message.body()));
    decode(market, frame);
    return decoded;
  }

  private void decode(Market market, RawFrame frame) {
    decoded.begin(market.venue, frame.getKind() == FrameKind.REST);
    market.decoder.decode(frame, decoded);
  }
}
