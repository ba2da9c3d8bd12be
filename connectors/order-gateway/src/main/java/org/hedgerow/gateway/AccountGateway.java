package org.hedgerow.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hedgerow.exchanges.order.OrderVenue;
import org.hedgerow.exchanges.order.RateLimit;
import org.hedgerow.schema.Order;
import org.hedgerow.schema.OrderCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orders of one account, from the command to the outcome: reserves places and gives each
 * command to the part that it is for. See {@link Lane} for what happens where.
 */
final class AccountGateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccountGateway.class);

  private final String account;
  private final OrderVenue venue;
  private final IntentLog log;
  private final GatewayMetrics metrics;
  private final Timing timing;
  private final Queue<Order> waiting = new ConcurrentLinkedQueue<>();
  private final Lane lane;
  private final JournalClock clock;
  private final Outcomes outcomes;
  private final Placements placements;
  private final PlaceSender sender;
  private final Amends amends;
  private final Cancels cancels;
  private final StatusRequests statusRequests;
  private final DeadMansSwitch deadMansSwitch;
  private final CancelsWithoutLog withoutLog;
  private final LongSupplier wallMicros;
  private final Tenure tenure = new Tenure();
  private long epoch;

  /**
   * A gateway that owns nothing yet.
   *
   * @param placeLimit how many orders the venue takes from the account
   * @param wallMicros this host's clock, microseconds since the epoch
   * @param failed told of the failure after which nothing more happens here
   */
  AccountGateway(
      String account,
      OrderVenue venue,
      Optional<RateLimit> placeLimit,
      IntentLog log,
      JournalWriter journal,
      GatewayMetrics metrics,
      Timing timing,
      LongSupplier wallMicros,
      Consumer<Exception> failed) {
    this.account = account;
    this.venue = venue;
    this.log = log;
    this.metrics = metrics;
    this.timing = timing;
    this.wallMicros = wallMicros;
    lane =
        new Lane(
            account,
            timing.answerWithin().toMillis(),
            failure -> {
              cancelWithoutLane();
              failed.accept(failure);
            });
    clock = new JournalClock(venue, wallMicros, metrics);
    outcomes = new Outcomes(account, log, journal, lane);
    placements = new Placements(log, outcomes, clock, metrics);
    deadMansSwitch = new DeadMansSwitch(account, venue, clock, lane, timing, metrics);
    RateBucket bucket = new RateBucket(placeLimit, timing, System::nanoTime);
    sender =
        new PlaceSender(
            venue, placements, clock, bucket, lane, metrics, timing, () -> log.stops(account));
    statusRequests = new StatusRequests(venue, log, placements, outcomes, clock, lane, timing);
    amends =
        new Amends(account, venue, log, placements, outcomes, clock, bucket, lane, metrics, timing);
    CancelRequests requests = new CancelRequests(venue);
    withoutLog = new CancelsWithoutLog(account, requests, journal, clock::nowMicros, timing);
    cancels =
        new Cancels(
            requests,
            log,
            placements,
            amends,
            sender.doubts(),
            statusRequests,
            outcomes,
            clock,
            lane,
            timing);
  }

  /**
   * Takes the account, publishes what was not published, and asks the venue for every order without
   * an outcome. All of them are known here before an order is read.
   */
  void takeOver() throws IOException {
    epoch = log.take(account);
    // Whichever clock is ahead: what was decided before it was taken must not look younger.
    tenure.begins(Math.max(clock.nowMicros(), wallMicros.getAsLong()));
    List<IntentLog.OpenOrder> open = log.open(account);
    Set<String> symbols = log.workingSymbols(account);
    LOG.info(
        "took account {} with epoch {}; {} order(s) without an outcome",
        account,
        epoch,
        open.size());
    lane.run(
        () -> {
          outcomes.publishWritten(none -> {});
          for (IntentLog.OpenOrder order : open) {
            resume(order);
          }
          deadMansSwitch.start(symbols);
          outcomes.poll(timing.poll().toMillis(), placements::resolved);
        });
  }

  /**
   * Takes an order; it will be reserved and sent on the account's own thread. Where that waits for
   * the log, or has broken, cancels leave all the same.
   */
  void offer(Order order) {
    if (order.getCommand() == OrderCommand.CANCEL) {
      withoutLog.offered(order);
    }
    waiting.add(order);
    lane.run(this::drain);
    if (lane.isBroken()) {
      withoutLog.laneIsBroken();
    }
  }

  /** Waits until everything that was offered is reserved; not for the venue. */
  void awaitReserved() throws InterruptedException, IOException {
    lane.awaitAll(timing.reserveWithin().toMillis());
  }

  /** On the lane's thread, when it has failed. */
  private void cancelWithoutLane() {
    placements.cancelsUnderWay().forEach(withoutLog::cancel);
    withoutLog.laneIsBroken();
  }

  @Override
  public void close() {
    lane.close();
    withoutLog.close();
    venue.close();
  }

  /** Whoever reserved it may have sent it, until the venue says otherwise. */
  private void resume(IntentLog.OpenOrder open) throws IOException {
    Reservation old = open.reservation();
    Reservation taken = new Reservation(old.order(), epoch, old.attempt(), old.deadlineMicros());
    if (old.order().getCommand() == OrderCommand.AMEND) {
      amends.resume(taken, open.halted());
      return;
    }
    Placement placement = placements.add(taken);
    if (open.halted()) {
      refuseHalted(placement);
      return;
    }
    placement.mayBeAtVenue = true;
    placement.attemptUsed = true;
    placement.cancelRequested = open.cancelRequested();
    if (open.cancelRequested()) {
      // The cancel itself may be behind a checkpoint, and is not read again.
      placement.cancel = Optional.of(cancel(old.order()));
    }
    if (open.unknown()) {
      placements.tellUnknownAgain(placement);
    }
    sender.doubts().ask(placement);
  }

  /** A cancel of the order; the number of the one that was read is not in the log. */
  private static Order cancel(Order place) {
    return Order.newBuilder(place)
        .setCommand(OrderCommand.CANCEL)
        .setCommandNumber(Integer.MAX_VALUE)
        .build();
  }

  private void drain() throws IOException {
    Map<String, Order> places = new LinkedHashMap<>();
    List<Order> repeated = new ArrayList<>();
    for (Order order = waiting.poll(); order != null; order = waiting.poll()) {
      switch (order.getCommand()) {
        case PLACE -> {
          if (places.putIfAbsent(order.getClientOrderId(), order) != null) {
            repeated.add(order);
          }
        }
        case AMEND -> {
          if (places.containsKey(order.getClientOrderId())) {
            reserve(places, repeated);
          }
          places.put(order.getClientOrderId(), order);
        }
        case CANCEL, STATUS_REQUEST -> {
          // The commands of one order stay in their order.
          if (places.containsKey(order.getClientOrderId())) {
            reserve(places, repeated);
          }
          other(order);
        }
        default -> other(order);
      }
    }
    reserve(places, repeated);
  }

  private void other(Order order) {
    switch (order.getCommand()) {
      case CANCEL -> {
        withoutLog.taken(order);
        cancels.cancel(order);
      }
      case STATUS_REQUEST -> statusRequests.ask(order);
      case HEARTBEAT -> deadMansSwitch.heartbeat(order);
      default ->
          LOG.error(
              "UNKNOWN_COMMAND: order {}: command {} is not known, and not sent",
              order.getClientOrderId(),
              order.getCommand());
    }
  }

  /** Reserves the places and amends, one of an order, and begins with them; empties both. */
  private void reserve(Map<String, Order> places, List<Order> repeated) throws IOException {
    if (places.isEmpty()) {
      return;
    }
    // Before the log is asked: what it grants was not stopped at any time until now.
    long askedNanos = System.nanoTime();
    List<Reservation> batch = new ArrayList<>();
    for (Order order : places.values()) {
      batch.add(new Reservation(order, epoch, 1, sender.deadlineMicros()));
    }
    IntentLog.Reserved reserved = log.reserve(account, epoch, batch);
    for (Reservation reservation : batch) {
      String id = reservation.order().getClientOrderId();
      boolean amend = reservation.order().getCommand() == OrderCommand.AMEND;
      if (reserved.granted().contains(id) && amend) {
        amends.begin(reservation, askedNanos);
      } else if (reserved.halted().contains(id) && amend) {
        amends.refuseHalted(reservation);
      } else if (reserved.granted().contains(id)) {
        Placement placement = placements.add(reservation);
        placement.reservedNanos = askedNanos;
        begin(placement);
      } else if (reserved.halted().contains(id)) {
        refuseHalted(placements.add(reservation));
      } else {
        repeated.add(reservation.order());
      }
    }
    if (!repeated.isEmpty()) {
      compare(repeated);
    }
    places.clear();
    repeated.clear();
  }

  private void begin(Placement placement) throws IOException {
    boolean first = tenure.isFirst(placement.order(), clock.nowMicros());
    if (clock.isLate(placement.order())) {
      if (first) {
        placements.expired(placement);
      } else {
        // Nobody knows whether it was sent when it was not late: the log may have been lost.
        sender.doubts().ask(placement);
      }
    } else {
      deadMansSwitch.placing(placement.order());
      sender.send(placement);
    }
  }

  private void refuseHalted(Placement placement) throws IOException {
    placements.unsent(placement, IntentLog.HALTED, "trading is stopped there");
  }

  /** What is in the log already is not sent; if the log holds something else, that is told. */
  private void compare(List<Order> repeated) throws IOException {
    List<IntentLog.Recorded> recorded =
        log.recorded(repeated.stream().map(Order::getClientOrderId).distinct().toList());
    for (Order order : repeated) {
      List<IntentLog.Recorded> same =
          recorded.stream()
              .filter(row -> row.order().getClientOrderId().equals(order.getClientOrderId()))
              .toList();
      Optional<IntentLog.Recorded> command =
          same.stream()
              .filter(row -> row.order().getCommandNumber() == order.getCommandNumber())
              .findFirst();
      if (same.isEmpty()) {
        throw new IOException(
            "order " + order.getClientOrderId() + " was refused and is not in the intent log");
      }
      if (command.isPresent() && command.get().order().equals(order)) {
        metrics.repeated();
      } else {
        metrics.conflicting();
        Placements.warn(order, "CONFLICT", "the intent log holds another order of this id");
        outcomes.publish(Reports.conflict(order, command.orElse(same.get(0)), clock.nowMicros()));
      }
    }
  }
}
