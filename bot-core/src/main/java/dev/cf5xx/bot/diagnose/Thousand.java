package dev.cf5xx.bot.diagnose;

import dev.cf5xx.knowledge.Fault;
import java.util.Map;

/** On whose side a 1XXX error lies, as Cloudflare's page on each says; a setting of the site's owner, mostly. */
final class Thousand {
    private static final Map<String, Fault> OTHERS = Map.ofEntries(
            Map.entry("1000", Fault.DNS),
            Map.entry("1001", Fault.DNS),
            Map.entry("1002", Fault.DNS),
            Map.entry("1004", Fault.DNS),
            Map.entry("1016", Fault.DNS),
            Map.entry("1034", Fault.DNS),
            Map.entry("1003", Fault.VISITOR),
            Map.entry("1013", Fault.VISITOR),
            Map.entry("1018", Fault.CLOUDFLARE),
            Map.entry("1023", Fault.CLOUDFLARE),
            Map.entry("1100", Fault.CLOUDFLARE),
            Map.entry("1105", Fault.CLOUDFLARE),
            // cloudflared runs beside the origin.
            Map.entry("1033", Fault.ORIGIN),
            Map.entry("1200", Fault.ORIGIN));

    private Thousand() {}

    /** On whose side {@code subcode} lies. */
    static Fault fault(String subcode) {
        return OTHERS.getOrDefault(subcode, Fault.CONFIG);
    }

    /** Whether {@code code} is a number that only Cloudflare's edge makes: 520 to 527 and 530. */
    static boolean isEdges(String code) {
        return code.equals("530") || (code.startsWith("52") && code.compareTo("528") < 0);
    }
}
