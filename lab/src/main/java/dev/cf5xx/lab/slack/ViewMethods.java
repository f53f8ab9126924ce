package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.slack.rules.BlockKit;
import dev.cf5xx.lab.slack.rules.Finding;
import dev.cf5xx.lab.slack.rules.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** views.*, as docs.slack.dev/reference/methods has it. */
final class ViewMethods {
    private static final int TIER_4 = 100;

    private ViewMethods() {}

    static void addTo(Api api) {
        api.method("views.open", "", TIER_4, ViewMethods::open);
        api.method("views.push", "", TIER_4, ViewMethods::push);
        api.method("views.update", "", TIER_4, ViewMethods::update);
        api.method("views.publish", "", TIER_4, ViewMethods::publish);
    }

    private static ObjectNode view(Asked asked, String type) {
        JsonNode view = asked.json("view", "invalid_arguments");
        if (!(view instanceof ObjectNode object)) {
            throw Refused.missing("view");
        }
        return accepted(object, type, asked.workspace());
    }

    /** A view that Slack takes, with names for the blocks that have none. */
    static ObjectNode accepted(ObjectNode view, String type, Workspace workspace) {
        if (view.toString().getBytes(StandardCharsets.UTF_8).length > Limits.VIEW_BYTES) {
            throw new Refused("view_too_large");
        }
        List<Finding> found = BlockKit.view(view);
        if (!found.isEmpty()) {
            throw Refused.blocks("invalid_arguments", found);
        }
        if (!view.path("type").asText().equals(type)) {
            throw Refused.blocks("invalid_arguments", List.of(new Finding("must be a " + type, "/view/type")));
        }
        ObjectNode named = view.deepCopy();
        ObjectNode carrier = JsonNodeFactory.instance.objectNode();
        ChatMethods.fill(carrier, JsonNodeFactory.instance.objectNode().set("blocks", view.path("blocks")), workspace);
        JsonNode blocks = carrier.path("blocks");
        named.set("blocks", blocks.isMissingNode() ? JsonNodeFactory.instance.arrayNode() : blocks);
        return named;
    }

    private static Realm.Trigger trigger(Asked asked) {
        Realm.Trigger trigger = asked.realm().triggers().get(asked.required("trigger_id"));
        if (trigger == null || trigger.workspace() != asked.workspace()) {
            throw new Refused("invalid_trigger_id");
        }
        if (trigger.used()) {
            throw new Refused("exchanged_trigger_id");
        }
        if (asked.realm().millis() - trigger.millis() > Limits.TRIGGER_MILLIS) {
            throw new Refused("expired_trigger_id");
        }
        return trigger;
    }

    private static ObjectNode open(Asked asked) {
        Realm.Trigger trigger = trigger(asked);
        ObjectNode told = view(asked, "modal");
        external(asked, told, null);
        trigger.use();
        return answer(add(asked.realm(), asked.workspace(), trigger.user(), null, told));
    }

    private static ObjectNode push(Asked asked) {
        Realm.Trigger trigger = trigger(asked);
        View top = top(asked.realm(), asked.workspace(), trigger.user());
        if (top == null) {
            throw new Refused("not_found");
        }
        ObjectNode told = view(asked, "modal");
        external(asked, told, null);
        if (stack(asked.realm(), top).size() >= Limits.VIEW_STACK) {
            throw new Refused("push_limit_reached");
        }
        trigger.use();
        return answer(add(asked.realm(), asked.workspace(), trigger.user(), top, told));
    }

    private static void external(Asked asked, ObjectNode told, @Nullable View except) {
        String external = told.path("external_id").asText();
        boolean taken = asked.realm().views().values().stream()
                .anyMatch(view -> view != except
                        && view.workspace() == asked.workspace()
                        && !external.isEmpty()
                        && view.told().path("external_id").asText().equals(external));
        if (taken) {
            throw new Refused("duplicate_external_id");
        }
    }

