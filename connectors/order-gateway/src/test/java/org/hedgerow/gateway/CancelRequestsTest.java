package org.hedgerow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.hedgerow.exchanges.order.Answer;
import org.hedgerow.exchanges.order.Answer.Kind;
import org.hedgerow.schema.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many requests a thousand cancels are, and how many of them at once. */
@Timeout(60)
class CancelRequestsTest {
  private final FakeVenue venue = new FakeVenue();

  private static Order order(int number, String symbol) {
    return GatewayOrders.order("A" + number).setSymbol(symbol).build();
  }

  private List<CompletableFuture<Answer>> silence(int requests) {
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      answers.add(new CompletableFuture<>());
    }
    venue.cancelsUnanswered.addAll(answers);
    return answers;
  }

  /** The first leaves at once; of those that come meanwhile those of one symbol leave together. */
  @Test
  void whatGathersLeavesTogetherBySymbol() throws Exception {
    venue.cancelsTogether = 10;
    List<CompletableFuture<Answer>> first = silence(1);
    CancelRequests requests = new CancelRequests(venue);
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      answers.add(requests.send(order(i, i % 2 == 0 ? "BTCUSDT" : "ETHUSDT"), false));
    }
    first.get(0).complete(FakeVenue.working());
    for (CompletableFuture<Answer> answer : answers) {
      assertEquals(Kind.ACCEPTED, answer.get(5, TimeUnit.SECONDS).kind());
    }
    List<String> calls = venue.calls();
    assertEquals("cancel A0", calls.get(0));
    List<Integer> named = new ArrayList<>();
    for (String call : calls) {
      List<Integer> numbers =
          Pattern.compile("\\d+")
              .matcher(call)
              .results()
              .map(r -> Integer.valueOf(r.group()))
              .toList();
      assertTrue(numbers.size() <= 10, call);
      assertEquals(1, numbers.stream().map(number -> number % 2).distinct().count(), call);
      named.addAll(numbers);
    }
    assertEquals(IntStream.range(0, 23).boxed().toList(), named.stream().sorted().toList());
    assertTrue(calls.size() <= 7, calls.toString());
  }

  @Test
  void oneThatWantsItsOwnAnswerGoesAlone() throws Exception {
    venue.cancelsTogether = 10;
    List<CompletableFuture<Answer>> first = silence(1);
    CancelRequests requests = new CancelRequests(venue);
    for (int i = 0; i < 3; i++) {
      CompletableFuture<Answer> unused = requests.send(order(i, "BTCUSDT"), false);
    }
    CompletableFuture<Answer> alone = requests.send(order(10, "BTCUSDT"), true);
    first.get(0).complete(FakeVenue.working());
    alone.get(5, TimeUnit.SECONDS);
    assertEquals(List.of("cancel A0", "cancel [A1, A2]", "cancel A10"), venue.calls());
  }

  /** By hand: one alone and 31 of ten each leave, and 400 - 311 orders wait for an answer. */
  @Test
  void soManyAreUnderWayAndNoMore() throws Exception {
    venue.cancelsTogether = 10;
    venue.togetherUnanswered = true;
    CancelRequests requests = new CancelRequests(venue);
    silence(1);
    for (int i = 0; i < 400; i++) {
      CompletableFuture<Answer> unused = requests.send(order(i, "BTCUSDT"), false);
    }
    Thread.sleep(100);
    assertEquals(32, venue.calls().size());
  }

  /** A venue that says nothing must not keep back the cancels of all other orders. */
  @Test
  void aRequestThatIsNotAnsweredKeepsNoOtherBackForLong() throws Exception {
    silence(32);
    CancelRequests requests = new CancelRequests(venue);
    for (int i = 0; i < 32; i++) {
      CompletableFuture<Answer> unused = requests.send(order(i, "BTCUSDT"), false);
    }
    CompletableFuture<Answer> next = requests.send(order(32, "BTCUSDT"), false);
    assertEquals(32, venue.calls().size());
    assertEquals(Kind.ACCEPTED, next.get(5, TimeUnit.SECONDS).kind());
  }
}
