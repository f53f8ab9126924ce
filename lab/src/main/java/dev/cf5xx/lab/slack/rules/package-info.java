/** What Slack accepts and what it makes of it: limits, Block Kit, mentions and links. Pure functions. */
@NullMarked
package dev.cf5xx.lab.slack.rules;

import org.jspecify.annotations.NullMarked;
