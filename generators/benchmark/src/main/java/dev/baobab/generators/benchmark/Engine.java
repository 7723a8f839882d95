// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.benchmark;

import java.io.IOException;

/** Something that runs models. */
interface Engine {
  /** What it is called in the results. */
  String name();

  /** Whether it can run a case at all. */
  boolean runs(Case what);

  /** Makes what it needs for a case; what was made before is used again. */
  void prepare(Case what) throws IOException, InterruptedException;

  /** Measures once, with warm caches. */
  Sample measure(Case what) throws IOException, InterruptedException;
}
