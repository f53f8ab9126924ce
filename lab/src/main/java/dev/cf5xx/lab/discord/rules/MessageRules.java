package dev.cf5xx.lab.discord.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;

/** What a message may be (resources/message: create message, embed limits). */
public final class MessageRules {
    private MessageRules() {}

    /**
     * Refuses a message that Discord would refuse.
     *
     * @param form what was sent; where a message is edited, with what stays of it
     * @param files how many files it has in the end
     * @param v2 whether it is, or becomes, a message of Components V2
     */
    public static void check(JsonNode form, int files, boolean v2) {
        Problems problems = new Problems();
        problems.text(form, "", "content", v2 ? Limits.V2_TEXT : Limits.CONTENT);
        JsonNode nonce = form.path("nonce");
        if (nonce.asText("").length() > Limits.NONCE) {
            problems.tooLong("nonce", Limits.NONCE);
        }
        if (files > Limits.FILES) {
            problems.tooLong("attachments", Limits.FILES);
        }
        embeds(form.path("embeds"), problems);
        Mentions.check(form.path("allowed_mentions"), problems);
        if (v2) {
            for (String field : List.of("content", "embeds", "sticker_ids", "poll")) {
                if (has(form, field)) {
                    problems.add(
                            field,
                            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                            "The '" + field + "' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
                }
            }
            ComponentRules.v2(form.path("components"), problems);
        } else {
            ComponentRules.legacy(form.path("components"), problems);
        }
        problems.orAccept();
        if (files == 0
                && !has(form, "content")
                && !has(form, "embeds")
                && !has(form, "components")
                && !has(form, "sticker_ids")
                && !has(form, "poll")) {
            throw Refusal.of(400, 50006, "Cannot send an empty message");
        }
    }

    private static boolean has(JsonNode form, String field) {
        JsonNode value = form.path(field);
        return value.isTextual() ? !value.asText().isBlank() : !value.isEmpty();
    }

    private static void embeds(JsonNode embeds, Problems problems) {
        if (embeds.size() > Limits.EMBEDS) {
            problems.tooLong("embeds", Limits.EMBEDS);
        }
        int total = 0;
        for (int i = 0; i < embeds.size(); i++) {
            total += embed(embeds.get(i), "embeds." + i, problems);
        }
        if (total > Limits.EMBED_TOTAL) {
            problems.add(
                    "embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of " + Limits.EMBED_TOTAL);
        }
    }

    private static int embed(JsonNode embed, String path, Problems problems) {
        problems.text(embed, path, "title", Limits.EMBED_TITLE);
        problems.text(embed, path, "description", Limits.EMBED_DESCRIPTION);
        url(embed, path, problems);
        if (embed.has("footer")) {
            problems.required(embed.path("footer"), path + ".footer", "text", 1, Limits.FOOTER);
        }
        if (embed.has("author")) {
            problems.required(embed.path("author"), path + ".author", "name", 1, Limits.AUTHOR);
            url(embed.path("author"), path + ".author", problems);
        }
        int length = embed.path("title").asText().length()
                + embed.path("description").asText().length()
                + embed.path("footer").path("text").asText().length()
                + embed.path("author").path("name").asText().length();
        JsonNode fields = embed.path("fields");
        if (fields.size() > Limits.EMBED_FIELDS) {
            problems.tooLong(path + ".fields", Limits.EMBED_FIELDS);
        }
        for (int i = 0; i < fields.size(); i++) {
            problems.required(fields.get(i), path + ".fields." + i, "name", 1, Limits.FIELD_NAME);
            problems.required(fields.get(i), path + ".fields." + i, "value", 1, Limits.FIELD_VALUE);
            length += fields.get(i).path("name").asText().length()
                    + fields.get(i).path("value").asText().length();
        }
        return length;
    }

    static void url(JsonNode holder, String path, Problems problems) {
        JsonNode url = holder.path("url");
        if (!url.isMissingNode() && !url.isNull()) {
            address(url.asText(), path + ".url", problems, "'http', 'https'");
        }
    }

    static void address(String url, String path, Problems problems, String schemes) {
        String scheme;
        String rest;
        try {
            URI uri = URI.create(url);
            scheme = uri.getScheme() == null ? "" : uri.getScheme();
            rest = uri.getSchemeSpecificPart();
        } catch (IllegalArgumentException e) {
            problems.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
            return;
        }
        if (!schemes.contains("'" + scheme + "'")) {
            problems.add(
                    path,
                    "URL_TYPE_INVALID_SCHEME",
                    "Scheme \"" + scheme + "\" is not supported. Scheme must be one of (" + schemes + ").");
        } else if (rest == null || rest.length() < 3) {
            problems.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
        }
    }
}
