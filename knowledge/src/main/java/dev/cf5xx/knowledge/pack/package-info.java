/** Turns the YAML that people write into the JSON that ships. Runs in the build only and is not part of the jar. */
@NullMarked
package dev.cf5xx.knowledge.pack;

import org.jspecify.annotations.NullMarked;