    private static ObjectNode update(Asked asked) {
        String id = asked.text("view_id");
        String external = asked.text("external_id");
        if (id.isEmpty() && external.isEmpty()) {
            throw Refused.missing("view_id");
        }
        View view = asked.realm().views().values().stream()
                .filter(it -> it.workspace() == asked.workspace()
                        && (it.id().equals(id)
                                || (!external.isEmpty()
                                        && it.told()
                                                .path("external_id")
                                                .asText()
                                                .equals(external))))
                .findFirst()
                .orElseThrow(() -> new Refused("not_found"));
        String hash = asked.text("hash");
        if (!hash.isEmpty() && !hash.equals(view.hash())) {
            throw new Refused("hash_conflict");
        }
        ObjectNode told = view(asked, view.home() ? "home" : "modal");
        external(asked, told, view);
        view.update(told);
        return answer(view);
    }

    private static ObjectNode publish(Asked asked) {
        User user = asked.workspace().user(asked.required("user_id"));
        if (user == null || user.bot()) {
            throw new Refused("user_not_found");
        }
        ObjectNode told = view(asked, "home");
        View home = home(asked.realm(), asked.workspace(), user.id());
        if (home == null) {
            home = add(asked.realm(), asked.workspace(), user.id(), null, told);
        } else {
            String hash = asked.text("hash");
            if (!hash.isEmpty() && !hash.equals(home.hash())) {
                throw new Refused("hash_conflict");
            }
            home.update(told);
        }
        return answer(home);
    }

    private static ObjectNode answer(View view) {
        ObjectNode answer = Asked.ok();
        answer.set("view", view.json(JsonNodeFactory.instance.objectNode()));
        return answer;
    }

    static View add(Realm realm, Workspace workspace, String user, @Nullable View below, ObjectNode told) {
        String id = realm.id("V");
        if (below == null && told.path("type").asText().equals("modal")) {
            // Whoever opens a modal loses the one that was there.
            realm.views()
                    .values()
                    .removeIf(
                            view -> view.workspace() == workspace && view.user().equals(user) && !view.home());
        }
        View view = new View(
                workspace,
                id,
                below == null ? id : below.root(),
                below == null ? "" : below.id(),
                user,
                realm.views().values().stream().mapToLong(View::order).max().orElse(0) + 1,
                told);
        realm.views().put(id, view);
        return view;
    }

    static @Nullable View home(Realm realm, Workspace workspace, String user) {
        return realm.views().values().stream()
                .filter(view -> view.workspace() == workspace
                        && view.home()
                        && view.user().equals(user))
                .findFirst()
                .orElse(null);
    }

    /** The view on top of a person's modal. */
    static @Nullable View top(Realm realm, Workspace workspace, String user) {
        View top = null;
        for (View view : realm.views().values()) {
            boolean theirs =
                    view.workspace() == workspace && !view.home() && view.user().equals(user);
            if (theirs && (top == null || view.order() > top.order())) {
                top = view;
            }
        }
        return top;
    }

    static List<View> stack(Realm realm, View of) {
        return realm.views().values().stream()
                .filter(view -> view.root().equals(of.root()))
                .toList();
    }

    /** Does what the answer to a submission asks for (docs.slack.dev/surfaces/modals); errors leave the view as it is. */
    static void submitted(Realm realm, View view, JsonNode answer) {
        switch (answer.path("response_action").asText("")) {
            case "errors" -> {
                if (answer.path("errors").isEmpty()) {
                    throw new Refused("invalid_arguments");
                }
            }
            case "update" -> view.update(told(answer, view));
            case "push" -> add(realm, view.workspace(), view.user(), view, told(answer, view));
            case "clear" -> stack(realm, view).forEach(each -> realm.views().remove(each.id()));
            default -> realm.views().remove(view.id());
        }
    }

    private static ObjectNode told(JsonNode answer, View view) {
        if (answer.path("view") instanceof ObjectNode told) {
            return accepted(told, "modal", view.workspace());
        }
        throw Refused.missing("view");
    }
}
