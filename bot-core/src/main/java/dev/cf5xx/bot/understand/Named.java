package dev.cf5xx.bot.understand;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts and servers named in a message without being addresses of pages: {@code shop.example.com},
 * {@code origin is 203.0.113.7}.
 *
 * @param hosts the bare host names, as written, each once
 * @param origins what is said to be an origin's address, as written, each once; all addresses of a message of nothing else
 * @param prose the text with the letters and digits of names, of what follows them and of addresses blanked: they are neither
 *     codes nor words of a language
 */
record Named(List<String> hosts, List<String> origins, String prose) {
    /** A name of two labels or more, with its port and path; an e-mail address ends in one. */
    private static final Pattern NAME = Pattern.compile("(?<![A-Za-z0-9@._/:+%$&=~-])([A-Za-z0-9._+-]{1,64}@)?"
            + "((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.){1,8}[A-Za-z](?:[A-Za-z0-9-]{0,22}[A-Za-z]))"
            + "(?![A-Za-z0-9@_-])(:\\d{1,5})?(/[\\p{Graph}&&[^<>\"'`|\\\\]]*)?");

    /** {@code down.Please} is two sentences; {@code SHOP.EXAMPLE.COM} is a name. */
    private static final Pattern GLUED = Pattern.compile("[a-z0-9]\\.[A-Z]");

    /** {@code 522.then} is a code at the end of a sentence. */
    private static final Pattern CODE = Pattern.compile("[15]\\d{2,3}\\.[A-Za-z]+");

    private static final Set<String> FILES = Set.of(
            "conf", "cnf", "cfg", "ini", "env", "log", "txt", "md", "php", "html", "htm", "js", "ts", "mjs", "css",
            "json", "xml", "yml", "yaml", "toml", "sh", "bat", "py", "rb", "go", "java", "jar", "pem", "crt", "cer",
            "key", "csr", "zip", "gz", "tar", "tgz", "sql", "db", "bak", "png", "jpg", "jpeg", "gif", "svg", "webp",
            "ico", "pdf", "doc", "docx", "xls", "xlsx", "csv", "har", "pcap", "local", "service", "socket", "sock",
            "exe", "dll", "so");

    private static final String V4 = "(?:\\d{1,3}\\.){3}\\d{1,3}";
    private static final String PORTS = "(?::\\d{1,5}){0,2}";
    private static final String ADDRESS =
            "(?<![\\w.:])(?:" + V4 + PORTS + "|\\[(?=[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:)[0-9A-Fa-f:.]{2,45}]" + PORTS
                    + "|(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4})(?![\\w.:]{0,40}\\w)";
    private static final String ADDRESSES = ADDRESS + "(?:(?:[\\s,，、;；]|and|和|&){1,6}" + ADDRESS + "){0,20}";

    private static final Pattern ONE = Pattern.compile(ADDRESS);
    private static final Pattern ONLY = Pattern.compile("\\s*(" + ADDRESSES + ")[\\s.。!！]*");
    // Java's word boundary looks back over all accents before it: a letter's neighbours will do.
    private static final Pattern ORIGIN = Pattern.compile(
            "(?:(?<![A-Za-z])origins?(?![A-Za-z])(?:'s)?|源站|源服务器|源机|源\\s?ip|回源)(?:\\s*(?:servers?|ips?|address(?:es)?|地址|服务器|的))*"
                    + "\\s*(?:(?:is|are|at|on)(?![A-Za-z])|=|:|：|是|在|为|有)?\\s*(" + ADDRESSES + ")",
            Pattern.CASE_INSENSITIVE);

    /** What is named in {@code prose}, a text without addresses of pages. */
    static Named in(String prose) {
        Set<String> origins = new LinkedHashSet<>();
        Matcher only = ONLY.matcher(prose);
        if (only.matches()) {
            each(only.group(1), origins);
        }
        Matcher said = ORIGIN.matcher(prose);
        while (said.find()) {
            each(said.group(1), origins);
        }
        Set<String> hosts = new LinkedHashSet<>();
        StringBuilder blanked = new StringBuilder(prose);
        blank(ONE.matcher(prose), blanked);
        Matcher name = NAME.matcher(prose);
        while (name.find()) {
            String host = name.group(2);
            if (GLUED.matcher(host).find() || CODE.matcher(host).matches()) {
                continue;
            }
            blank(name.start(), name.end(), blanked);
            String last = host.substring(host.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (name.group(1) == null && !FILES.contains(last)) {
                hosts.add(host);
            }
        }
        return new Named(List.copyOf(hosts), List.copyOf(origins), blanked.toString());
    }

    private static void each(String addresses, Set<String> into) {
        List<String> found = new ArrayList<>();
        Matcher one = ONE.matcher(addresses);
        while (one.find()) {
            found.add(one.group());
        }
        into.addAll(found);
    }

    private static void blank(Matcher matches, StringBuilder text) {
        while (matches.find()) {
            blank(matches.start(), matches.end(), text);
        }
    }

    private static void blank(int from, int to, StringBuilder text) {
        for (int i = from; i < to; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                text.setCharAt(i, '_');
            }
        }
    }
}
