// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on the loopback interface that says whatever a test has it say. */
final class TestServer implements AutoCloseable {
  /**
   * What was asked.
   *
   * @param number 1 for the first request
   * @param target what stands behind GET
   * @param headers by their names in lower case
   */
  record Asked(int number, String target, Map<String, String> headers) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** Where the wanted range starts; -1 if all is wanted. */
    int from() {
      String range = header("range");
      return range.isEmpty() ? -1 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    }
  }

  /** Answers a request. */
  @FunctionalInterface
  interface Script {
    Answer answer(Asked asked) throws IOException;
  }

  /**
   * An answer.
   *
   * @param status its code
   * @param headers lines
   * @param body its body
   * @param silent whether the connection stays open afterwards, without another byte
   */
  record Answer(int status, List<String> headers, byte[] body, boolean silent) {
    static Answer of(int status, byte[] body, String... headers) {
      return new Answer(status, List.of(headers), body, false);
    }

    /** The whole content or what is wanted of it, as an honest server has it. */
    static Answer honest(Asked asked, byte[] content, String tag) {
      boolean same = asked.header("if-range").equals(tag);
      int from = asked.from();
      if (from < 0 || !same) {
        return of(200, content, "Content-Length: " + content.length, "ETag: " + tag);
      }
      if (from >= content.length) {
        return of(
            416, new byte[0], "Content-Length: 0", "Content-Range: bytes */" + content.length);
      }
      return of(
          206,
          Arrays.copyOfRange(content, from, content.length),
          "Content-Length: " + (content.length - from),
          "Content-Range: bytes %d-%d/%d".formatted(from, content.length - 1, content.length),
          "ETag: " + tag);
    }

    /** This answer, but the connection breaks after some bytes of the body. */
    Answer brokenAfter(int bytes) {
      return new Answer(status, headers, Arrays.copyOf(body, Math.min(bytes, body.length)), false);
    }

    Answer silentAfter(int bytes) {
      return new Answer(status, headers, Arrays.copyOf(body, bytes), true);
    }
  }

  private final ServerSocket socket;
  private final Script script;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  TestServer(Script script) throws IOException {
    this.socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    this.script = script;
    Thread thread = new Thread(this::serve, "test-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(socket.getLocalPort(), path));
  }

  int port() {
    return socket.getLocalPort();
  }

  /** What was asked so far. */
  List<Asked> asked() {
    return asked;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        open.add(connection);
        if (!answer(connection)) {
          connection.close();
        }
      } catch (IOException e) {
        // The client or the test closed it.
      }
    }
  }

  /** Answers one request, and returns whether the connection stays open. */
  private boolean answer(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    String first = in.readLine();
    if (first == null) {
      return false; // opened, and not used
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      String[] header = line.split(": *", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
    }
    Asked question = new Asked(asked.size() + 1, first.split(" ")[1], headers);
    asked.add(question);
    Answer answer = script.answer(question);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Status\r\n");
    answer.headers().forEach(header -> head.append(header).append("\r\n"));
    head.append("Connection: close\r\n\r\n");
    OutputStream out = connection.getOutputStream();
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(answer.body());
    out.flush();
    return answer.silent();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
  }
}
