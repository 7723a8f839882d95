// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that can be downloaded from. */
public final class Addresses {
  private Addresses() {}

  /**
   * The address of a text.
   *
   * @throws DownloadException if it is none, or not of http or https
   */
  public static URI parse(String text) {
    try {
      URI address = new URI(text.strip());
      if (isUsable(address)) {
        return address;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw new DownloadException(
        DownloadError.DOWNLOAD_ADDRESS_INVALID,
        "give an address that begins with https:// or http://",
        "\"%s\" is no address to download from.",
        text);
  }

  static boolean isUsable(URI address) {
    return address.getHost() != null
        && ("http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme()));
  }

  /**
   * The name of the file at an address: the last part of its path.
   *
   * @throws DownloadException if there is none that can name a file
   */
  public static String fileName(URI address) {
    String path = address.getPath() == null ? "" : address.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      throw new DownloadException(
          DownloadError.DOWNLOAD_ADDRESS_INVALID,
          "give an address that ends with the name of the file, in letters, digits, dots and dashes",
          "%s does not end with the name of a file.",
          address);
    }
    return name;
  }
}
