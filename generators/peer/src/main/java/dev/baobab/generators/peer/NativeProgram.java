// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.peer;

import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.composer.ModuleSources;
import dev.baobab.generators.emitters.SourceTreeWriter;
import dev.baobab.generators.toolchain.NativeBuild;
import dev.baobab.generators.toolchain.Toolchain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A C program that an artifact carries, compiled for this machine.
 *
 * @param executable the program
 */
public record NativeProgram(Path executable) {
  /**
   * Compiles a program, unless it is current.
   *
   * @param anchor a class of the artifact that carries the sources
   * @param name of the program
   * @param sources its C files and headers
   * @param folder where it is made, in a folder of its own
   */
  public static NativeProgram build(Class<?> anchor, String name, List<String> sources, Path folder)
      throws IOException, InterruptedException {
    Path here = folder.toAbsolutePath().resolve(name);
    Path executable = here.resolve(name);
    SourceTree tree = ModuleSources.read(anchor, name, sources);
    new SourceTreeWriter(here.resolve("sources")).write(tree);
    new NativeBuild(Toolchain.find()).run(tree, here.resolve("sources"), executable);
    return new NativeProgram(executable);
  }

  /**
   * Runs it.
   *
   * @return what it wrote to its standard output
   * @throws IllegalStateException with what it wrote to its standard error, if it fails
   */
  public String run(Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path errors = Files.createTempFile("native", ".txt");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      try {
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
          throw new IllegalStateException(
              "exit code %d of %s%n%s"
                  .formatted(code, String.join(" ", command), Files.readString(errors)));
        }
        return output;
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.delete(errors);
    }
  }
}
