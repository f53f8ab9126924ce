/**
 * From text to what it says: codes, URLs, the language, the topic of a question, or nothing of ours.
 * {@link dev.cf5xx.bot.understand.Reader} is the way in. Pure; time is linear in the length of the text.
 */
@NullMarked
package dev.cf5xx.bot.understand;

import org.jspecify.annotations.NullMarked;
