package dev.cf5xx.bot.understand;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the numbers in a text that may be error codes. */
final class Numbers {
    /** Latin letters may touch a code only as one of these. */
    private static final Pattern LABEL_BEFORE = Pattern.compile(
            "(?<![a-z])(?:error|err|e|http|code|status|cf|cloudflare|rc|sc|statuscode|errorcode|httperror)[ _-]?$");

    private static final Pattern LABEL_COLON = Pattern.compile(
            "(?:error|err|code|status|http|response|statuscode|errorcode|错误|错误码|状态码|代码|报错|提示|返回)\\s{0,3}[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?$");

    /** In an access log the bytes stand behind the status. */
    private static final Pattern AFTER_STATUS = Pattern.compile("(?<!\\d)[1-4]\\d\\d $");

    private static final Pattern PORT_BEFORE = Pattern.compile("(?:port|端口|ports)\\s{0,3}[:：]?\\s{0,3}$");

    /** A number that may be a code, and where it stands. */
    record Candidate(String digits, int start, int end, boolean labelled) {}

    private Numbers() {}

    /** The candidates in a folded text whose addresses have been blanked out. */
    static List<Candidate> in(String folded) {
        List<Candidate> found = new ArrayList<>();
        Matcher match = Pattern.compile("(?<!\\d)[15]\\d{2,3}(?!\\d)").matcher(folded);
        while (match.find()) {
            int start = match.start();
            int end = match.end();
            String before = folded.substring(Math.max(0, start - 24), start);
            boolean labelled = LABEL_COLON.matcher(before).find()
                    || LABEL_BEFORE.matcher(before).find();
            if (fitsLeft(folded, start, labelled)
                    && fitsRight(folded, end)
                    && !PORT_BEFORE.matcher(before).find()) {
                found.add(new Candidate(match.group(), start, end, labelled));
            }
        }
        return found;
    }

    private static boolean fitsLeft(String text, int start, boolean labelled) {
        if (start == 0 || labelled) {
            return true;
        }
        if (AFTER_STATUS.matcher(text.substring(Math.max(0, start - 5), start)).find()) {
            return false;
        }
        int c = text.codePointBefore(start);
        if (Fold.continuesWord(c) || ".,$€£¥#@&=:+".indexOf(c) >= 0) {
            return false;
        }
        // A date, a range or an address: 2026-05-20, 400-520, 10:24/521.
        boolean joint = c == '-' || c == '/';
        return !joint || start < 2 || !isForeignDigit(text, start);
    }

    /** Whether a digit stands before the joint that is not the end of another three-digit code (502/504, 520-527). */
    private static boolean isForeignDigit(String text, int start) {
        if (!Character.isDigit(text.charAt(start - 2))) {
            return false;
        }
        return !text.substring(Math.max(0, start - 5), start - 1).matches("\\D?5\\d\\d");
    }

    private static boolean fitsRight(String text, int end) {
        if (end == text.length()) {
            return true;
        }
        String after = text.substring(end, Math.min(text.length(), end + 5));
        // 524,800 is one number; 502,504 are two codes, and what a comma parts otherwise is another clause.
        if (after.matches("(?s)[.:]\\d.*|,(?!5)\\d{3}.*|%.*|#.*|-\\d\\d-.*|-\\d{4}.*|/\\d{1,2}/.*|\\+\\d.*")) {
            return false;
        }
        if (after.matches("(?s)s(?:\\W.*|$)|x(?:\\W.*|$)")) {
            return true;
        }
        return !Fold.continuesWord(text.codePointAt(end));
    }
}
