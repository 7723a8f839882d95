// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
  @TempDir Path folder;

  @Test
  void theSameIsTheSame() throws Exception {
    Path input = Files.writeString(folder.resolve("a"), "text");

    String first = Fingerprint.of(List.of("cc", "a"), List.of(input));
    Files.writeString(input, "text");
    assertThat(Fingerprint.of(List.of("cc", "a"), List.of(input))).isEqualTo(first);
  }

  @Test
  void everyDifferenceIsSeen() throws Exception {
    Path a = Files.writeString(folder.resolve("a"), "missing");
    Path b = Files.writeString(folder.resolve("b"), "");
    Path absent = folder.resolve("absent");
    Set<String> seen = new HashSet<>();

    assertThat(seen.add(Fingerprint.of(List.of("cc", "a"), List.of(a)))).isTrue();
    assertThat(seen.add(Fingerprint.of(List.of("cca"), List.of(a)))).isTrue();
    assertThat(seen.add(Fingerprint.of(List.of("cc", "a"), List.of(b)))).isTrue();
    assertThat(seen.add(Fingerprint.of(List.of("cc", "a"), List.of(a, b)))).isTrue();
    assertThat(seen.add(Fingerprint.of(List.of("cc", "a"), List.of(absent)))).isTrue();
    Files.delete(a);
    assertThat(seen.add(Fingerprint.of(List.of("cc", "a"), List.of(a)))).isTrue();
  }

  @Test
  void anOutputIsCurrentOnlyIfItIsThere() throws Exception {
    Path output = folder.resolve("output");
    Path kept = Files.writeString(folder.resolve("kept"), "print");

    assertThat(Fingerprint.isCurrent(output, kept, "print")).isFalse();
    Files.createFile(output);
    assertThat(Fingerprint.isCurrent(output, kept, "print")).isTrue();
    assertThat(Fingerprint.isCurrent(output, kept, "other")).isFalse();
    assertThat(Fingerprint.isCurrent(output, folder.resolve("absent"), "print")).isFalse();
  }
}
