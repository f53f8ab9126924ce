package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A file. Guarded by the realm's lock. */
final class StoredFile {
    private final String id;
    private final String name;
    private final String user;
    private final long length;
    private final Workspace workspace;
    private String title;
    private byte @Nullable [] bytes;
    private boolean complete;

    StoredFile(Workspace workspace, String id, String name, String user, long length) {
        this.workspace = workspace;
        this.id = id;
        this.name = name;
        this.title = name;
        this.user = user;
        this.length = length;
    }

    Workspace workspace() {
        return workspace;
    }

    String id() {
        return id;
    }

    long length() {
        return length;
    }

    byte @Nullable [] bytes() {
        return bytes;
    }

    void bytes(byte[] content) {
        bytes = content;
    }

    boolean complete() {
        return complete;
    }

    void complete(String called) {
        complete = true;
        title = called.isEmpty() ? name : called;
    }

    /** As files.info gives it. */
    ObjectNode json(String base) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        int dot = name.lastIndexOf('.');
        String url = base + "/files/" + id + "/" + name.replaceAll("[^\\w.-]", "_");
        json.put("id", id).put("created", 1_700_000_000).put("timestamp", 1_700_000_000);
        json.put("name", name).put("title", title).put("user", user).put("user_team", workspace.id());
        json.put("filetype", dot < 0 ? "text" : name.substring(dot + 1)).put("size", length);
        json.put("mimetype", "application/octet-stream").put("mode", "hosted").put("file_access", "visible");
        json.put("is_external", false).put("is_public", true).put("editable", false);
        json.put("url_private", url).put("url_private_download", url).put("permalink", url);
        return json;
    }
}
