// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A model that can be downloaded.
 *
 * @param name its name here: {@code qwen2.5-0.5b-instruct}
 * @param title its name for people
 * @param size about how much is downloaded, for people
 * @param licence under which it may be used
 * @param note what else is to be known, such as who converted it; may be empty
 * @param files what is downloaded, the model first
 */
public record CatalogueEntry(
    String name, String title, String size, String licence, String note, List<Item> files) {
  public CatalogueEntry {
    files = List.copyOf(files);
  }

  /**
   * A file.
   *
   * @param address where it is
   * @param sha256 its digest, where it is known for sure
   */
  public record Item(URI address, Optional<String> sha256) {}
}
