// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is wanted.
 *
 * @param address where it is: http or https
 * @param file where it goes
 * @param sha256 what it must be, 64 hexadecimal digits in lower case; empty: what the server says
 * @param token authorizes at the address's own server, and is sent to no other
 */
public record Request(URI address, Path file, Optional<String> sha256, Optional<String> token) {
  /** A file of which nothing more is known. */
  public static Request of(URI address, Path file) {
    return new Request(address, file, Optional.empty(), Optional.empty());
  }

  /** This request, with what the file must be. */
  public Request sha256(String digest) {
    return new Request(address, file, Optional.of(digest), token);
  }
}
