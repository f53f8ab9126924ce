package dev.cf5xx.bot.understand;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts and servers named in a message without being addresses of pages: {@code shop.example.com},
 * {@code origin is 203.0.113.7}.
 *
 * @param hosts the bare host names, as written (full-width letters as ASCII), each once
 * @param origins what is said to be an origin's address, as written, each once; all addresses of a message of nothing else
 * @param prose the text with the letters and digits of names, of what follows them and of addresses blanked: they are neither
 *     codes nor words of a language
 */
record Named(List<String> hosts, List<String> origins, String prose) {
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
        int joints = joints(prose);
        if (joints == 0) {
            return new Named(List.of(), List.of(), prose);
        }
        StringBuilder blanked = new StringBuilder(prose);
        Set<String> origins = (joints & NUMBERS) == 0 ? Set.of() : origins(prose, blanked);
        List<String> hosts = (joints & NAMES) == 0 ? List.of() : HostNames.in(Letters.narrow(prose), blanked);
        return new Named(hosts, List.copyOf(origins), blanked.toString());
    }

    /** There are stops or at-signs between letters. */
    private static final int NAMES = 1;

    /** There are stops or colons beside digits, or colons in a row, as in addresses. */
    private static final int NUMBERS = 2;

    /** Most messages join nothing: seeing that costs one look at each character. */
    private static int joints(String text) {
        int joints = 0;
        int colons = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                joints |= ++colons == 2 ? NUMBERS : 0;
            } else if (c == '.' || c == '@' || c == '．' || c == '＠') {
                boolean inside = i > 0
                        && i + 1 < text.length()
                        && Character.isLetterOrDigit(text.charAt(i - 1))
                        && Character.isLetterOrDigit(text.charAt(i + 1));
                joints |= inside ? Letters.isDigit(text.charAt(i + 1)) ? NAMES | NUMBERS : NAMES : 0;
            }
        }
        return joints;
    }

    private static Set<String> origins(String prose, StringBuilder blanked) {
        Set<String> origins = new LinkedHashSet<>();
        Matcher only = ONLY.matcher(prose);
        if (only.matches()) {
            each(only.group(1), origins);
        }
        Matcher said = ORIGIN.matcher(prose);
        while (said.find()) {
            each(said.group(1), origins);
        }
        Matcher one = ONE.matcher(prose);
        while (one.find()) {
            blank(one.start(), one.end(), blanked);
        }
        return origins;
    }

    private static void each(String addresses, Set<String> into) {
        List<String> found = new ArrayList<>();
        Matcher one = ONE.matcher(addresses);
        while (one.find()) {
            found.add(one.group());
        }
        into.addAll(found);
    }

    /** Puts underscores over letters and digits. */
    static void blank(int from, int to, StringBuilder text) {
        for (int i = from; i < to; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                text.setCharAt(i, '_');
            }
        }
    }
}
