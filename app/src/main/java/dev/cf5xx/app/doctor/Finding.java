package dev.cf5xx.app.doctor;

import dev.cf5xx.knowledge.Text;
import org.jspecify.annotations.Nullable;

/**
 * Something that was looked at.
 *
 * @param id what, for scripts: {@code settings}, {@code slack.scopes}, {@code store} …
 * @param mark how it is
 * @param says how it is, in words; never a secret
 * @param fix what to do; null where nothing is to be done
 */
public record Finding(
        String id, Mark mark, Text says, @Nullable Text fix) {
    /** How something is. */
    public enum Mark {
        /** As it should be. */
        FINE("✓", "ok"),
        /** It keeps the bot from working as it should. */
        WRONG("✗", "failed"),
        /** Not set up, or not to be seen from here. */
        UNSET("–", "skipped");

        private final String sign;
        private final String tag;

        Mark(String sign, String tag) {
            this.sign = sign;
            this.tag = tag;
        }

        /** For people. */
        public String sign() {
            return sign;
        }

        /** For scripts. */
        public String tag() {
            return tag;
        }
    }

    static Finding fine(String id, Remark remark, Object... values) {
        return new Finding(id, Mark.FINE, remark.says(values), null);
    }

    static Finding unset(String id, Remark remark, Object... values) {
        return new Finding(id, Mark.UNSET, remark.says(values), remark.fix(values));
    }

    static Finding wrong(String id, Remark remark, Object... values) {
        return new Finding(id, Mark.WRONG, remark.says(values), remark.fix(values));
    }
}
