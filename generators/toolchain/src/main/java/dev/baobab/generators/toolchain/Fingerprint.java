// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import dev.baobab.generators.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * What an output was made from: the command and the content of each input. It is kept in a file
 * beside the output; when it is the same again, the output needs no making.
 */
final class Fingerprint {
  private final MessageDigest digest = Sha256.start();

  /**
   * The fingerprint of a command and its inputs; a missing input differs from every present one.
   */
  static String of(List<String> command, Collection<Path> inputs) throws IOException {
    Fingerprint fingerprint = new Fingerprint();
    command.forEach(fingerprint::add);
    for (Path input : inputs) {
      fingerprint.add(input.toString());
      fingerprint.addFile(input);
    }
    return fingerprint.text();
  }

  /** What was added, in 64 digits. */
  String text() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Adds a file's content; a missing one differs from every present one. */
  void addFile(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      add(Files.readAllBytes(file));
    } else {
      digest.update((byte) '-'); // no length begins so
    }
  }

  void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  private void add(byte[] bytes) {
    digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) ':');
    digest.update(bytes);
  }

  /** Whether a kept fingerprint is this one and the output is there. */
  static boolean isCurrent(Path output, Path kept, String fingerprint) throws IOException {
    return Files.isRegularFile(output)
        && Files.isRegularFile(kept)
        && Files.readString(kept).equals(fingerprint);
  }
}
