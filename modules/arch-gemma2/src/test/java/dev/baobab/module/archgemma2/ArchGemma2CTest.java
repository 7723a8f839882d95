// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.archgemma2;

import dev.baobab.generators.testkit.CTests;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchGemma2CTest {
  @TestFactory
  Stream<DynamicTest> cTests() throws IOException {
    return CTests.here();
  }
}
