// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A connection to QEMU's monitor (QEMU Machine Protocol, qemu-qmp-ref). */
final class Qmp implements AutoCloseable {
  private final SocketChannel channel;
  private final BufferedReader reader;

  private Qmp(SocketChannel channel) {
    this.channel = channel;
    reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }

  static Qmp connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      Qmp qmp = new Qmp(channel);
      qmp.reader.readLine(); // the greeting
      qmp.execute("{\"execute\": \"qmp_capabilities\"}");
      return qmp;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Writes what the screen shows to a PNG file. */
  void screenshot(Path png) throws IOException {
    execute(
        "{\"execute\": \"screendump\", \"arguments\": {\"filename\": \"%s\", \"format\": \"png\"}}"
            .formatted(
                png.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\"")));
  }

  /** Presses keys of the machine's keyboard together, by QEMU's names: {@code pgup}, {@code a}. */
  void press(String... keys) throws IOException {
    String list =
        Arrays.stream(keys)
            .map("{\"type\": \"qcode\", \"data\": \"%s\"}"::formatted)
            .collect(Collectors.joining(", "));
    execute("{\"execute\": \"send-key\", \"arguments\": {\"keys\": [%s]}}".formatted(list));
  }

  void quit() throws IOException {
    execute("{\"execute\": \"quit\"}");
  }

  private void execute(String command) throws IOException {
    channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
    // Events may come before the answer.
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("{\"return\"")) {
        return;
      }
      if (line.startsWith("{\"error\"")) {
        throw new IOException("QEMU refused " + command + ": " + line);
      }
    }
    throw new IOException("QEMU ended before it answered " + command);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
