// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeWriterTest {
  @TempDir Path temporary;
  private Path folder;
  private SourceTreeWriter writer;

  @BeforeEach
  void start() {
    folder = temporary.resolve("target/kernel");
    writer = new SourceTreeWriter(folder);
  }

  @Test
  void writesANewTree() throws IOException {
    SourceTreeWriter.Changes changes = writer.write(tree("a.c", "1", "deep/er/b.h", "2"));
    assertThat(changes.written()).containsExactly("a.c", "deep/er/b.h");
    assertThat(changes.removed()).isEmpty();
    assertThat(folder.resolve("a.c")).hasContent("1");
    assertThat(folder.resolve("deep/er/b.h")).hasContent("2");
  }

  @Test
  void leavesFilesThatAreCurrent() throws IOException {
    writer.write(tree("a.c", "1", "b.c", "2"));
    FileTime old = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(folder.resolve("a.c"), old);
    Files.setLastModifiedTime(folder.resolve("b.c"), old);

    SourceTreeWriter.Changes changes = writer.write(tree("a.c", "1", "b.c", "changed"));

    assertThat(changes.written()).containsExactly("b.c");
    assertThat(Files.getLastModifiedTime(folder.resolve("a.c"))).isEqualTo(old);
    assertThat(folder.resolve("b.c")).hasContent("changed");
    assertThat(writer.write(tree("a.c", "1", "b.c", "changed")).none()).isTrue();
  }

  @Test
  void removesWhatTheTreeHasNoMoreAndNothingElse() throws IOException {
    writer.write(tree("a.c", "1", "m/x/b.c", "2", "m/c.c", "3"));
    Files.writeString(folder.resolve("mine.txt"), "mine");

    SourceTreeWriter.Changes changes = writer.write(tree("m/c.c", "3"));

    assertThat(changes.removed()).containsExactly("a.c", "m/x/b.c");
    assertThat(folder.resolve("a.c")).doesNotExist();
    assertThat(folder.resolve("m/x")).doesNotExist();
    assertThat(folder.resolve("m/c.c")).exists();
    assertThat(folder.resolve("mine.txt")).hasContent("mine");
  }

  @Test
  void restoresWhatSomebodyEditedOrDeleted() throws IOException {
    writer.write(tree("a.c", "1", "b.c", "2"));
    Files.writeString(folder.resolve("a.c"), "edited");
    Files.delete(folder.resolve("b.c"));

    assertThat(writer.write(tree("a.c", "1", "b.c", "2")).written()).containsExactly("a.c", "b.c");
    assertThat(folder.resolve("a.c")).hasContent("1");
  }

  @Test
  void overwritesNoFileOfSomebodyElse() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("a.c"), "mine");

    assertThatThrownBy(() -> writer.write(tree("a.c", "1", "b.c", "2")))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("a.c")
        .hasMessageContaining("move it away");
    assertThat(folder.resolve("a.c")).hasContent("mine");
    assertThat(folder.resolve("b.c")).doesNotExist();
  }

  @Test
  void aDamagedManifestCannotNameFilesOutside() throws IOException {
    Files.createDirectories(folder);
    Path outside = Files.writeString(temporary.resolve("outside.txt"), "precious");
    Files.writeString(folder.resolve(SourceTreeWriter.MANIFEST), "../../outside.txt\n");

    assertThatThrownBy(() -> writer.write(tree("a.c", "1")))
        .hasMessageContaining("not a relative path");
    assertThat(outside).hasContent("precious");
  }

  private static SourceTree tree(String... pathsAndTexts) {
    SourceFile[] files = new SourceFile[pathsAndTexts.length / 2];
    for (int i = 0; i < files.length; i++) {
      files[i] = new SourceFile(pathsAndTexts[2 * i], pathsAndTexts[2 * i + 1], "kernel");
    }
    return SourceTree.of(files);
  }
}
