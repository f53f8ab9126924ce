package dev.cf5xx.lab.discord.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form with files (reference: uploading files).
 *
 * @param json the field {@code payload_json}; null where it is missing
 * @param files every part with a file name
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
record Multipart(byte @Nullable [] json, List<Upload> files) {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type: *([^\\r\\n]+)");

    /** Reads a body; what is no part of a form is left out. */
    static Multipart read(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        byte[] json = null;
        List<Upload> files = new ArrayList<>();
        if (boundary.find()) {
            // One char per byte, so that positions in the text are positions in the body.
            String text = new String(body, StandardCharsets.ISO_8859_1);
            String mark = "--" + boundary.group(1);
            int start = text.indexOf(mark);
            while (start >= 0) {
                int end = text.indexOf("\r\n" + mark, start + mark.length());
                int head = text.indexOf("\r\n\r\n", start);
                if (end < 0 || head < 0) {
                    break;
                }
                String lines = new String(body, start, head - start, StandardCharsets.UTF_8);
                byte[] content = head + 4 > end ? new byte[0] : Arrays.copyOfRange(body, head + 4, end);
                String field = group(NAME, lines, "");
                String file = group(FILE_NAME, lines, "");
                if (!file.isEmpty()) {
                    files.add(new Upload(field, file, group(TYPE, lines, "application/octet-stream"), content));
                } else if (field.equals("payload_json")) {
                    json = content;
                }
                start = end + 2;
            }
        }
        return new Multipart(json, files);
    }

    private static String group(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }
}
