// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in an EFI file, and which module it came from: read from lld-link's {@code /lldmap} file.
 *
 * @param pieces the parts of object files that were linked, in order of address
 */
public record LinkMap(List<Piece> pieces) {
  /** {@code 00001000 00000022 16 modules/sampler/sampler.obj:(.text)}. */
  private static final Pattern PIECE =
      Pattern.compile("([0-9a-f]+) +([0-9a-f]+) +\\d+ {9}(\\S.*)\\.obj:\\((\\S+)\\)");

  /** {@code 00001000 00000000 0 efi_main}. */
  private static final Pattern SYMBOL =
      Pattern.compile("([0-9a-f]+) +([0-9a-f]+) +\\d+ {17}(\\S.*)");

  private static final int HEX = 16;

  public LinkMap {
    pieces = List.copyOf(pieces);
  }

  /**
   * A part of an object file.
   *
   * @param file path of its source in the kernel's tree, without its ending
   * @param owner id of the module that it belongs to, or {@code kernel}
   * @param section {@code .text}, {@code .rdata}, {@code .data} or {@code .bss}
   * @param address relative to the image
   * @param bytes its size; of {@code .bss}, memory that is not in the file
   * @param symbols the names that are defined in it
   */
  public record Piece(
      String file, String owner, String section, long address, long bytes, List<String> symbols) {
    public Piece {
      symbols = List.copyOf(symbols);
    }
  }

  static LinkMap read(Path map, SourceTree tree) throws IOException {
    return parse(Files.readAllLines(map), owners(tree));
  }

  static LinkMap parse(List<String> lines, Map<String, String> owners) {
    List<Piece> pieces = new ArrayList<>();
    Set<String> symbols = new LinkedHashSet<>(); // the file lists some of them more than once
    Matcher current = null;
    for (String line : lines) {
      Matcher piece = PIECE.matcher(line);
      Matcher symbol = SYMBOL.matcher(line);
      if (piece.matches()) {
        add(pieces, current, symbols, owners);
        current = piece;
        symbols.clear();
      } else if (symbol.matches() && current != null) {
        symbols.add(symbol.group(3));
      }
    }
    add(pieces, current, symbols, owners);
    return new LinkMap(pieces);
  }

  private static void add(
      List<Piece> pieces, Matcher piece, Set<String> symbols, Map<String, String> owners) {
    if (piece == null) {
      return;
    }
    long bytes = Long.parseLong(piece.group(2), HEX);
    if (bytes == 0 && symbols.isEmpty()) {
      return;
    }
    String file = piece.group(3);
    String section = piece.group(4);
    int dollar = section.indexOf('$');
    pieces.add(
        new Piece(
            file,
            owners.getOrDefault(file, "unknown"),
            dollar < 0 ? section : section.substring(0, dollar),
            Long.parseLong(piece.group(1), HEX),
            bytes,
            List.copyOf(symbols)));
  }

  private static Map<String, String> owners(SourceTree tree) {
    Map<String, String> owners = new HashMap<>();
    for (SourceFile file : tree) {
      if (file.isTranslationUnit()) {
        owners.put(file.path().substring(0, file.path().lastIndexOf('.')), file.owner());
      }
    }
    return owners;
  }

  /** Bytes in the file, without {@code .bss}, by owner. */
  public SortedMap<String, Long> bytesByOwner() {
    SortedMap<String, Long> bytes = new TreeMap<>();
    for (Piece piece : pieces) {
      bytes.merge(piece.owner(), piece.section().equals(".bss") ? 0 : piece.bytes(), Long::sum);
    }
    return bytes;
  }

  /** Every symbol of one owner. */
  public List<String> symbolsOf(String owner) {
    return pieces.stream()
        .filter(piece -> piece.owner().equals(owner))
        .flatMap(piece -> piece.symbols().stream())
        .toList();
  }
}
