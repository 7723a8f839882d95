// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.resolver;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where a class comes from. */
public final class Artifact {
  private Artifact() {}

  /** The jar file or, in a build, the folder of classes that holds a class. */
  public static Path of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalArgumentException(type.getName() + " comes from no artifact");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a file: " + source.getLocation(), e);
    }
  }
}
