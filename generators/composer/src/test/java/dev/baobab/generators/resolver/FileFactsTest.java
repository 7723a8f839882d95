// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFactsTest {
  @TempDir Path folder;

  @Test
  void tellsSizes() throws IOException {
    Files.write(Files.createDirectory(folder.resolve("models")).resolve("a.bin"), new byte[7]);
    FileFacts facts = FileFacts.in(folder);
    assertThat(facts.size("models/a.bin")).hasValue(7);
    assertThat(facts.size("models/b.bin")).isEmpty();
    assertThat(facts.size("models")).as("a folder").isEmpty();
    assertThat(facts.size(folder.resolve("models/a.bin").toString())).as("absolute").hasValue(7);
  }

  @Test
  void findsFilesOfTheSameName() throws IOException {
    for (String place : new String[] {"z", "a/b", "far/far/far/far/away"}) {
      Files.createFile(Files.createDirectories(folder.resolve(place)).resolve("m.bin"));
    }
    assertThat(FileFacts.in(folder).sameName("models/m.bin"))
        .containsExactly("a/b/m.bin", "z/m.bin");
    assertThat(FileFacts.in(folder.resolve("none")).sameName("m.bin")).isEmpty();
  }
}
