package dev.cf5xx.knowledge;

/**
 * Something to paste into a terminal or a configuration file.
 *
 * @param on where it works: {@code any}, an operating system ({@code linux}, {@code macos}, {@code windows}), a server
 *     ({@code nginx}, {@code apache}) or {@code api}
 * @param run the text, where {@code {host}} stands for the site's host name, {@code {origin}} for the origin's address and
 *     {@code {time}} for an instant
 */
public record Command(String on, String run) {}
