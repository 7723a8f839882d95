// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * A C function that generated code calls by name.
 *
 * @param symbol its name: {@code bb_<module>_<verb>}
 * @param header the header that declares it
 */
public record CFunction(String symbol, String header) {
  public CFunction {
    if (!symbol.matches("bb_[a-z0-9_]+")) {
      throw new IllegalArgumentException("not a C symbol of a kernel (bb_...): " + symbol);
    }
    if (!header.matches("[a-z0-9_]+\\.h")) {
      throw new IllegalArgumentException("not a header file's name: " + header);
    }
  }

  /** The function of a name in a header. */
  public static CFunction of(String symbol, String header) {
    return new CFunction(symbol, header);
  }
}
