// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.downloads;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The models that have a name here: sections of a text file, each a name in brackets and lines of
 * {@code key = value}.
 *
 * @param entries in the file's order
 */
public record Catalogue(List<CatalogueEntry> entries) {
  private static final String RESOURCE = "META-INF/baobab/models.catalogue";
  private static final Pattern SECTION = Pattern.compile("\\[([a-z0-9.-]+)]");

  public Catalogue {
    entries = List.copyOf(entries);
  }

  /** The one that comes with the framework. */
  public static Catalogue standard() throws IOException {
    try (InputStream in = Catalogue.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * Reads a catalogue.
   *
   * @throws IllegalArgumentException if a line is none, or an entry lacks something
   */
  static Catalogue parse(String text) {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    Map<String, String> section = null;
    for (String line : text.lines().map(String::strip).toList()) {
      var name = SECTION.matcher(line);
      int equals = line.indexOf('=');
      if (name.matches()) {
        section = new LinkedHashMap<>();
        if (sections.put(name.group(1), section) != null) {
          throw new IllegalArgumentException("two entries " + name.group(1));
        }
      } else if (section != null && equals > 0) {
        section.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        throw new IllegalArgumentException("no line of a catalogue: " + line);
      }
    }
    List<CatalogueEntry> entries = new ArrayList<>();
    sections.forEach((name, values) -> entries.add(entry(name, values)));
    return new Catalogue(entries);
  }

  private static CatalogueEntry entry(String name, Map<String, String> values) {
    List<CatalogueEntry.Item> files = new ArrayList<>();
    files.add(item(values, "file", "sha256"));
    if (values.containsKey("tokenizer")) {
      files.add(item(values, "tokenizer", "tokenizer-sha256"));
    }
    return new CatalogueEntry(
        name,
        required(values, "title"),
        required(values, "size"),
        required(values, "licence"),
        values.getOrDefault("note", ""),
        files);
  }

  private static CatalogueEntry.Item item(Map<String, String> values, String key, String digest) {
    Optional<String> sha256 = Optional.ofNullable(values.get(digest));
    if (sha256.isPresent() && !FileDigest.isDigest(sha256.get())) {
      throw new IllegalArgumentException(digest + " is no SHA-256: " + sha256.get());
    }
    return new CatalogueEntry.Item(Addresses.parse(required(values, key)), sha256);
  }

  private static String required(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("an entry lacks " + key + ": " + values);
    }
    return value;
  }

  /**
   * The entry of a name, in upper or lower case.
   *
   * @throws DownloadException if there is none
   */
  public CatalogueEntry named(String name) {
    return entries.stream()
        .filter(entry -> entry.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new DownloadException(
                    DownloadError.DOWNLOAD_NAME_UNKNOWN,
                    "mvn baobab:pull lists the names; any other file with -Durl=ADDRESS",
                    "the catalogue has no model \"%s\".",
                    name));
  }

  /** The catalogue for people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (CatalogueEntry entry : entries) {
      text.append(
          "%-24s%-30s%9s   %s%n"
              .formatted(entry.name(), entry.title(), entry.size(), entry.licence()));
      if (!entry.note().isEmpty()) {
        text.append("%-24s%s%n".formatted("", entry.note()));
      }
    }
    return text.toString();
  }
}
