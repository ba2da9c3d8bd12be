package org.hedgerow.exchanges.deribit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.JsonRows;
import org.hedgerow.exchanges.json.JsonScanner;
import org.hedgerow.exchanges.json.RowValues;
import org.hedgerow.exchanges.json.SymbolTable;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;

/**
 * Reads Deribit's JSON-RPC: notifications of channels, answers to requests, and answers by HTTP.
 * The order of fields does not matter, and nothing of a frame that breaks off is handed on.
 */
public final class DeribitDecoder implements FrameDecoder {
  private static final int CHANNELS_KNOWN_OF_EACH = 8;
  private static final String ANSWER = "answer";

  private final SymbolTable<ChannelKind> channels;
  private final MarketEvents market;
  private final PlatformEvents platform;
  private final UserEvents user;
  private final AccountAnswers account;
  private final InstrumentList instruments;
  private final JsonScanner scanner = new JsonScanner();
  private final JsonFields root = new JsonFields(DeribitFields.NAMES);
  private final Findings findings = new Findings();

  /**
   * For the instruments listed.
   *
   * @param assets what a statement of an account names even where it is zero
   */
  DeribitDecoder(List<Listing> listed, Set<String> assets) {
    SymbolTable<Listing> listings = new SymbolTable<>(listed.size());
    SymbolTable<String> indices = new SymbolTable<>(listed.size());
    Map<String, Listing> bySymbol = new LinkedHashMap<>();
    channels = new SymbolTable<>(listed.size() * CHANNELS_KNOWN_OF_EACH);
    for (Listing listing : listed) {
      listings.put(listing.symbol(), listing);
      bySymbol.put(listing.symbol(), listing);
      indices.put(listing.index(), DeribitVenue.NAME + ":" + listing.index());
      for (String channel :
          List.of(
              "ticker." + listing.symbol() + ".100ms",
              "ticker." + listing.symbol() + ".raw",
              "trades." + listing.symbol() + ".100ms",
              "trades." + listing.symbol() + ".raw",
              "book." + listing.symbol() + ".100ms",
              "book." + listing.symbol() + ".raw",
              "quote." + listing.symbol(),
              "deribit_price_index." + listing.index())) {
        channels.put(channel, ChannelKind.of(channel));
      }
    }
    market = new MarketEvents(listings);
    platform = new PlatformEvents(listings, indices, listed);
    user = new UserEvents(listings);
    account = new AccountAnswers(listings, listed, assets);
    instruments = new InstrumentList(bySymbol);
  }

  @Override
  public void decode(RawFrame frame, DecodedFrame out) {
    findings.clear();
    try {
      if (isInstrumentList(frame)) {
        instruments(bytes(frame.getPayload()));
      } else {
        scan(frame.getPayload());
        read(frame);
      }
    } catch (IOException e) {
      findings.clear();
      findings.reject("", RejectReason.MALFORMED, sentence(e));
    }
    findings.tell(out);
  }

  private static boolean isInstrumentList(RawFrame frame) {
    return frame.getKind() == FrameKind.REST
        && frame.getAccount() == null
        && frame.getRequest() != null
        && frame.getRequest().contains("/get_instruments");
  }

  /** Thousands of rows: they are not kept in fields that would hold their room for ever. */
  private void instruments(byte[] body) throws IOException {
    Map<String, List<Map<String, String>>> lists = JsonRows.lists(body);
    try {
      instruments.read(RowValues.rows(lists, "result"), findings);
    } catch (InvalidFieldException e) {
      findings.reject(InstrumentList.CHANNEL, e.reason(), e.getMessage());
    }
  }

  private void scan(ByteBuffer payload) throws IOException {
    scanner.open(payload);
    root.scan(scanner);
    scanner.close();
  }

  private void read(RawFrame frame) {
    if (frame.getKind() == FrameKind.REST) {
      if (frame.getAccount() != null) {
        account.read(frame, root, findings);
      } else {
        answer(frame.getRequest() == null ? "" : frame.getRequest());
      }
    } else if (root.is(DeribitFields.METHOD, "subscription")) {
      if (root.isObject(DeribitFields.PARAMS)) {
        notification(frame, root.object(DeribitFields.PARAMS));
      } else {
        findings.reject("", RejectReason.MALFORMED, "no field params");
      }
    } else if (root.is(DeribitFields.METHOD, "heartbeat")) {
      findings.ignore("heartbeat");
    } else if (root.has(DeribitFields.METHOD)) {
      findings.reject(
          "", RejectReason.UNKNOWN_CHANNEL, "a method that is neither subscription nor heartbeat");
    } else if (root.has(DeribitFields.ERROR)) {
      findings.reject(ANSWER, RejectReason.VENUE_ERROR, errorOf(root));
    } else if (root.has(DeribitFields.RESULT)) {
      // Acknowledgements, and what a login brought: never looked into here.
      findings.ignore(ANSWER);
    } else {
      findings.reject("", RejectReason.UNKNOWN_CHANNEL, "neither a notification nor an answer");
    }
  }

