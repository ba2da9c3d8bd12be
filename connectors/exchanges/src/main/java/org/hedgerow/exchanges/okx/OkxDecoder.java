package org.hedgerow.exchanges.okx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hedgerow.exchanges.DecodedFrame;
import org.hedgerow.exchanges.FrameDecoder;
import org.hedgerow.exchanges.RejectReason;
import org.hedgerow.exchanges.json.Findings;
import org.hedgerow.exchanges.json.InvalidFieldException;
import org.hedgerow.exchanges.json.JsonFields;
import org.hedgerow.exchanges.json.JsonScanner;
import org.hedgerow.schema.FrameKind;
import org.hedgerow.schema.RawFrame;

/**
 * Reads OKX's JSON: public, business and private channels, and the answers to what is asked at a
 * connect. The order of fields does not matter. Nothing of a frame is handed on before the whole of
 * it was read; then each of its rows stands for itself.
 *
 * <p>The venue time of an entry is the {@code ts} of its row.
 */
public final class OkxDecoder implements FrameDecoder {

  /** Channels that are compared in place before one is made a String. */
  private static final String[] FREQUENT = {
    "trades-all",
    "bbo-tbt",
    "books",
    "mark-price",
    "index-tickers",
    "opt-summary",
    "trades",
    "tickers",
    "books-l2-tbt"
  };

  /** Channels that say nothing for which the journal has a payload, or say it a second time. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "price-limit",
          "estimated-price",
          "option-trades",
          "call-auction-details",
          "adl-warning",
          "economic-calendar",
          "block-tickers",
          "public-block-trades",
          "public-struc-block-trades",
          // An account's: trigger orders, and what the orders channel says as well.
          "orders-algo",
          "algo-advance",
          "fills",
          "liquidation-warning",
          "account-greeks",
          "deposit-info",
          "withdrawal-info");

  private final MarketRows market;
  private final AccountRows account;
  private final AccountAnswers accountAnswers;
  private final JsonScanner scanner = new JsonScanner();
  private final JsonFields root = new JsonFields(OkxFields.NAMES, true);
  private final Findings findings = new Findings();

  /**
   * For the instruments listed.
   *
   * @param assets what a statement of an account names even where it is zero
   */
  OkxDecoder(Collection<Listing> listings, Set<String> assets) {
    this.market = new MarketRows(listings);
    this.account = new AccountRows(market.listings());
    this.accountAnswers = new AccountAnswers(account, listings, assets);
  }

  @Override
  public void decode(RawFrame frame, DecodedFrame out) {
    findings.clear();
    ByteBuffer payload = frame.getPayload();
    if (isPong(payload)) {
      out.ignore("pong");
      return;
    }
    if (frame.getKind() == FrameKind.REST
        && frame.getAccount() == null
        && Requests.channel(request(frame)).isEmpty()) {
      out.reject(
          Requests.path(request(frame)),
          RejectReason.UNKNOWN_CHANNEL,
          "an answer to an unknown request");
      return;
    }
    try {
      scanner.open(payload);
      root.scan(scanner);
      scanner.close();
      if (frame.getKind() == FrameKind.REST) {
        answer(frame);
      } else {
        message(frame);
      }
    } catch (IOException e) {
      findings.clear();
      findings.reject("", RejectReason.MALFORMED, sentence(e));
    } catch (InvalidFieldException e) {
      findings.clear();
      findings.reject(channel(frame), e.reason(), e.getMessage());
    }
    findings.tell(out);
  }

  private static String request(RawFrame frame) {
    return frame.getRequest() == null ? "" : frame.getRequest();
  }

  private static boolean isPong(ByteBuffer payload) {
    int at = payload.position();
    return payload.remaining() == 4
        && payload.get(at) == 'p'
        && payload.get(at + 1) == 'o'
        && payload.get(at + 2) == 'n'
        && payload.get(at + 3) == 'g';
  }

