package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A modal or Home that somebody sees. Guarded by the realm's lock. */
final class View {
    private final Workspace workspace;
    private final String id;
    private final String root;
    private final String previous;
    private final String user;
    private final long order;
    private ObjectNode told;
    private int edition;

    /**
     * @param root the id of the modal's first view
     * @param previous the id of the view below; empty for none
     */
    View(Workspace workspace, String id, String root, String previous, String user, long order, ObjectNode told) {
        this.workspace = workspace;
        this.id = id;
        this.root = root;
        this.previous = previous;
        this.user = user;
        this.order = order;
        this.told = told;
    }

    Workspace workspace() {
        return workspace;
    }

    String id() {
        return id;
    }

    String root() {
        return root;
    }

    String user() {
        return user;
    }

    long order() {
        return order;
    }

    boolean home() {
        return told.path("type").asText().equals("home");
    }

    String hash() {
        return order + "." + edition;
    }

    JsonNode told() {
        return told;
    }

    void update(ObjectNode other) {
        told = other;
        edition++;
    }

    /** As the API gives it, with what was filled in. */
    ObjectNode json(JsonNode values) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("team_id", workspace.id());
        json.put("private_metadata", "").put("callback_id", "").put("external_id", "");
        json.put("clear_on_close", false).put("notify_on_close", false);
        json.putNull("close").putNull("submit");
        json.setAll(told);
        json.putObject("state").set("values", values);
        json.put("hash", hash()).put("root_view_id", root).put("app_id", Realm.APP);
        json.put("app_installed_team_id", workspace.id())
                .put("bot_id", workspace.self().botId());
        if (previous.isEmpty()) {
            json.putNull("previous_view_id");
        } else {
            json.put("previous_view_id", previous);
        }
        return json;
    }
}
