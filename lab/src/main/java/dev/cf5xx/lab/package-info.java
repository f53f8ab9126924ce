/**
 * The outside world on loopback, for tests and for trying things out: {@link dev.cf5xx.lab.World} puts an edge, origins
 * with every fault and a name server together.
 */
@NullMarked
package dev.cf5xx.lab;

import org.jspecify.annotations.NullMarked;
