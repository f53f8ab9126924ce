/**
 * A Slack on loopback: Web API, Socket Mode, signed requests, and people who type, press and upload. It refuses what Slack
 * refuses; {@link dev.cf5xx.lab.slack.FakeSlack} starts it.
 */
@NullMarked
package dev.cf5xx.lab.slack;

import org.jspecify.annotations.NullMarked;
