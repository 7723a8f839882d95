// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The 8.3 names of the nodes of one folder: each is 11 ASCII characters, base and extension padded
 * with spaces, without the dot. A name that fits as it is, but for case, keeps itself; the others
 * get a numeric tail, as in {@code STORIE~1BIN} (FAT specification 1.03, section 7.4).
 */
final class FatAlias {
  private static final String PUNCTUATION = "$%'-_@~`!(){}^#&";
  private static final int BASE = 8;
  private static final int EXTENSION = 3;

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> lastTail = new HashMap<>();

  private FatAlias() {}

  /** An alias for each node, all different. */
  static Map<FatNode, String> assign(Collection<FatNode> nodes) {
    FatAlias aliases = new FatAlias();
    Map<FatNode, String> result = new HashMap<>();
    // Those who can only have one name choose first.
    for (FatNode node : nodes) {
      if (isShort(upper(node.name()))) {
        String alias = padded(upper(node.name()));
        aliases.taken.add(alias);
        result.put(node, alias);
      }
    }
    for (FatNode node : nodes) {
      if (!result.containsKey(node)) {
        result.put(node, aliases.withTail(node.name()));
      }
    }
    return result;
  }

  /** Whether the name is an 8.3 name itself, so that no long name is needed beside it. */
  static boolean isShort(String name) {
    int dot = name.indexOf('.');
    String base = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot + 1);
    return !base.isEmpty()
        && base.length() <= BASE
        && extension.length() <= EXTENSION
        && name.chars().allMatch(c -> c == '.' || isLegal(c))
        && extension.indexOf('.') < 0;
  }

  private static String padded(String name) {
    int dot = name.indexOf('.');
    String base = dot < 0 ? name : name.substring(0, dot);
    String extension = dot < 0 ? "" : name.substring(dot + 1);
    return "%-8s%-3s".formatted(base, extension);
  }

  private String withTail(String name) {
    String bare = upper(name).replace(" ", "").replaceFirst("^\\.+", "");
    int dot = bare.lastIndexOf('.');
    String base = legal(dot < 0 ? bare : bare.substring(0, dot).replace(".", ""));
    String extension = first(EXTENSION, legal(dot < 0 ? "" : bare.substring(dot + 1)));
    // Names that differ only behind the sixth character count on together.
    String family = first(BASE - 2, base) + "." + extension;
    int tail = lastTail.getOrDefault(family, 0);
    String alias;
    do {
      String suffix = "~" + ++tail;
      alias = "%-8s%-3s".formatted(first(BASE - suffix.length(), base) + suffix, extension);
    } while (!taken.add(alias));
    lastTail.put(family, tail);
    return alias;
  }

  private static String legal(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.chars().forEach(c -> result.append(isLegal(c) ? (char) c : '_'));
    return result.toString();
  }

  private static boolean isLegal(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PUNCTUATION.indexOf(c) >= 0;
  }

  /** Upper case for ASCII only: other letters have no place in an alias. */
  private static String upper(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.chars().forEach(c -> result.append((char) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c)));
    return result.toString();
  }

  private static String first(int count, String text) {
    return text.substring(0, Math.min(count, text.length()));
  }
}
