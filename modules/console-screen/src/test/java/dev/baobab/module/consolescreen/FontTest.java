// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.consolescreen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baobab.dsl.source.SourceFile;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From outlines to glyphs. */
class FontTest {
  @Test
  void aRectangleCoversWhatItCovers() {
    int[] levels = Coverage.of(new Rectangle2D.Double(0.5, 1, 2, 1.5), 4, 4, 16);

    assertThat(levels).containsExactly(0, 0, 0, 0, 8, 16, 8, 0, 4, 8, 4, 0, 0, 0, 0, 0);
  }

  @Test
  void aHoleIsWoundTheOtherWay() {
    Path2D ring = new Path2D.Double(new Rectangle2D.Double(0, 0, 4, 4));
    ring.moveTo(1, 1);
    ring.lineTo(1, 3);
    ring.lineTo(3, 3);
    ring.lineTo(3, 1);
    ring.closePath();

    int[] levels = Coverage.of(ring, 4, 4, 15);

    assertThat(levels[0]).isEqualTo(15);
    assertThat(levels[5]).isZero();
    assertThat(Arrays.stream(levels).sum()).isEqualTo(15 * 12);
  }

  @Test
  void whatOverlapsCountsOnce() {
    Path2D both = new Path2D.Double(new Rectangle2D.Double(0, 0, 2, 2));
    both.append(new Rectangle2D.Double(1, 0, 2, 2), false);

    assertThat(Coverage.of(both, 4, 2, 15)).containsExactly(15, 15, 15, 0, 15, 15, 15, 0);
  }

  @Test
  void whatReachesOutOfTheCellIsCut() {
    int[] levels = Coverage.of(new Rectangle2D.Double(-5, -5, 20, 20), 3, 2, 15);

    assertThat(levels).containsOnly(15);
  }

  /** A stem that ends on an edge of pixels is the same in its last row as in the one before. */
  @ParameterizedTest
  @ValueSource(ints = {8, 10, 16})
  void lettersStandOnWholePixels(int width) {
    Face face = new Face(Outlines.regular(), width, 2 * width);
    for (char letter : new char[] {'H', 'u'}) {
      int[] levels = face.draw(letter).orElseThrow();
      int top = 0;
      while (Arrays.stream(row(levels, width, top)).sum() == 0) {
        top++;
      }
      assertThat(row(levels, width, top)).isEqualTo(row(levels, width, top + 1));
    }
    for (char letter : new char[] {'H', 'n'}) {
      int[] levels = face.draw(letter).orElseThrow();
      int foot = 2 * width - 1;
      while (Arrays.stream(row(levels, width, foot)).sum() == 0) {
        foot--;
      }
      assertThat(row(levels, width, foot)).isEqualTo(row(levels, width, foot - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10, 16})
  void linesAndBlocksJoin(int width) {
    Face face = new Face(Outlines.regular(), width, 2 * width);
    int height = 2 * width;

    int[] across = face.draw('─').orElseThrow();
    int[] down = face.draw('│').orElseThrow();
    int[] block = face.draw('█').orElseThrow();

    assertThat(block).containsOnly(Face.LEVELS);
    for (int y = 0; y < height; y++) {
      assertThat(across[y * width]).isEqualTo(across[y * width + width - 1]);
    }
    assertThat(row(down, width, 0)).isEqualTo(row(down, width, height - 1));
    assertThat(Arrays.stream(row(down, width, 0)).sum()).isPositive();
  }

  @Test
  void theFontHasWhatPeopleWrite() {
    Outlines font = Outlines.regular();
    String texts =
        "The quick brown fox 0123456789 ~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./"
            + "Größe, façade, señor, Łódź, čeština, Ελληνικά, Кириллица, Українська"
            + "“quotes” ‘single’ – — … • € £ ¥ № ™ ← ↑ → ↓ ⇒ ≤ ≥ ≠ ± × ÷ ∞ ∑ √ π °"
            + "┌─┬┐│├┼┤└┴┘╔═╗║╚╝█▓▒░▀▄■□▲►▼◄●○★☆♥♦♣♠✓✗";
    texts.codePoints().forEach(c -> assertThat(font.of(c)).as("U+%04X", c).isPresent());
    assertThat(Characters.wanted()).contains(texts.codePoints().boxed().toArray(Integer[]::new));
  }

  @Test
  void lettersDiffer() {
    Face face = new Face(Outlines.regular(), 8, 16);
    Set<String> pictures = new HashSet<>();
    for (int letter = '!'; letter <= '~'; letter++) {
      assertThat(pictures.add(Arrays.toString(face.draw(letter).orElseThrow())))
          .as("%c looks like another", letter)
          .isTrue();
    }
    assertThat(pictures.add(Arrays.toString(face.fallback()))).isTrue();
  }

  @Test
  void aPackKeepsWhatIsNotBlankOnce() {
    GlyphPack pack = new GlyphPack(4, 3);
    int[] picture = {0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 0, 0};
    int[] moved = {0, 1, 2, 0, 0, 3, 0, 0, 0, 0, 0, 0};
    pack.add(picture);
    pack.add(new int[12]);
    pack.add(moved);

    assertThat(pack.places())
        .containsExactly(
            new GlyphPack.Place(1, 1, 2, 2, 0),
            new GlyphPack.Place(0, 0, 0, 0, 0),
            new GlyphPack.Place(1, 0, 2, 2, 0));
    assertThat(pack.bytes()).containsExactly(0x21, 0x03);
  }

  @Test
  void theSameFontEachTime() {
    List<SourceFile> files = new FontGenerator().generate().files();

    assertThat(files).isEqualTo(new FontGenerator().generate().files());
    assertThat(files).hasSize(1);
  }

  private static int[] row(int[] levels, int width, int y) {
    return Arrays.copyOfRange(levels, y * width, (y + 1) * width);
  }
}