  private void message(RawFrame frame) throws InvalidFieldException {
    if (root.hasText(OkxFields.EVENT)) {
      event();
    } else if (root.isObject(OkxFields.ARG)) {
      JsonFields arg = root.object(OkxFields.ARG);
      rows(frame, channelOf(arg), arg, root);
    } else if (root.hasText(OkxFields.TABLE)) {
      findings.reject(
          root.text(OkxFields.TABLE),
          RejectReason.UNKNOWN_CHANNEL,
          "version 3 of the venue's interface, which has ended");
    } else if (root.hasText(OkxFields.OP)) {
      findings.reject(
          root.text(OkxFields.OP),
          RejectReason.UNKNOWN_CHANNEL,
          "an answer to a request that nobody made");
    } else {
      findings.reject("", RejectReason.UNKNOWN_CHANNEL, "an object that is no event");
    }
  }

  private void event() {
    String event = root.text(OkxFields.EVENT);
    switch (event) {
      case "subscribe", "unsubscribe", "notice", "channel-conn-count" -> findings.ignore(event);
      case "login" -> {
        if (root.is(OkxFields.CODE, "0")) {
          findings.ignore(event);
        } else {
          findings.reject(event, RejectReason.VENUE_ERROR, error(root));
        }
      }
      case "error", "channel-conn-count-error" ->
          findings.reject(event, RejectReason.VENUE_ERROR, error(root));
      default -> findings.reject(event, RejectReason.UNKNOWN_CHANNEL, "no decoder for this event");
    }
  }

  /** The venue repeats a bad request in its words, which may hold a key: those are cut off. */
  static String error(JsonFields from) {
    String words = from.text(OkxFields.MSG);
    int request = words.indexOf('{');
    String safe = request < 0 ? words : words.substring(0, request);
    return "the venue says "
        + from.text(OkxFields.CODE)
        + " "
        + safe.substring(0, Math.min(200, safe.length())).trim();
  }

  private static String channelOf(JsonFields arg) {
    for (String known : FREQUENT) {
      if (arg.is(OkxFields.CHANNEL, known)) {
        return known;
      }
    }
    return arg.text(OkxFields.CHANNEL);
  }

  private void rows(RawFrame frame, String channel, JsonFields arg, JsonFields envelope)
      throws InvalidFieldException {
    if (isLeftOut(channel)) {
      findings.ignore(channel.startsWith("candle") ? "candle" : channel);
      return;
    }
    if (!envelope.has(OkxFields.DATA)) {
      throw InvalidFieldException.missing("data");
    }
    List<JsonFields> rows = envelope.objects(OkxFields.DATA);
    boolean told = false;
    for (int i = 0; i < rows.size(); i++) {
      try {
        told |= row(frame, channel, arg, envelope, rows.get(i));
      } catch (InvalidFieldException e) {
        told = true;
        findings.reject(channel, e.reason(), e.getMessage());
      }
    }
    if (!told) {
      findings.ignore(channel);
    }
  }

  private static boolean isLeftOut(String channel) {
    return LEFT_OUT.contains(channel)
        || channel.startsWith("candle")
        || channel.startsWith("mark-price-candle")
        || channel.startsWith("index-candle")
        || channel.startsWith("sprd-");
  }

  /** Whether the row was of any use, or else will be counted as left out. */
  private boolean row(
      RawFrame frame, String channel, JsonFields arg, JsonFields envelope, JsonFields row)
      throws InvalidFieldException {
    switch (channel) {
      case "trades", "trades-all" -> market.trade(row, findings);
      case "tickers" -> market.ticker(row, findings);
      case "bbo-tbt" -> market.best(Values.listing(market.listings(), arg), row, findings);
      case "books5" -> market.top(Values.listing(market.listings(), arg), row, findings);
      case "books", "books-l2-tbt", "books50-l2-tbt" -> book(arg, envelope, row);
      case "mark-price" -> market.mark(row, findings);
      case "index-tickers" -> market.index(row, findings);
      case "funding-rate" -> market.funding(row, findings);
      case "open-interest" -> market.openInterest(row, findings);
      case "opt-summary" -> {
        return market.optionSummary(row, findings);
      }
      case "instruments" -> {
        return market.instrument(row, findings);
      }
      case "liquidation-orders" -> {
        return market.liquidation(row, findings);
      }
      case "status" -> {
        return market.maintenance(row, findings);
      }
      case "orders", "positions", "account", "balance_and_position" -> {
        return account.read(owner(frame), channel, row, findings);
      }
      default ->
          findings.reject(channel, RejectReason.UNKNOWN_CHANNEL, "no decoder for this channel");
    }
    return true;
  }

