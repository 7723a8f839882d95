// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import dev.baobab.dsl.module.SourceGenerator;
import dev.baobab.dsl.source.CWriter;
import dev.baobab.dsl.source.SourceFile;
import dev.baobab.dsl.source.SourceTree;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Draws the font's characters at each size and writes them as tables of C. */
final class FontGenerator implements SourceGenerator {
  /** Widths of the faces' cells; a cell is twice as high. */
  static final List<Integer> WIDTHS = List.of(8, 10, 16);

  /** Width of the cells of the name on the first page. */
  static final int TITLE_WIDTH = 32;

  private static final int NUMBERS_PER_LINE = 24;

  @Inject
  FontGenerator() {}

  @Override
  public SourceTree generate() {
    Outlines regular = Outlines.regular();
    List<Integer> characters =
        Characters.wanted().stream().filter(c -> regular.of(c).isPresent()).toList();
    CWriter out =
        CWriter.file(
                FontGenerator.class,
                "Glyphs of DejaVu Sans Mono: see README.md of the module for its licence.")
            .include("font.h")
            .blank();
    List<String> faces = new ArrayList<>();
    for (int width : WIDTHS) {
      Face face = new Face(regular, width, 2 * width);
      String name = "face_" + width;
      faces.add(name);
      face(out, name, face, pack(face, characters));
    }
    Face title = new Face(Outlines.bold(), TITLE_WIDTH, 2 * TITLE_WIDTH);
    face(out, "title", title, pack(title, Characters.ofNames()));
    runs(out, characters);
    out.open("const bb_console_screen_face *const bb_console_screen_faces[] = {");
    faces.forEach(name -> out.line("&%s,", name));
    out.close("};");
    out.line("const size_t bb_console_screen_face_count = %d;", faces.size());
    out.line("const bb_console_screen_face *const bb_console_screen_title_face = &title;");
    return SourceTree.of(
        new SourceFile("generated/console-screen/glyphs.c", out.text(), "console-screen"));
  }

  /** The characters' pictures, and the one for all others behind them. */
  private static GlyphPack pack(Face face, List<Integer> characters) {
    GlyphPack pack = new GlyphPack(face.width(), face.height());
    characters.forEach(c -> pack.add(face.draw(c).orElseThrow()));
    pack.add(face.fallback());
    return pack;
  }

  private static void face(CWriter out, String name, Face face, GlyphPack pack) {
    out.open("static const bb_console_screen_glyph %s_glyphs[] = {", name);
    pack.places()
        .forEach(
            place ->
                out.line(
                    "{%d, %d, %d, %d, %d},",
                    place.left(), place.top(), place.width(), place.height(), place.offset()));
    out.close("};");
    out.open("static const uint8_t %s_pixels[] = {", name);
    byte[] bytes = pack.bytes();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      line.append(bytes[i] & 0xff).append(',');
      if (i % NUMBERS_PER_LINE == NUMBERS_PER_LINE - 1 || i == bytes.length - 1) {
        out.line("%s", line);
        line.setLength(0);
      }
    }
    out.close("};");
    out.open("static const bb_console_screen_face %s = {", name);
    out.line("%d, %d, %d,", face.width(), face.height(), pack.places().size() - 1);
    out.line("%s_glyphs, %s_pixels,", name, name);
    out.close("};");
    out.blank();
  }

  /** Runs of characters whose glyphs follow each other. */
  private static void runs(CWriter out, List<Integer> characters) {
    out.open("const bb_console_screen_run bb_console_screen_runs[] = {");
    int count = 0;
    int start = 0;
    for (int i = 1; i <= characters.size(); i++) {
      if (i == characters.size() || characters.get(i) != characters.get(i - 1) + 1) {
        out.line("{0x%04x, 0x%04x, %d},", characters.get(start), characters.get(i - 1), start);
        start = i;
        count++;
      }
    }
    out.close("};");
    out.line("const size_t bb_console_screen_run_count = %d;", count);
  }
}
