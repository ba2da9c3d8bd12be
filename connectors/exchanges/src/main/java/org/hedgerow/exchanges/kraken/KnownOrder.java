package org.hedgerow.exchanges.kraken;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.hedgerow.schema.Decimal;
import org.hedgerow.schema.ExecutionReport;
import org.hedgerow.schema.ExecutionType;
import org.hedgerow.schema.LiquidityFlag;
import org.hedgerow.schema.OrderStatus;
import org.hedgerow.schema.OrderType;
import org.hedgerow.schema.ReportSource;
import org.hedgerow.schema.Side;
import org.hedgerow.schema.TimeInForce;

/**
 * What was said of an order when it was new, and how far it has come. Later messages of Kraken name
 * the order and what changed, and leave the rest out.
 *
 * @param clientOrderId the venue's own id where whoever placed it gave none
 * @param price null where it has none
 * @param ended whether it is no longer open
 */
record KnownOrder(
    String orderId,
    String clientOrderId,
    String symbol,
    Side side,
    OrderType type,
    TimeInForce timeInForce,
    Decimal price,
    Decimal quantity,
    Decimal cumulative,
    boolean reduceOnly,
    boolean ended) {

  KnownOrder withProgress(Decimal filled, boolean isOver) {
    return new KnownOrder(
        orderId,
        clientOrderId,
        symbol,
        side,
        type,
        timeInForce,
        price,
        quantity,
        filled,
        reduceOnly,
        isOver);
  }

  /** What all reports of the order have in common; identity, type and status are missing. */
  ExecutionReport report(String venue, String account, Listing listing, ReportSource source) {
    ExecutionReport report = new ExecutionReport();
    report.setSource(source);
    report.setVenue(venue);
    report.setAccount(account);
    report.setInstrument(listing.instrument());
    report.setClientOrderId(clientOrderId);
    report.setVenueOrderId(orderId);
    report.setExecutionType(ExecutionType.STATUS);
    report.setStatus(OrderStatus.UNKNOWN);
    report.setSide(side);
    report.setReduceOnly(reduceOnly);
    report.setOrderType(type);
    report.setTimeInForce(timeInForce);
    report.setPrice(price);
    report.setQuantity(quantity);
    report.setCumulativeQuantity(cumulative);
    report.setLiquidity(LiquidityFlag.NONE);
    report.setExternal(false);
    report.setInferred(false);
    report.setReconciliation(source == ReportSource.RECONCILIATION);
    return report;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(orderId);
    out.writeUTF(clientOrderId);
    out.writeUTF(symbol);
    out.writeUTF(side.name());
    out.writeUTF(type.name());
    out.writeUTF(timeInForce.name());
    out.writeBoolean(price != null);
    if (price != null) {
      write(out, price);
    }
    write(out, quantity);
    write(out, cumulative);
    out.writeBoolean(reduceOnly);
    out.writeBoolean(ended);
  }

  static KnownOrder read(DataInputStream in) throws IOException {
    return new KnownOrder(
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        Side.valueOf(in.readUTF()),
        OrderType.valueOf(in.readUTF()),
        TimeInForce.valueOf(in.readUTF()),
        in.readBoolean() ? decimal(in) : null,
        decimal(in),
        decimal(in),
        in.readBoolean(),
        in.readBoolean());
  }

  static void write(DataOutputStream out, Decimal number) throws IOException {
    out.writeLong(number.getUnscaled());
    out.writeInt(number.getScale());
  }

  static Decimal decimal(DataInputStream in) throws IOException {
    return new Decimal(in.readLong(), in.readInt());
  }
}
