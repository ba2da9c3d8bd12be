package org.hedgerow.exchanges.luno;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.hedgerow.exchanges.Credentials;

/** Answers requests, forms in bodies included, as a test says; on loopback. */
final class LunoServer implements Closeable {
  /** The longest answer that a test gives. */
  record Reply(int status, String body) {}

  /** Requests as METHOD path?query, with the body of a POST after a space. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  final List<String> authorizations = new CopyOnWriteArrayList<>();

  volatile Function<String, Reply> rest = request -> new Reply(200, "{}");

  private final HttpServer server;

  LunoServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String request =
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + (body.isEmpty() ? "" : " " + body);
          authorizations.add(
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          requests.add(request);
          Reply reply = rest.apply(request);
          byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  URI http() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  LunoRest client() {
    return new LunoRest(http(), new Credentials("test", "key", "secret"));
  }

  /** Requests that begin so. */
  List<String> asked(String start) {
    return requests.stream().filter(one -> one.startsWith(start)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
