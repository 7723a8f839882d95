// SPDX-License-Identifier: Apache-2.0
package dev.baobab.dsl.extension;

/**
 * State of a module that belongs to the conversation: saved with each checkpoint and restored with
 * it. Plain bytes: a C object without pointers to itself.
 *
 * @param name the name, for reports
 * @param object the C object (not a function): its symbol and the header that declares it
 */
public record SessionState(String name, CFunction object) implements ExtensionPoint {}
