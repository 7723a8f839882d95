// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class QmpTest {
  private static final String OK = "{\"return\": {}}";
  private static final String HANG_UP = "";

  @TempDir Path folder;

  @Test
  void aScreenshotThenTheEnd() throws Exception {
    try (Server server = new Server(OK, "{\"event\": \"STOP\"}\n" + OK, OK);
        Qmp qmp = Qmp.connect(server.socket())) {
      qmp.screenshot(Path.of("/tmp/my \"screen\".png"));
      qmp.quit();
      assertThat(server.commands())
          .containsExactly(
              "{\"execute\": \"qmp_capabilities\"}",
              "{\"execute\": \"screendump\", \"arguments\":"
                  + " {\"filename\": \"/tmp/my \\\"screen\\\".png\", \"format\": \"png\"}}",
              "{\"execute\": \"quit\"}");
    }
  }

  @Test
  void keysArePressedTogether() throws Exception {
    try (Server server = new Server(OK, OK);
        Qmp qmp = Qmp.connect(server.socket())) {
      qmp.press("ctrl", "c");
      assertThat(server.commands())
          .containsExactly(
              "{\"execute\": \"qmp_capabilities\"}",
              "{\"execute\": \"send-key\", \"arguments\": {\"keys\": [{\"type\": \"qcode\","
                  + " \"data\": \"ctrl\"}, {\"type\": \"qcode\", \"data\": \"c\"}]}}");
    }
  }

  @Test
  void aRefusalIsAnError() throws Exception {
    try (Server server = new Server(OK, "{\"error\": {\"desc\": \"no screen\"}}");
        Qmp qmp = Qmp.connect(server.socket())) {
      assertThatThrownBy(() -> qmp.screenshot(Path.of("/tmp/screen.png")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("screendump")
          .hasMessageContaining("no screen");
    }
  }

  @Test
  void anEndWithoutAnAnswerIsAnError() throws Exception {
    try (Server server = new Server(OK, HANG_UP);
        Qmp qmp = Qmp.connect(server.socket())) {
      assertThatThrownBy(() -> qmp.screenshot(Path.of("/tmp/screen.png")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("QEMU ended before it answered");
    }
  }

  /** A monitor that gives prepared answers, then hangs up. */
  private final class Server implements AutoCloseable {
    private final ServerSocketChannel channel =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final List<String> commands = new ArrayList<>();
    private final Thread thread;

    Server(String... answers) throws IOException {
      channel.bind(UnixDomainSocketAddress.of(socket()));
      thread = new Thread(() -> serve(answers));
      thread.start();
    }

    Path socket() {
      return folder.resolve("monitor");
    }

    List<String> commands() throws InterruptedException {
      thread.join();
      return commands;
    }

    private void serve(String... answers) {
      try (SocketChannel client = channel.accept()) {
        BufferedReader reader =
            new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
        send(client, "{\"QMP\": {\"version\": {}}}");
        for (String answer : answers) {
          commands.add(reader.readLine());
          if (!answer.equals(HANG_UP)) {
            send(client, answer);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void send(SocketChannel client, String line) throws IOException {
      client.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
