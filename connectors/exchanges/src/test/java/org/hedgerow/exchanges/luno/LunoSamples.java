package org.hedgerow.exchanges.luno;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hedgerow.engine.configuration.Channel;
import org.hedgerow.exchanges.Collected;
import org.hedgerow.schema.Decimals;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;

/** Frames of our own making, in the form of Luno's documentation, and decoders for them. */
final class LunoSamples {
  static final Set<Channel> ALL_CHANNELS =
      EnumSet.of(Channel.TRADE, Channel.QUOTE, Channel.DEPTH, Channel.STATUS);

  /** Bids 2 x 1.5 at 99.5 (in two orders), 1 at 99; asks 0.5 at 100.5, 2 at 101. */
  static final String SNAPSHOT =
      "{\"sequence\":\"1000\",\"asks\":["
          + "{\"id\":\"A1\",\"price\":\"100.50\",\"volume\":\"0.50\"},"
          + "{\"id\":\"A2\",\"price\":\"101.00\",\"volume\":\"2.00\"}],\"bids\":["
          + "{\"id\":\"B1\",\"price\":\"99.50\",\"volume\":\"1.00\"},"
          + "{\"id\":\"B2\",\"price\":\"99.5\",\"volume\":\"0.50\"},"
          + "{\"id\":\"B3\",\"price\":\"99.00\",\"volume\":\"1.00\"}],"
          + "\"status\":\"ACTIVE\",\"timestamp\":1700000000000}";

  /** Takes 0.25 of A1. */
  static final String TRADE =
      update(
          1001,
          "\"trade_updates\":[{\"sequence\":71,\"base\":\"0.25\",\"counter\":\"25.13\","
              + "\"maker_order_id\":\"A1\",\"taker_order_id\":\"T1\",\"order_id\":\"A1\"}]");

  static final String CREATE =
      update(
          1002,
          "\"create_update\":{\"order_id\":\"B4\",\"type\":\"BID\",\"price\":\"99.75\","
              + "\"volume\":\"0.1\"}");
  static final String DELETE = update(1003, "\"delete_update\":{\"order_id\":\"A2\"}");
  static final String STATUS = update(1004, "\"status_update\":{\"status\":\"POSTONLY\"}");
  static final String NOTHING = update(1005, "\"trade_updates\":[]");
  static final List<String> STREAM = List.of(SNAPSHOT, TRADE, CREATE, DELETE, STATUS, NOTHING);

  private LunoSamples() {}

  /** An update in which only that field is not null. */
  static String update(long sequence, String field) {
    StringBuilder json = new StringBuilder("{\"sequence\":\"" + sequence + "\"," + field);
    for (String name :
        List.of("trade_updates", "create_update", "delete_update", "status_update")) {
      if (!field.contains(name)) {
        json.append(",\"").append(name).append("\":null");
      }
    }
    return json.append(",\"timestamp\":")
        .append(1_700_000_000_000L + sequence)
        .append('}')
        .toString();
  }

  static LunoListing listing(String pair, Set<Channel> channels) {
    return new LunoListing(
        "LUNO:" + pair,
        pair,
        LunoAssets.base(pair),
        LunoAssets.quote(pair),
        channels,
        Decimals.ZERO);
  }

  static LunoDecoder decoder(Collection<String> pairs) {
    return new LunoDecoder(
        pairs.stream().map(pair -> listing(pair, ALL_CHANNELS)).toList(), Set.of("BTC", "ZAR"));
  }

  static LunoDecoder decoder(Channel... channels) {
    return new LunoDecoder(List.of(listing("XBTZAR", Set.of(channels))), Set.of("BTC", "ZAR"));
  }

  static RawFrame frame(String connection, long epoch, long sequence, byte[] json) {
    return new RawFrame(
        "LUNO",
        connection,
        epoch,
        sequence,
        1_700_000_000_000_000L,
        FrameKind.STREAM,
        null,
        null,
        ByteBuffer.wrap(json));
  }

  static RawFrame market(String json) {
    return frame("LUNO/market/XBTZAR", 1, 0, bytes(json));
  }

  static RawFrame market(long epoch, String json) {
    return frame("LUNO/market/XBTZAR", epoch, 0, bytes(json));
  }

  static RawFrame account(String json) {
    RawFrame frame = frame("LUNO/account/acct", 7, 12, bytes(json));
    frame.setAccount("acct");
    return frame;
  }

  static RawFrame answer(RawFrame frame, String request) {
    frame.setKind(FrameKind.REST);
    frame.setRequest(request);
    return frame;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Collected decode(LunoDecoder decoder, RawFrame frame) {
    Collected found = new Collected();
    decoder.decode(frame, found);
    return found;
  }
}
