package org.hedgerow.exchanges.luno;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.json.VenueTime;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.Side;

/**
 * One message of a market stream: the whole book, an update of it, a sign of life, or an error. One
 * object, used again for each; a book of 20,000 orders goes straight from tokens to its orders.
 */
final class MarketMessage {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long NONE = -1;

  /** The forms that there are. */
  enum Kind {
    KEEP_ALIVE,
    SNAPSHOT,
    UPDATE,
    ERROR,
    UNKNOWN
  }

  /**
   * A trade with an order of the book.
   *
   * @param id Luno's number of the trade in its market, the same as over REST
   * @param volume base units, positive
   */
  record TradeUpdate(String id, Decimal volume, String makerOrderId) {}

  private final List<RestingOrder> bids = new ArrayList<>();
  private final List<RestingOrder> asks = new ArrayList<>();
  private final List<TradeUpdate> trades = new ArrayList<>();
  private Kind kind = Kind.UNKNOWN;
  private long sequence;
  private long timeMicros;
  private RestingOrder created;
  private String deletedOrderId;
  private String status;
  private String errorCode;
  private boolean hasBids;
  private boolean hasAsks;
  private boolean hasUpdates;

  /** The fields of one of the objects in a message; which are needed depends on where it stands. */
  private String id;

  private String orderId;
  private String makerOrderId;
  private String tradeNumber;
  private String type;
  private Decimal price;
  private Decimal volume;
  private Decimal base;
  private String nestedStatus;

