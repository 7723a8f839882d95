// SPDX-License-Identifier: Apache-2.0
package dev.baobab.module.chat;

/** The template of Zephyr. */
final class ZephyrModule extends TemplateModule {
  ZephyrModule(ZephyrOptions options) {
    super("zephyr");
  }
}
