/**
 * What the bot knows: a {@link dev.cf5xx.knowledge.Guide} per error code, made of {@link dev.cf5xx.knowledge.Fact}s in
 * English and Chinese, each with its source and date. {@link dev.cf5xx.knowledge.Knowledge} is the way in.
 */
@NullMarked
package dev.cf5xx.knowledge;

import org.jspecify.annotations.NullMarked;
