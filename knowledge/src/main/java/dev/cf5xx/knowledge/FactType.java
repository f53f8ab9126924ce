package dev.cf5xx.knowledge;

/** What kind of statement a {@link Fact} is. */
public enum FactType {
    /** What the error means. */
    DEFINITION,
    /** Why it happens. */
    CAUSE,
    /** Something to do. */
    STEP,
    /** Something the host or Cloudflare Support needs to be told. */
    REQUIRED_DETAIL,
    /** A limit or another figure, with its unit. */
    NUMBER,
    /** What a page or a log shows. */
    LOG_PATTERN,
    /** Where to read more. */
    LINK,
    /** Anything else worth knowing. */
    NOTE;

    /** The name in files and machine output, e.g. {@code required-detail}. */
    public String tag() {
        return Tags.of(this);
    }
}
