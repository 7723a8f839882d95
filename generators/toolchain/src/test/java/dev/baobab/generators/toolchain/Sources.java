// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import dev.baobab.generators.emitters.SourceTreeWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small kernel: an entry, two modules and an assembly file. Immutable. */
record Sources(List<SourceFile> files) {
  static Sources small() {
    return new Sources(List.of())
        .with(
            "kernel",
            "kernel/entry.c",
            "#include \"apple.h\"\n#include \"pear.h\"\n"
                + "int efi_main(void);\n"
                + "int efi_main(void)\n{\n    return bb_apple_weight() + bb_pear_weight() + bb_fig();\n}\n")
        .with("apple", "modules/apple/apple.h", "int bb_apple_weight(void);\n")
        .with(
            "apple",
            "modules/apple/apple.c",
            "#include \"apple.h\"\nstatic volatile int table[100] = {1};\n"
                + "int bb_apple_weight(void)\n{\n    return table[0]++;\n}\n")
        .with("pear", "modules/pear/pear.h", "int bb_pear_weight(void);\nint bb_fig(void);\n")
        .with(
            "pear",
            "modules/pear/pear.c",
            "#include \"pear.h\"\nstatic volatile int crate[1000];\n"
                + "int bb_pear_weight(void)\n{\n    return crate[3]++;\n}\n")
        .with(
            "pear",
            "modules/pear/fig.asm",
            "default rel\nglobal bb_fig\nsection .text\nbb_fig:\n    mov eax, 7\n    ret\n");
  }

  /** These files and another, or another content of one of them. */
  Sources with(String owner, String path, String text) {
    List<SourceFile> changed = new ArrayList<>(without(path).files);
    changed.add(new SourceFile(path, text, owner));
    return new Sources(List.copyOf(changed));
  }

  Sources without(String path) {
    return new Sources(files.stream().filter(file -> !file.path().equals(path)).toList());
  }

  SourceTree tree() {
    return SourceTree.of(files);
  }

  /** Writes the sources to a folder and builds there. */
  KernelBuild.Result build(Path folder, BuildListener listener)
      throws IOException, InterruptedException {
    new SourceTreeWriter(folder.resolve("sources")).write(tree());
    return new KernelBuild(Toolchain.find(), folder.resolve("sources"), folder.resolve("objects"))
        .run(tree(), folder.resolve("BOOTX64.EFI"), listener);
  }
}
