// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * The programs that make a kernel.
 *
 * @param clang the C compiler, 14 or newer
 * @param lldLink LLVM's linker for PE files
 * @param nasm the assembler
 */
public record Toolchain(Path clang, Path lldLink, Path nasm) {
  /**
   * Finds them; {@code BAOBAB_CLANG}, {@code BAOBAB_LLD_LINK} and {@code BAOBAB_NASM} go first.
   *
   * @throws ToolchainException if one is missing, with the package to install
   */
  public static Toolchain find() throws ToolchainException {
    return find(System::getenv);
  }

  static Toolchain find(UnaryOperator<String> environment) throws ToolchainException {
    return new Toolchain(
        Tool.CLANG.find(environment), Tool.LLD_LINK.find(environment), Tool.NASM.find(environment));
  }
}
