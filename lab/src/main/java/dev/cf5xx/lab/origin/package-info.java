/** Origins: for every fault that a check should find a server that has it, and healthy ones that look suspicious. */
@NullMarked
package dev.cf5xx.lab.origin;

import org.jspecify.annotations.NullMarked;
