package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.target.OriginAddress;
import dev.cf5xx.bot.target.SiteUrl;
import java.util.List;

/**
 * What to look at.
 *
 * @param url the address that fails
 * @param origins where its origins are said to be; may be empty
 */
public record Question(SiteUrl url, List<OriginAddress> origins) {}
