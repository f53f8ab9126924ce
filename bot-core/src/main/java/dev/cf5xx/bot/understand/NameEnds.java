package dev.cf5xx.bot.understand;

import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Scanner;
import java.util.Set;

/** How host names end, and how names of files do; {@code top-level-domains.txt} lists the former, with source and date. */
final class NameEnds {
    private static final Set<String> DOMAINS = shipped();

    private static final Set<String> FILES = Set.of(
            "conf", "cnf", "cfg", "ini", "env", "log", "txt", "md", "php", "html", "htm", "js", "ts", "mjs", "css",
            "json", "xml", "yml", "yaml", "toml", "sh", "bat", "py", "rb", "go", "java", "jar", "pem", "crt", "cer",
            "key", "csr", "zip", "gz", "tar", "tgz", "sql", "db", "bak", "png", "jpg", "jpeg", "gif", "svg", "webp",
            "ico", "pdf", "doc", "docx", "xls", "xlsx", "csv", "har", "pcap", "local", "service", "socket", "sock",
            "exe", "dll", "so");

    /** The longest of them in Chinese, in characters. */
    private static final int LONGEST_HAN = 5;

    private NameEnds() {}

    private static Set<String> shipped() {
        Set<String> domains = new HashSet<>(4096);
        try (Scanner lines = new Scanner(
                Objects.requireNonNull(NameEnds.class.getResourceAsStream("top-level-domains.txt")), "UTF-8")) {
            while (lines.hasNextLine()) {
                String line = lines.nextLine();
                if (!line.startsWith("#")) {
                    domains.addAll(Set.of(line.split(" ")));
                }
            }
        }
        return domains;
    }

    /** Whether {@code label} may be the last of a host's name. */
    static boolean isDomain(String label) {
        return DOMAINS.contains(label.toLowerCase(Locale.ROOT)) || label.regionMatches(true, 0, "xn--", 0, 4);
    }

    /** Whether {@code label} is rather the end of a file's name. */
    static boolean isFile(String label) {
        return FILES.contains(label.toLowerCase(Locale.ROOT));
    }

    /** How many characters at the start of {@code text} are a top-level domain in another script than Latin; 0 if none. */
    static int domainAtStart(String text) {
        for (int length = Math.min(text.length(), LONGEST_HAN); length > 1; length--) {
            if (DOMAINS.contains(text.substring(0, length))) {
                return length;
            }
        }
        return 0;
    }
}