  /**
   * Reads a message.
   *
   * @throws IOException if it is no JSON, or breaks off
   * @throws InvalidFieldException if a field that it needs is missing or impossible
   */
  void read(ByteBuffer payload) throws IOException, InvalidFieldException {
    if (payload.hasArray()) {
      read(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    } else {
      byte[] bytes = new byte[payload.remaining()];
      payload.duplicate().get(bytes);
      read(bytes, 0, bytes.length);
    }
  }

  /** As {@link #read(ByteBuffer)}. */
  void read(byte[] bytes, int offset, int length) throws IOException, InvalidFieldException {
    clear();
    if (length == 0) {
      kind = Kind.KEEP_ALIVE;
      return;
    }
    try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.VALUE_STRING && parser.getTextLength() == 0) {
        kind = Kind.KEEP_ALIVE;
      } else if (first == JsonToken.START_OBJECT) {
        readFields(parser);
      } else {
        throw new IOException("expected an object or an empty string");
      }
      if (parser.nextToken() != null) {
        throw new IOException("more than one document");
      }
    }
    if (kind != Kind.KEEP_ALIVE) {
      classify();
    }
  }

  private void clear() {
    kind = Kind.UNKNOWN;
    bids.clear();
    asks.clear();
    trades.clear();
    sequence = NONE;
    timeMicros = NONE;
    created = null;
    deletedOrderId = null;
    status = null;
    errorCode = null;
    hasBids = false;
    hasAsks = false;
    hasUpdates = false;
  }

  private void readFields(JsonParser parser) throws IOException, InvalidFieldException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "sequence" -> sequence = TokenValues.whole(parser, name);
        case "timestamp" -> timeMicros = VenueTime.millis(TokenValues.whole(parser, name), name);
        case "status" -> status = TokenValues.text(parser, name);
        case "error_code" -> errorCode = TokenValues.text(parser, name);
        case "bids" -> {
          hasBids = true;
          readOrders(parser, bids, Side.BUY, name);
        }
        case "asks" -> {
          hasAsks = true;
          readOrders(parser, asks, Side.SELL, name);
        }
        case "trade_updates" -> {
          hasUpdates = true;
          readTrades(parser);
        }
        case "create_update" -> {
          hasUpdates = true;
          created = readObject(parser, name) ? newOrder() : null;
        }
        case "delete_update" -> {
          hasUpdates = true;
          deletedOrderId =
              readObject(parser, name) ? TokenValues.required(orderId, "order_id") : null;
        }
        case "status_update" -> {
          hasUpdates = true;
          if (readObject(parser, name)) {
            status = TokenValues.required(nestedStatus, "status");
          }
        }
        default -> {
          if (value == null) {
            throw new IOException("a field without a value");
          }
          parser.skipChildren();
        }
      }
    }
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("an object that does not end");
    }
  }

  private void classify() throws InvalidFieldException {
    if (errorCode != null) {
      kind = Kind.ERROR;
    } else if (hasBids || hasAsks) {
      kind = Kind.SNAPSHOT;
      if (!hasBids || !hasAsks) {
        throw InvalidFieldException.missing(hasBids ? "asks" : "bids");
      }
    } else if (hasUpdates) {
      kind = Kind.UPDATE;
    } else {
      return;
    }
    if (kind != Kind.ERROR) {
      if (sequence == NONE) {
        throw InvalidFieldException.missing("sequence");
      }
      if (timeMicros == NONE) {
        throw InvalidFieldException.missing("timestamp");
      }
    }
  }

  private void readOrders(JsonParser parser, List<RestingOrder> orders, Side side, String name)
      throws IOException, InvalidFieldException {
    orders.clear();
    TokenValues.expect(parser, JsonToken.START_ARRAY, name);
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      TokenValues.expect(parser, JsonToken.START_OBJECT, name);
      readObject(parser, name);
      orders.add(
          new RestingOrder(
              TokenValues.required(id, "id"),
              side,
              TokenValues.positive(price, "price"),
              TokenValues.positive(volume, "volume")));
    }
  }

  private void readTrades(JsonParser parser) throws IOException, InvalidFieldException {
    trades.clear();
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    TokenValues.expect(parser, JsonToken.START_ARRAY, "trade_updates");
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      TokenValues.expect(parser, JsonToken.START_OBJECT, "trade_updates");
      readObject(parser, "trade_updates");
      trades.add(
          new TradeUpdate(
              TokenValues.required(tradeNumber, "sequence"),
              TokenValues.positive(base, "base"),
              // Until 2017 the maker's order was named order_id; it still is besides.
              makerOrderId != null
                  ? makerOrderId
                  : TokenValues.required(orderId, "maker_order_id")));
    }
  }

  private RestingOrder newOrder() throws InvalidFieldException {
    Side side =
        switch (TokenValues.required(type, "type")) {
          case "BID" -> Side.BUY;
          case "ASK" -> Side.SELL;
          default ->
              throw new InvalidFieldException(
                  RejectReason.INVALID_VALUE,
                  "type is neither BID nor ASK: " + RowValues.shortened(type));
        };
    return new RestingOrder(
        TokenValues.required(orderId, "order_id"),
        side,
        TokenValues.positive(price, "price"),
        TokenValues.positive(volume, "volume"));
  }

  /** Reads the fields of the object at which the parser stands; false if there is null instead. */
  private boolean readObject(JsonParser parser, String of)
      throws IOException, InvalidFieldException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return false;
    }
    TokenValues.expect(parser, JsonToken.START_OBJECT, of);
    id = null;
    orderId = null;
    makerOrderId = null;
    tradeNumber = null;
    type = null;
    price = null;
    volume = null;
    base = null;
    nestedStatus = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "id" -> id = TokenValues.text(parser, name);
        case "order_id" -> orderId = TokenValues.text(parser, name);
        case "maker_order_id" -> makerOrderId = TokenValues.text(parser, name);
        case "sequence" -> tradeNumber = Long.toString(TokenValues.whole(parser, name));
        case "type" -> type = TokenValues.text(parser, name);
        case "status" -> nestedStatus = TokenValues.text(parser, name);
        case "price" -> price = TokenValues.decimal(parser, name);
        case "volume" -> volume = TokenValues.decimal(parser, name);
        case "base" -> base = TokenValues.decimal(parser, name);
        default -> {
          if (value == null) {
            throw new IOException("a field without a value");
          }
          parser.skipChildren();
        }
      }
    }
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("an object that does not end");
    }
    return true;
  }

  Kind kind() {
    return kind;
  }

  /** Of snapshots and updates: counts the updates of this market. */
  long sequence() {
    return sequence;
  }

  /** Of snapshots and updates: the venue's time, microseconds since the epoch. */
  long timeMicros() {
    return timeMicros;
  }

  /** Of a snapshot: its bids. */
  List<RestingOrder> bids() {
    return bids;
  }

  /** Of a snapshot: its asks. */
  List<RestingOrder> asks() {
    return asks;
  }

  /** Of an update: its trades, in their order. */
  List<TradeUpdate> trades() {
    return trades;
  }

  /** Of an update: the order that came, or null. */
  RestingOrder created() {
    return created;
  }

  /** Of an update: the id of the order that went, or null. */
  String deletedOrderId() {
    return deletedOrderId;
  }

  /** The market's status, where it is told, or null. */
  String status() {
    return status;
  }

  /** Of an error: Luno's code for it. */
  String errorCode() {
    return errorCode;
  }
}
