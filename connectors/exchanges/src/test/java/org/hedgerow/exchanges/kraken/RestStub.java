package org.hedgerow.exchanges.kraken;

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

/** A REST server on the loopback that keeps what was asked, bodies of requests too. */
final class RestStub implements Closeable {
  private final HttpServer server;

  /** What was asked, in its order. */
  final List<Request> requests = new CopyOnWriteArrayList<>();

  /** From a request to the body of an answer 200; null answers 503 with nothing. */
  volatile Function<Request, String> answer = request -> null;

  /** One request; {@code form} is the query, or the body where there is one. */
  record Request(String method, String path, String form, String key, String signature) {
    String parameter(String name) {
      for (String pair : form.split("&")) {
        if (pair.startsWith(name + "=")) {
          return java.net.URLDecoder.decode(
              pair.substring(name.length() + 1), StandardCharsets.UTF_8);
        }
      }
      return "";
    }
  }

  RestStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String query = exchange.getRequestURI().getRawQuery();
          boolean spot = exchange.getRequestURI().getPath().startsWith("/0/");
          Request request =
              new Request(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().getPath(),
                  body.isEmpty() ? query == null ? "" : query : body,
                  exchange.getRequestHeaders().getFirst(spot ? "API-Key" : "APIKey"),
                  exchange.getRequestHeaders().getFirst(spot ? "API-Sign" : "Authent"));
          requests.add(request);
          String told = answer.apply(request);
          byte[] bytes = (told == null ? "" : told).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              told == null ? 503 : 200, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The requests whose path ends so. */
  List<Request> asked(String resource) {
    return requests.stream().filter(request -> request.path().endsWith(resource)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
