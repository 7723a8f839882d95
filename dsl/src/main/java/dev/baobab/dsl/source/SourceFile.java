// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.source;

import java.util.Objects;

/**
 * One generated or copied text file of a kernel.
 *
 * @param path where it goes, relative to the kernel's folder, with forward slashes
 * @param text the whole content, lines ended by {@code \n}
 * @param owner id of the module that the file belongs to, or {@code kernel}
 */
public record SourceFile(String path, String text, String owner) {
  public SourceFile {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(owner, "owner");
    if (path.isEmpty() || path.startsWith("/") || path.contains("\\") || path.contains("..")) {
      throw new IllegalArgumentException("not a relative path inside the kernel folder: " + path);
    }
  }

  /** Whether the toolchain compiles this file (C or nasm), as opposed to a header or a document. */
  public boolean isTranslationUnit() {
    return path.endsWith(".c") || path.endsWith(".asm");
  }
}
