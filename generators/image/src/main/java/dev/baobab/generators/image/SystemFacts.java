// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What the flasher has to know of the system it runs on. */
public interface SystemFacts {
  /** The root of sysfs. */
  Path sys();

  /** The root of procfs. */
  Path proc();

  /**
   * The number of a block device, as sysfs and mountinfo write it, such as "8:16".
   *
   * @return empty if the path is something else, or nothing at all
   */
  Optional<String> deviceNumber(Path path);

  /** Makes the next read of a block device come from the device, as far as that is possible. */
  void dropCaches(Path device) throws IOException;

  /** The running Linux. */
  static SystemFacts linux() {
    return new LinuxSystemFacts();
  }
}