  private void notification(RawFrame frame, JsonFields params) {
    if (!params.hasText(DeribitFields.CHANNEL)) {
      findings.reject("", RejectReason.MALFORMED, "no field channel");
      return;
    }
    ChannelKind kind = params.in(channels, DeribitFields.CHANNEL);
    if (kind == null) {
      kind = ChannelKind.of(params.text(DeribitFields.CHANNEL));
    }
    try {
      switch (kind) {
        case TRADES -> market.trades(rows(params, DeribitFields.DATA), true, findings);
        case USER_CHANGES, USER_ORDERS, USER_TRADES, USER_PORTFOLIO ->
            user.read(frame, kind, params, findings);
        case LEFT_OUT -> findings.ignore(name(params));
        case UNKNOWN ->
            findings.reject(
                name(params), RejectReason.UNKNOWN_CHANNEL, "no decoder for this channel");
        default -> {
          if (!params.isObject(DeribitFields.DATA)) {
            throw InvalidFieldException.missing("data");
          }
          one(kind, params.object(DeribitFields.DATA));
        }
      }
    } catch (InvalidFieldException e) {
      findings.reject(kind.label(), e.reason(), e.getMessage());
    }
  }

  private void one(ChannelKind kind, JsonFields data) throws InvalidFieldException {
    switch (kind) {
      case TICKER -> market.ticker(data, findings);
      case QUOTE -> market.quote(data, findings);
      case BOOK -> market.book(data, findings);
      case GROUPED_BOOK -> market.groupedBook(data, findings);
      case PRICE_INDEX -> platform.index(data, findings);
      case INSTRUMENT_STATE -> platform.instrument(data, findings);
      case PLATFORM_STATE -> platform.platform(data, findings);
      default -> throw new IllegalStateException("no data of this kind is one object: " + kind);
    }
  }

  /** What was asked for by HTTP besides instruments: the newest trades. */
  private void answer(String request) {
    if (root.has(DeribitFields.ERROR)) {
      findings.reject(ANSWER, RejectReason.VENUE_ERROR, errorOf(root));
      return;
    }
    if (!request.contains("/get_last_trades_by_instrument")) {
      findings.reject(
          resource(request), RejectReason.UNKNOWN_CHANNEL, "an answer to an unknown request");
      return;
    }
    try {
      if (!root.isObject(DeribitFields.RESULT)) {
        throw InvalidFieldException.missing("result");
      }
      List<JsonFields> rows = rows(root.object(DeribitFields.RESULT), DeribitFields.TRADES);
      if (!request.contains("sorting=desc")) {
        market.trades(rows, false, findings);
        return;
      }
      for (int i = rows.size() - 1; i >= 0; i--) {
        market.trade(rows.get(i), false, findings);
      }
      if (rows.isEmpty()) {
        findings.ignore(ChannelKind.TRADES.label());
      }
    } catch (InvalidFieldException e) {
      findings.reject(ChannelKind.TRADES.label(), e.reason(), e.getMessage());
    }
  }

  /** The objects of a list, or the one where the venue sends it bare; the field must be there. */
  static List<JsonFields> rows(JsonFields fields, int slot) throws InvalidFieldException {
    if (fields.isObjects(slot)) {
      return fields.objects(slot);
    }
    if (fields.isObject(slot)) {
      return List.of(fields.object(slot));
    }
    if (!fields.levels(slot).isEmpty()) {
      throw new InvalidFieldException(RejectReason.MALFORMED, "expected a list of objects");
    }
    return List.of();
  }

  /** The last part of a request's path. */
  static String resource(String request) {
    int query = request.indexOf('?');
    String path = query < 0 ? request : request.substring(0, query);
    String resource = path.substring(path.lastIndexOf('/') + 1);
    return resource.substring(0, Math.min(40, resource.length()));
  }

  private static String name(JsonFields params) {
    String name = ChannelKind.name(params.text(DeribitFields.CHANNEL));
    return name.substring(0, Math.min(40, name.length()));
  }

  private static String errorOf(JsonFields root) {
    return root.isObject(DeribitFields.ERROR)
        ? error(root.object(DeribitFields.ERROR))
        : "the venue says that there is an error";
  }

  /** Code and message only: what else an error has may repeat what was sent. */
  static String error(JsonFields error) {
    String message = error.text(DeribitFields.MESSAGE);
    return "the venue says "
        + error.text(DeribitFields.CODE)
        + " "
        + message.substring(0, Math.min(100, message.length()));
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }

  private static String sentence(IOException e) {
    String message = String.valueOf(e.getMessage());
    int line = message.indexOf('\n');
    String first = line < 0 ? message : message.substring(0, line);
    return first.length() > 200 ? first.substring(0, 200) : first;
  }
}
