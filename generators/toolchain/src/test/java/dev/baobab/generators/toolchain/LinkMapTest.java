// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkMapTest {
  @Test
  void piecesWithTheirSymbolsAndOwners() {
    LinkMap map =
        LinkMap.parse(
            List.of(
                "Address  Size     Align Out     In      Symbol",
                "00001000 00000030  4096 .text",
                "00001000 00000000     4         kernel/entry.obj:(.text)",
                "00001000 00000022    16         kernel/entry.obj:(.text)",
                "00001000 00000000     0                 efi_main",
                "00001000 00000000     0                 efi_main",
                "00001030 00000010    16         modules/my fig/fig.obj:(.text$x)",
                "00002000 00000100  4096 .bss",
                "00002000 00000100    16         modules/my fig/fig.obj:(.bss)"),
            Map.of("kernel/entry", "kernel", "modules/my fig/fig", "fig"));

    assertThat(map.pieces())
        .containsExactly(
            new LinkMap.Piece("kernel/entry", "kernel", ".text", 0x1000, 0x22, List.of("efi_main")),
            new LinkMap.Piece("modules/my fig/fig", "fig", ".text", 0x1030, 0x10, List.of()),
            new LinkMap.Piece("modules/my fig/fig", "fig", ".bss", 0x2000, 0x100, List.of()));
    assertThat(map.bytesByOwner())
        .containsExactly(Map.entry("fig", 0x10L), Map.entry("kernel", 0x22L));
  }

  @Test
  void theLinkersOwnFileIsUnderstood(@TempDir Path folder) throws Exception {
    LinkMap map = Sources.small().build(folder, BuildListener.NONE).map();

    assertThat(map.symbolsOf("kernel")).containsExactly("efi_main");
    assertThat(map.symbolsOf("apple")).contains("bb_apple_weight");
    assertThat(map.symbolsOf("pear")).contains("bb_pear_weight", "bb_fig");
    assertThat(map.bytesByOwner()).containsOnlyKeys("apple", "kernel", "pear");
    assertThat(map.bytesByOwner().get("apple")).as("a table of 100 in .data").isGreaterThan(400);
    assertThat(map.bytesByOwner().get("pear")).as("a crate of 1000 in .bss").isLessThan(100);
    assertThat(
            map.pieces().stream()
                .filter(piece -> piece.section().equals(".bss"))
                .mapToLong(LinkMap.Piece::bytes)
                .sum())
        .isEqualTo(4000);
  }

  @Test
  void thePiecesFillTheFilesSections(@TempDir Path folder) throws Exception {
    KernelBuild.Result result = Sources.small().build(folder, BuildListener.NONE);

    List<PeSection> sections = PeSection.of(result.efiFile());
    for (LinkMap.Piece piece : result.map().pieces()) {
      assertThat(sections).as(piece.toString()).anyMatch(section -> section.holds(piece));
    }
    for (PeSection section : sections) {
      List<LinkMap.Piece> inside = result.map().pieces().stream().filter(section::holds).toList();
      long bytes = inside.stream().mapToLong(LinkMap.Piece::bytes).sum();
      if (!section.name().equals(".reloc")) { // the linker's own
        // Less only by the gaps that alignment leaves, at most 15 bytes before each piece.
        assertThat(bytes)
            .as(section.toString())
            .isBetween(section.size() - 15L * inside.size(), section.size());
      }
    }
  }
}
