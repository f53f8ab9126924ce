/** Requests that come to the Slack of the lab, their answers, and what may go wrong with them on demand. */
@NullMarked
package dev.cf5xx.lab.slack.http;

import org.jspecify.annotations.NullMarked;
