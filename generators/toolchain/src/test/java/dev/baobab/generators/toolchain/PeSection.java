// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A section of a PE file (PE Format, Section Table). */
record PeSection(String name, long address, long size) {
  static List<PeSection> of(Path file) throws IOException {
    ByteBuffer pe = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = pe.getInt(0x3c);
    int count = pe.getShort(header + 6);
    int table = header + 24 + pe.getShort(header + 20);
    List<PeSection> sections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int entry = table + i * 40;
      byte[] name = new byte[8];
      pe.get(entry, name);
      sections.add(
          new PeSection(
              new String(name, StandardCharsets.US_ASCII).trim(),
              pe.getInt(entry + 12),
              pe.getInt(entry + 8)));
    }
    return sections;
  }

  boolean holds(LinkMap.Piece piece) {
    return piece.address() >= address && piece.address() + piece.bytes() <= address + size;
  }
}
