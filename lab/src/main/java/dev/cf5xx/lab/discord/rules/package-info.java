/** What Discord accepts and what it says where it does not: limits, permissions, mentions. No state. */
@NullMarked
package dev.cf5xx.lab.discord.rules;

import org.jspecify.annotations.NullMarked;
