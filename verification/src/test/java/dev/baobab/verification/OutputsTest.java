// SPDX-License-Identifier: Apache-2.0
package dev.baobab.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.generators.testkit.BuiltKernel;
import dev.baobab.generators.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of the build, as bytes. */
class OutputsTest {
  private static final long MOST_BYTES = 96 * 1024;

  @TempDir Path folder;

  /** The modules of examples/minimal; its prompt and model are not in the size. */
  @Test
  void minimalIsSmall() throws IOException, InterruptedException {
    BuiltKernel minimal =
        TestKernel.of(Kernels.CATALOG, "matmul-sse2", "story")
            .option("kernel.interactive", "true")
            .build();

    assertThat(Files.size(minimal.efiFile())).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void sameInputGivesTheSameBytes() throws IOException, InterruptedException {
    TestKernel kernel = Kernels.kernel(Kernels.optional().toArray(String[]::new));

    BuiltKernel one = kernel.buildAfresh(folder.resolve("one"));
    BuiltKernel other = kernel.buildAfresh(folder.resolve("another place"));

    assertThat(other.efiFile()).hasSameBinaryContentAs(one.efiFile());
    assertThat(other.image()).hasSameBinaryContentAs(one.image());
  }
}
