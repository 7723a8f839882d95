// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.toolchain;

import java.io.IOException;

/** A tool is missing, or refused its input. The message is for the user, diagnostics included. */
public final class ToolchainException extends IOException {
  public ToolchainException(String message) {
    super(message);
  }
}
