package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.slack.http.Call;
import dev.cf5xx.lab.slack.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** files.*, as docs.slack.dev/messaging/working-with-files has it. */
final class FileMethods {
    private static final int TIER_4 = 100;
    /** The most one file may have (docs.slack.dev/reference/methods/files.getUploadURLExternal: 1 GB). */
    private static final long MOST_BYTES = 1_000_000_000L;

    private FileMethods() {}

    static void addTo(Api api) {
        api.method("files.getUploadURLExternal", "files:write", TIER_4, FileMethods::prepare);
        api.method("files.completeUploadExternal", "files:write", TIER_4, FileMethods::complete);
        api.method("files.info", "files:read", TIER_4, FileMethods::info);
        // Sunset 2025-11-12 (docs.slack.dev/reference/methods/files.upload).
        api.method("files.upload", "files:write", 0, asked -> {
            throw new Refused("method_deprecated");
        });
    }

    private static ObjectNode prepare(Asked asked) {
        String name = asked.required("filename");
        long length;
        try {
            length = Long.parseLong(asked.required("length"));
        } catch (NumberFormatException e) {
            throw new Refused("invalid_arguments");
        }
        if (length <= 0) {
            throw new Refused("invalid_arguments");
        }
        if (length > MOST_BYTES) {
            throw new Refused("file_upload_size_restricted");
        }
        StoredFile file = new StoredFile(
                asked.workspace(), asked.realm().id("F"), name, asked.self().id(), length);
        asked.realm().files().put(file.id(), file);
        return Asked.ok()
                .put("upload_url", asked.realm().base() + "/upload/" + file.id())
                .put("file_id", file.id());
    }

    /** The bytes come, as they are or as a form's field. */
    static Reply upload(Realm realm, String id, Call call) {
        StoredFile file = realm.files().get(id);
        if (file == null || file.bytes() != null) {
            return Reply.text(404, "not found");
        }
        byte[] bytes = call.header("content-type").startsWith("multipart/form-data") ? part(call.body()) : call.body();
        if (bytes.length != file.length()) {
            return Reply.text(400, "size mismatch");
        }
        file.bytes(bytes);
        return Reply.text(200, "OK - " + bytes.length);
    }

    private static byte[] part(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int line = text.indexOf("\r\n");
        int head = text.indexOf("\r\n\r\n");
        int end = line < 0 ? -1 : text.lastIndexOf("\r\n" + text.substring(0, line));
        return head < 0 || end < head + 4 ? new byte[0] : Arrays.copyOfRange(body, head + 4, end);
    }

    /** A file's bytes, for whoever has a token with {@code files:read}; Slack shows others its sign-in page. */
    static Reply download(Realm realm, String path, Call call) {
        StoredFile file = realm.files().get(path.replaceFirst("/.*", ""));
        Install install = realm.installs().get(call.header("authorization").replaceFirst("(?i)^Bearer ", ""));
        if (file == null) {
            return Reply.text(404, "not found");
        }
        boolean may = install != null
                && !install.revoked()
                && install.workspace() == file.workspace()
                && install.scopes().contains("files:read");
        byte[] bytes = file.bytes();
        if (!may || bytes == null) {
            byte[] page = "<!DOCTYPE html><html><body>Sign in to your workspace</body></html>"
                    .getBytes(StandardCharsets.UTF_8);
            return new Reply(200, "text/html; charset=utf-8", Map.of(), page);
        }
        return new Reply(200, "application/octet-stream", Map.of(), bytes);
    }

    private static ObjectNode complete(Asked asked) {
        JsonNode list = asked.json("files", "invalid_arguments");
        if (!list.isArray() || list.isEmpty()) {
            throw Refused.missing("files");
        }
        List<StoredFile> files = new ArrayList<>();
        for (JsonNode each : list) {
            StoredFile file = asked.realm().files().get(each.path("id").asText());
            if (file == null || file.workspace() != asked.workspace() || file.bytes() == null) {
                throw new Refused("file_not_found");
            }
            files.add(file);
        }
        String where = asked.text("channel_id");
        Channel channel = where.isEmpty() ? null : asked.channel(where);
        String thread = asked.text("thread_ts");
        if (channel != null) {
            if (channel.archived() || !channel.members().contains(asked.self().id())) {
                throw new Refused(channel.archived() ? "is_archived" : "not_in_channel");
            }
            Message root = thread.isEmpty() ? null : channel.message(thread);
            if (!thread.isEmpty() && (root == null || root.isReply())) {
                throw new Refused("invalid_thread_ts");
            }
        }
        ObjectNode answer = Asked.ok();
        ArrayNode told = answer.putArray("files");
        for (int i = 0; i < files.size(); i++) {
            files.get(i).complete(list.get(i).path("title").asText());
            told.add(files.get(i).json(asked.realm().base()));
        }
        if (channel != null) {
            ObjectNode json = asked.workspace().ownMessage();
            json.put("subtype", "file_share")
                    .put("text", asked.text("initial_comment"))
                    .put("upload", true);
            json.set("files", told.deepCopy());
            if (!thread.isEmpty()) {
                json.put("thread_ts", thread);
            }
            asked.workspace().say(channel, json, "");
        }
        return answer;
    }

    private static ObjectNode info(Asked asked) {
        StoredFile file = asked.realm().files().get(asked.required("file"));
        if (file == null || file.workspace() != asked.workspace() || !file.complete()) {
            throw new Refused("file_not_found");
        }
        ObjectNode answer = Asked.ok();
        answer.set("file", file.json(asked.realm().base()));
        answer.putArray("comments");
        return answer;
    }
}
