// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class DiskImagePropertyTest {
  /** Few letters, so that aliases collide; some that no alias can have. */
  private static final char[] LETTERS = "abAB1~_. +é話".toCharArray();

  private static final String LEGAL = "[A-Z0-9$%'_@~`!(){}^#&-]";

  /** Paths and sizes of files. */
  @Provide
  Arbitrary<Map<String, Integer>> files() {
    Arbitrary<String> name =
        Arbitraries.strings()
            .withChars(LETTERS)
            .ofMinLength(1)
            .ofMaxLength(30)
            .filter(text -> !text.startsWith(" ") && !text.endsWith(" ") && !text.endsWith("."));
    Arbitrary<String> path = name.list().ofMinSize(1).ofMaxSize(4).map(l -> String.join("/", l));
    Arbitrary<Integer> size =
        Arbitraries.oneOf(
            Arbitraries.of(0, 1, 511, 512, 513, 4096), Arbitraries.integers().between(0, 20_000));
    return Arbitraries.maps(path, size).ofMinSize(1).ofMaxSize(60).map(this::withoutClashes);
  }

  /** Leaves out what the image refuses; spells each folder as the first path did. */
  private Map<String, Integer> withoutClashes(Map<String, Integer> files) {
    Map<String, Integer> result = new TreeMap<>();
    Set<String> taken = new HashSet<>();
    Map<String, String> folders = new HashMap<>();
    files.forEach(
        (path, size) -> {
          StringBuilder spelled = new StringBuilder();
          String[] names = path.split("/");
          for (int i = 0; i < names.length - 1; i++) {
            spelled.append(names[i]).append('/');
            String folded = spelled.toString().toUpperCase(Locale.ROOT);
            if (taken.contains(folded.substring(0, folded.length() - 1))) {
              return; // a file is in the way
            }
            spelled = new StringBuilder(folders.computeIfAbsent(folded, k -> k.isEmpty() ? "" : k));
            folders.put(folded, spelled.toString());
          }
          spelled.append(names[names.length - 1]);
          String folded = spelled.toString().toUpperCase(Locale.ROOT);
          if (!folders.containsKey(folded + "/") && taken.add(folded)) {
            result.put(spelled.toString(), size);
          }
        });
    return result;
  }

  private static byte[] content(String path, int size) {
    byte[] bytes = new byte[size];
    new Random(path.hashCode()).nextBytes(bytes);
    return bytes;
  }

  @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
  void anyFilesComeBack(@ForAll("files") Map<String, Integer> sizes) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    sizes.forEach((path, size) -> files.put(path, content(path, size)));
    Path image = Files.createTempFile("property", ".img");
    try {
      Images.write(image, files);
      Images.assertSound(image);
      Images.assertHolds(image, files);
    } finally {
      Files.delete(image);
    }
  }

  @Property(tries = 300)
  void aliasesAreLegalAndUnique(@ForAll("files") Map<String, Integer> files) {
    FatDirectory root = FatDirectory.root();
    files.keySet().forEach(path -> root.add(path.replace('/', '-'), Content.of(new byte[0])));
    Map<FatNode, String> aliases = FatAlias.assign(root.nodes());
    assertThat(aliases).hasSize(root.nodes().size());
    assertThat(aliases.values())
        .doesNotHaveDuplicates()
        .allMatch(alias -> alias.substring(0, 8).matches(LEGAL + "+ *"))
        .allMatch(alias -> alias.substring(8).matches(LEGAL + "* *"))
        .allMatch(alias -> alias.length() == 11);
  }
}
