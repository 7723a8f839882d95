// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

/** Something that the user can put right, in one line. */
final class BenchmarkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchmarkException(String message, Object... arguments) {
    super(message.formatted(arguments));
  }
}
