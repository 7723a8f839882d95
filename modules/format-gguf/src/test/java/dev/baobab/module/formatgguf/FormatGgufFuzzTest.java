// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.formatgguf;

import dev.baobab.generators.testkit.FuzzTests;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

@Tag("long")
class FormatGgufFuzzTest {
  @TestFactory
  Stream<DynamicTest> fuzzTargets() throws IOException {
    return FuzzTests.here();
  }
}
