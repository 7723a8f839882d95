// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

/** The template of the demo model. */
final class DemoModule extends TemplateModule {
  DemoModule(DemoOptions options) {
    super("demo");
  }
}
