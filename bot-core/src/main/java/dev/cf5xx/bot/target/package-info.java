/**
 * What may be looked at: one strict reading of an address, for judging and for connecting, and the policy that every
 * connection to a target passes. Pure: names are not looked up and nothing is connected to.
 */
@NullMarked
package dev.cf5xx.bot.target;

import org.jspecify.annotations.NullMarked;
