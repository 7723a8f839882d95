// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.reference;

import java.util.List;

/**
 * An error code as one C file defines it.
 *
 * @param code the stable code: {@code E-MODEL-TRUNCATED}
 * @param advice what a user should do
 * @param details the formats of the details that this file reports with it
 * @param module id of the module that the file belongs to
 * @param file the file's path in the module's sources
 */
public record ErrorDefinition(
    String code, String advice, List<String> details, String module, String file) {
  public ErrorDefinition {
    details = List.copyOf(details);
  }
}
