package org.hedgerow.benchmarks;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hedgerow.engine.configuration.Instrument;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.Recognition;
import org.hedgerow.exchanges.Venues;
import org.hedgerow.exchanges.recording.RecordedMessage;
import org.hedgerow.exchanges.recording.RecordingReader;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;

/** A channel of a venue, and where there are recordings of it. */
public enum RecordedChannel {
  BINANCE_USDM_QUOTE(
      "BINANCE_USDM",
      "binance-2024-08-08/usdm-btcusdt",
      "\"bookTicker\"",
      BoundFrames.Binance.class,
      BoundFrames.BinanceQuote.class),
  BINANCE_USDM_TRADE(
      "BINANCE_USDM",
      "binance-2024-08-08/usdm-btcusdt",
      "\"e\":\"trade\"",
      BoundFrames.Binance.class,
      BoundFrames.BinanceTrade.class),
  BINANCE_USDM_DEPTH(
      "BINANCE_USDM",
      "binance-2024-08-08/usdm-btcusdt",
      "\"depthUpdate\"",
      BoundFrames.Binance.class,
      BoundFrames.BinanceDepth.class),
  BINANCE_SPOT_DEPTH(
      "BINANCE_SPOT",
      "binance-2024-08-08/spot-btcusdt",
      "\"depthUpdate\"",
      BoundFrames.Binance.class,
      BoundFrames.BinanceDepth.class),
  OKX_TRADE(
      "OKX",
      "sessions/OKX.ws.1",
      "\"channel\":\"trades\"",
      BoundFrames.Okx.class,
      BoundFrames.OkxTrade.class),
  OKX_DEPTH(
      "OKX",
      "sessions/OKX.ws.1",
      "\"channel\":\"books-l2-tbt\"",
      BoundFrames.Okx.class,
      BoundFrames.OkxBook.class),
  DERIBIT_TICKER(
      "DERIBIT",
      "sessions/DERIBIT.ws.30",
      "\"channel\":\"ticker.",
      BoundFrames.Deribit.class,
      BoundFrames.DeribitTicker.class),
  KRAKEN_FUTURES_BOOK(
      "KRAKEN_FUTURES",
      "sessions/KRAKEN_FUTURES.ws.46",
      "\"feed\":\"book\"",
      null,
      BoundFrames.KrakenFuturesBook.class),
  KRAKEN_FUTURES_TRADE(
      "KRAKEN_FUTURES",
      "sessions/KRAKEN_FUTURES.ws.46",
      "\"feed\":\"trade\"",
      null,
      BoundFrames.KrakenFuturesTrade.class),
  KRAKEN_SPOT_V1_BOOK("KRAKEN_SPOT", "sessions/KRAKEN.ws.50", "\"book-", List.class, Object.class),
  KRAKEN_SPOT_V1_TICKER(
      "KRAKEN_SPOT", "sessions/KRAKEN.ws.49", "\"ticker\",", List.class, Object.class),
  FTX_TICKER(
      "FTX",
      "sessions/FTX.ws.32",
      "\"channel\": \"ticker\"",
      BoundFrames.Ftx.class,
      BoundFrames.FtxTicker.class),
  FTX_DEPTH(
      "FTX",
      "sessions/FTX.ws.32",
      "\"channel\": \"orderbook\"",
      BoundFrames.Ftx.class,
      BoundFrames.FtxBook.class);

  /** Another folder of recordings. */
  private static final String PROPERTY = "hedgerow.recordings";

  private static final String FOLDER = "../shared/data/frames";
  private static final int COUNT = 2_048;

  /** First snapshots of whole books are rare, and would stand for the channel here. */
  private static final int LONGEST = 20_000;

  private final String venue;
  private final String recording;
  private final String form;
  private final Class<?> envelope;
  private final Class<?> bound;

  /**
   * A channel.
   *
   * @param envelope around what is bound; null where there is none
   */
  RecordedChannel(String venue, String recording, String form, Class<?> envelope, Class<?> bound) {
    this.venue = venue;
    this.recording = recording;
    this.form = form;
    this.envelope = envelope;
    this.bound = bound;
  }

  /** What its frames are bound to. */
  JavaType bound(ObjectMapper mapper) {
    return envelope == null
        ? mapper.constructType(bound)
        : mapper.getTypeFactory().constructParametricType(envelope, bound);
  }

  /** Its first frames, of instruments and not of acknowledgements. */
  List<RawFrame> frames() {
    List<RawFrame> frames = new ArrayList<>();
    try (RecordingReader reader = RecordingReader.open(file())) {
      for (RecordedMessage message = reader.next();
          message != null && frames.size() < COUNT;
          message = reader.next()) {
        if (message.kind() == RecordedMessage.Kind.FRAME && isOfChannel(message)) {
          frames.add(
              new RawFrame(
                  venue,
                  "recording",
                  1L,
                  (long) frames.size(),
                  message.receivedMicros(),
                  FrameKind.STREAM,
                  null,
                  null,
                  ByteBuffer.wrap(message.body())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(recording, e);
    }
    if (frames.isEmpty()) {
      throw new IllegalStateException(recording + " has no frame of " + this);
    }
    return frames;
  }

  private boolean isOfChannel(RecordedMessage message) {
    String text = message.text();
    return text.contains(form)
        && text.length() <= LONGEST
        && !text.contains("\"event\"")
        && !text.contains("\"subscribed\"");
  }

  private Path file() throws IOException {
    Path named = Path.of(System.getProperty(PROPERTY, FOLDER)).resolve(recording);
    try (Stream<Path> files = Files.list(named.getParent())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(named.getFileName().toString()))
          .findFirst()
          .orElseThrow(() -> new IOException("there is no recording " + named));
    }
  }

  /** The venue's decoder for all instruments that the frames name. */
  FrameDecoder decoder(List<RawFrame> frames) {
    Recognition recognition = Venues.named(venue).recognition();
    Map<String, Instrument> instruments = new LinkedHashMap<>();
    for (RawFrame frame : frames) {
      String text = new String(frame.getPayload().array(), StandardCharsets.UTF_8);
      for (String symbol : recognition.symbols(text)) {
        Optional<Instrument> instrument = recognition.instrument(symbol);
        instrument.ifPresent(one -> instruments.putIfAbsent(symbol, one));
      }
    }
    return recognition.decoder(List.copyOf(instruments.values()));
  }
}
