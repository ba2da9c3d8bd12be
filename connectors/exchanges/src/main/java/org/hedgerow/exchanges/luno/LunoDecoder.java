package org.hedgerow.exchanges.luno;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;

/**
 * Reads Luno's streams and answers. A frame of a market stream names no pair: what stands after the
 * last slash of its connection's name is the pair, e.g. {@code LUNO/market/XBTZAR}. Nor does it say
 * what a level of the book comes to: each stream's book is kept from frame to frame, and goes into
 * checkpoints by {@link #remembered}.
 */
final class LunoDecoder implements FrameDecoder {
  private final Map<String, LunoListing> listings = new LinkedHashMap<>();

  /** By connection; bounded by the configured pairs, one connection each. */
  private final Map<String, PairStream> streams = new HashMap<>();

  private final MarketMessage message = new MarketMessage();
  private final MarketAnswers marketAnswers;
  private final AccountAnswers accountAnswers;
  private final AccountMessage accountMessage = new AccountMessage();
  private final Findings findings = new Findings();

  /**
   * For the instruments listed.
   *
   * @param assets what a statement of an account names even where it is zero
   */
  LunoDecoder(List<LunoListing> instruments, Set<String> assets) {
    for (LunoListing listing : instruments) {
      listings.put(listing.pair(), listing);
    }
    marketAnswers = new MarketAnswers(listings);
    accountAnswers = new AccountAnswers(listings, assets);
  }

  @Override
  public void decode(RawFrame frame, DecodedFrame out) {
    findings.clear();
    String channel = "";
    try {
      if (frame.getKind() == FrameKind.REST) {
        String request = frame.getRequest() == null ? "" : frame.getRequest();
        if (frame.getAccount() == null) {
          channel = MarketAnswers.channel(request);
          marketAnswers.read(frame, bytes(frame.getPayload()), findings);
        } else {
          channel = AccountAnswers.channel(request);
          accountAnswers.read(frame, bytes(frame.getPayload()), findings);
        }
      } else if (frame.getAccount() != null) {
        account(frame);
      } else {
        PairStream stream = stream(frame.getConnection());
        message.read(frame.getPayload());
        stream.take(frame, message, findings);
      }
    } catch (IOException e) {
      findings.clear();
      findings.reject(channel, RejectReason.MALFORMED, sentence(e));
    } catch (InvalidFieldException e) {
      findings.clear();
      findings.reject(channel, e.reason(), e.getMessage());
    }
    findings.tell(out);
  }

  /**
   * A user stream only says that something happened. Neither side nor quantity nor the id of a
   * trade is in it; the connection asks for them at once, and the answers tell.
   */
  private void account(RawFrame frame) throws IOException, InvalidFieldException {
    accountMessage.read(bytes(frame.getPayload()));
    if (accountMessage.errorCode() != null) {
      findings.reject(
          "error",
          RejectReason.VENUE_ERROR,
          "the venue says " + RowValues.shortened(accountMessage.errorCode()));
      return;
    }
    switch (accountMessage.type()) {
      case "keep-alive", "order_status", "order_fill", "balance_update" ->
          findings.ignore(accountMessage.type());
      case "" -> findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an object that names no type");
      default ->
          findings.reject(
              RowValues.shortened(accountMessage.type()),
              RejectReason.UNKNOWN_CHANNEL,
              "no decoder for " + RowValues.shortened(accountMessage.type()));
    }
  }

  private PairStream stream(String connection) throws InvalidFieldException {
    PairStream stream = streams.get(connection);
    if (stream == null) {
      LunoListing listing = listings.get(pair(connection));
      if (listing == null) {
        throw new InvalidFieldException(
            RejectReason.UNKNOWN_INSTRUMENT,
            "no instrument has symbol " + RowValues.shortened(pair(connection)));
      }
      stream = new PairStream(listing);
      streams.put(connection, stream);
    }
    return stream;
  }

  private static String pair(String connection) {
    return connection.substring(connection.lastIndexOf('/') + 1);
  }

  /** The book of each stream, about 25 bytes an order. */
  @Override
  public Map<String, byte[]> remembered() {
    Map<String, byte[]> books = new LinkedHashMap<>();
    streams.forEach((connection, stream) -> books.put(connection, BookMemory.write(stream)));
    return books;
  }

  /** A pair that is configured no more is forgotten. */
  @Override
  public void restore(String connection, byte[] remembered) {
    LunoListing listing = listings.get(pair(connection));
    if (listing != null) {
      PairStream stream = new PairStream(listing);
      BookMemory.read(remembered, stream);
      streams.put(connection, stream);
    }
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }

  static String sentence(IOException e) {
    String message = String.valueOf(e.getMessage());
    int line = message.indexOf('\n');
    String first = line < 0 ? message : message.substring(0, line);
    return first.length() > 200 ? first.substring(0, 200) : first;
  }
}
