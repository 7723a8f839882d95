// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The outlines of a monospaced TrueType font, in its own units with y upwards.
 *
 * @param font the font
 * @param codes its map from characters to glyphs
 * @param advance width of every character
 * @param ascent from the base line to the top of a line
 * @param descent from the base line to the bottom of a line
 */
record Outlines(TrueTypeFont font, CmapLookup codes, int advance, int ascent, int descent) {
  private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";

  /** DejaVu Sans Mono. */
  static Outlines regular() {
    return load("DejaVuSansMono.ttf");
  }

  /** DejaVu Sans Mono Bold. */
  static Outlines bold() {
    return load("DejaVuSansMono-Bold.ttf");
  }

  private static Outlines load(String name) {
    try (InputStream in = Outlines.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the font %s is not on the class path: add jasperreports-fonts".formatted(name));
      }
      TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in));
      CmapLookup codes = font.getUnicodeCmapLookup();
      return new Outlines(
          font,
          codes,
          font.getAdvanceWidth(codes.getGlyphId('0')),
          font.getHorizontalHeader().getAscender(),
          -font.getHorizontalHeader().getDescender());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the font " + name, e);
    }
  }

  /** A character's outline; empty if the font has none for it. A blank's has no points. */
  Optional<GeneralPath> of(int character) {
    int glyph = codes.getGlyphId(character);
    if (glyph == 0) {
      return Optional.empty();
    }
    try {
      GlyphData data = font.getGlyph().getGlyph(glyph);
      return Optional.of(data == null ? new GeneralPath() : data.getPath());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the outline of U+%04X".formatted(character), e);
    }
  }

  /** How high a flat letter is: {@code x} without and {@code H} with a capital. */
  double height(int letter) {
    return of(letter).orElseThrow().getBounds2D().getMaxY();
  }
}
