// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is generated, letter by letter. Also the proof that it compiles without warnings. {@code
 * -Dgoldens.update=true} rewrites the goldens.
 */
class GeneratedSourceTest {
  @ParameterizedTest
  @ValueSource(strings = {"every-type", "shared-facade", "no-options"})
  void isAsInTheGoldens(String folder) throws IOException {
    Compilation compilation = Compiling.inputs(folder);
    assertThat(compilation.diagnostics()).isEmpty();

    Path goldens = Compiling.RESOURCES.resolve("goldens").resolve(folder);
    Map<String, String> generated = generated(compilation);
    if (Boolean.getBoolean("goldens.update")) {
      Files.createDirectories(goldens);
      for (Path stale : Compiling.list(goldens)) {
        Files.delete(stale);
      }
      for (Map.Entry<String, String> file : generated.entrySet()) {
        Files.writeString(goldens.resolve(file.getKey()), file.getValue());
      }
    }
    Map<String, String> expected = new TreeMap<>();
    for (Path golden : Compiling.list(goldens)) {
      expected.put(golden.getFileName().toString(), Files.readString(golden));
    }
    assertThat(generated).containsExactlyEntriesOf(expected);
  }

  @Test
  void doesNotDependOnTheOrderOfTheFiles() throws IOException {
    JavaFileObject[] files = Compiling.files("shared-facade");
    Collections.reverse(Arrays.asList(files));
    assertThat(generated(Compiling.sources(files)))
        .isEqualTo(generated(Compiling.inputs("shared-facade")));
  }

  /** The generated sources and resources, by file name. */
  private static Map<String, String> generated(Compilation compilation) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() != JavaFileObject.Kind.CLASS) {
        String name = Path.of(file.getName()).getFileName().toString();
        files.put(name, file.getCharContent(false).toString());
      }
    }
    return files;
  }
}
