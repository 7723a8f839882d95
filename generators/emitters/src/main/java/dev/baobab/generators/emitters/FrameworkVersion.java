// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.emitters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Baobab, which kernels show at boot. */
final class FrameworkVersion {
  private static final String RESOURCE = "version.properties";

  private FrameworkVersion() {}

  /** The version of the build, without what marks it as not yet released. */
  static String current() {
    try (InputStream in = FrameworkVersion.class.getResourceAsStream(RESOURCE)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version").replace("-SNAPSHOT", "");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }
}
