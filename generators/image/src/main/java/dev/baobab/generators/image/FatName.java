// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

/** The rules for long names: what VFAT and the firmware's UCS-2 both take. */
final class FatName {
  /** Longest name, in UTF-16 units. */
  static final int MAX_NAME = 255;

  /** Longest path: with the leading separator and the closing NUL it makes 260 units. */
  static final int MAX_PATH = 258;

  private static final String FORBIDDEN = "\"*/:<>?\\|";

  private FatName() {}

  /**
   * The names along a path.
   *
   * @throws ImageException IMAGE_NAME_ILLEGAL or IMAGE_PATH_TOO_LONG, naming the path
   */
  static String[] split(String path) {
    String[] names = path.split("/", -1);
    for (String name : names) {
      check(name, path);
    }
    if (path.length() > MAX_PATH) {
      throw new ImageException(
          ImageError.IMAGE_PATH_TOO_LONG,
          "the path \"%s\" has %d characters; at most %d fit."
              .formatted(path, path.length(), MAX_PATH),
          "use shorter names or fewer folders.");
    }
    return names;
  }

  /** The same for names that FAT cannot tell apart: it ignores case. */
  static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    name.chars().forEach(c -> folded.append(Character.toUpperCase((char) c)));
    return folded.toString();
  }

  private static void check(String name, String path) {
    if (name.isEmpty()) {
      throw illegal(
          path, "has an empty name", "give it as \"folder/file\", without \"/\" at an end");
    }
    if (name.length() > MAX_NAME) {
      throw new ImageException(
          ImageError.IMAGE_PATH_TOO_LONG,
          "the name \"%s\" has %d characters; at most %d fit."
              .formatted(name, name.length(), MAX_NAME),
          "use a shorter name.");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c) || FORBIDDEN.indexOf(c) >= 0) {
        throw illegal(
            path,
            "has the character %s, which FAT does not allow".formatted(describe(c)),
            "use other characters; folders are separated by \"/\"");
      }
      if (Character.isSurrogate(c) || c >= 0xFFFE) {
        throw illegal(
            path,
            "has a character outside of Unicode's basic plane, which firmware cannot name",
            "use characters of the basic plane");
      }
    }
    // Others drop these silently, and then look for a file of another name. "." and ".." too.
    if (name.startsWith(" ") || name.endsWith(" ") || name.endsWith(".")) {
      throw illegal(
          path,
          "has the name \"%s\", which begins or ends with a space, or ends with a dot"
              .formatted(name),
          "drop the space or the dot");
    }
  }

  private static ImageException illegal(String path, String problem, String fix) {
    return new ImageException(
        ImageError.IMAGE_NAME_ILLEGAL, "the path \"%s\" %s.".formatted(path, problem), fix + ".");
  }

  private static String describe(char c) {
    return Character.isISOControl(c) ? "U+%04X".formatted((int) c) : "'" + c + "'";
  }
}