  private void book(JsonFields arg, JsonFields envelope, JsonFields row)
      throws InvalidFieldException {
    Listing listing = Values.listing(market.listings(), arg);
    boolean snapshot = envelope.is(OkxFields.ACTION, "snapshot");
    if (!snapshot && !envelope.is(OkxFields.ACTION, "update")) {
      throw new InvalidFieldException(
          RejectReason.MALFORMED, "action is neither snapshot nor update");
    }
    findings.entry(
        BookRows.delta(row, snapshot, listing.instrument()), Values.micros(row, OkxFields.TS));
  }

  private static String owner(RawFrame frame) throws InvalidFieldException {
    if (frame.getAccount() == null) {
      throw new InvalidFieldException(
          RejectReason.INVALID_VALUE, "an account's event on a public connection");
    }
    return frame.getAccount();
  }

  private void answer(RawFrame frame) throws InvalidFieldException {
    if (frame.getAccount() != null) {
      accountAnswers.read(frame, root, findings);
      return;
    }
    String request = request(frame);
    String channel = Requests.channel(request);
    if (root.hasText(OkxFields.CODE) && !root.is(OkxFields.CODE, "0")) {
      findings.reject(channel, RejectReason.VENUE_ERROR, error(root));
    } else if (channel.equals("books")) {
      snapshot(request);
    } else if (channel.equals("trades")) {
      trades(frame);
    } else {
      rows(frame, channel, root, root);
    }
  }

  /** The best 400 levels, with the number of the update that they hold. */
  private void snapshot(String request) throws InvalidFieldException {
    String symbol = Requests.parameter(request, "instId");
    Listing listing = market.listings().get(symbol);
    List<JsonFields> rows = root.objects(OkxFields.DATA);
    if (listing == null || rows.size() != 1) {
      throw new InvalidFieldException(
          listing == null ? RejectReason.UNKNOWN_INSTRUMENT : RejectReason.MALFORMED,
          "no book of a configured instrument");
    }
    findings.entry(
        BookRows.delta(rows.get(0), true, listing.instrument()),
        Values.micros(rows.get(0), OkxFields.TS));
  }

  /** The venue lists the newest first. */
  private void trades(RawFrame frame) throws InvalidFieldException {
    if (!root.has(OkxFields.DATA)) {
      throw InvalidFieldException.missing("data");
    }
    List<JsonFields> rows = root.objects(OkxFields.DATA);
    for (int i = rows.size() - 1; i >= 0; i--) {
      try {
        row(frame, "trades", root, root, rows.get(i));
      } catch (InvalidFieldException e) {
        findings.reject("trades", e.reason(), e.getMessage());
      }
    }
    if (rows.isEmpty()) {
      findings.ignore("trades");
    }
  }

  private String channel(RawFrame frame) {
    if (frame.getKind() == FrameKind.REST) {
      return Requests.channel(request(frame));
    }
    return root.isObject(OkxFields.ARG) ? channelOf(root.object(OkxFields.ARG)) : "";
  }

  private static String sentence(IOException e) {
    String message = String.valueOf(e.getMessage());
    int line = message.indexOf('\n');
    String first = line < 0 ? message : message.substring(0, line);
    return first.length() > 200 ? first.substring(0, 200) : first;
  }
}
