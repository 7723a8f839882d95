// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import dev.baobab.generators.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 of files that may be large. */
public final class FileDigest {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private FileDigest() {}

  /** Whether a text is a digest: 64 hexadecimal digits in lower case. */
  public static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  /** The digest of a file, as 64 hexadecimal digits. */
  static String of(Path file, DownloadListener listener) throws IOException {
    MessageDigest digest = Sha256.start();
    long total = Files.size(file);
    long done = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
        done += length;
        listener.checked(done, total);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
