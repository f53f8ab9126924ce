package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.discord.http.Call;
import dev.cf5xx.lab.discord.http.Reply;
import dev.cf5xx.lab.discord.http.Routes;
import dev.cf5xx.lab.discord.http.Upload;
import dev.cf5xx.lab.discord.rules.AnswerRules;
import dev.cf5xx.lab.discord.rules.Flags;
import dev.cf5xx.lab.discord.rules.Limits;
import dev.cf5xx.lab.discord.rules.Refusal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Interactions and what answers them (interactions/receiving-and-responding). */
final class Interactions {
    /** How long the first answer may take. */
    static final Duration FIRST = Duration.ofSeconds(3);

    /** How long a token is good once it was answered. */
    static final Duration TOKEN = Duration.ofMinutes(15);

    private static final int MESSAGE = 4;
    private static final int DEFERRED = 5;
    private static final int DEFERRED_UPDATE = 6;
    private static final int UPDATE = 7;
    private static final int CHOICES = 8;
    private static final int MODAL = 9;

    private final Realm realm;

    Interactions(Realm realm) {
        this.realm = realm;
    }

    void on(Routes routes) {
        routes.on("POST /interactions/{interaction}/{token}/callback", this::answer);
        routes.on("POST /webhooks/{application}/{token}", this::followUp);
        routes.on("GET /webhooks/{application}/{token}/messages/{message}", (call, at) -> {
            return Reply.ok(realm.json(message(at)));
        });
        routes.on("PATCH /webhooks/{application}/{token}/messages/{message}", (call, at) -> {
            Post post = message(at);
            realm.edit(post, call.body(), call.files(), true);
            return Reply.ok(realm.json(post));
        });
        routes.on("DELETE /webhooks/{application}/{token}/messages/{message}", (call, at) -> {
            Interaction interaction = known(at);
            Post post = message(at);
            if (post == interaction.original) {
                interaction.originalGone = true;
            }
            realm.delete(post);
            return Reply.done();
        });
    }

    /** Tells the bot. */
    Interaction begin(
            int type, Channel channel, String user, String locale, ObjectNode data, @Nullable Post source, int shown) {
        String id = realm.id();
        Interaction interaction = new Interaction(
                id, "aW50ZXJhY3Rpb24" + id, type, channel, user, locale, data, source, shown, realm.clock.instant());
        realm.interactions.put(interaction.token, interaction);
        realm.tell(json(interaction));
        realm.changed();
        return interaction;
    }

    private ObjectNode json(Interaction interaction) {
        ObjectNode json = Realm.object();
        json.put("id", interaction.id);
        json.put("application_id", realm.application);
        json.put("type", interaction.type);
        json.put("token", interaction.token);
        json.put("version", 1);
        json.set("data", interaction.data);
        Channel channel = interaction.channel;
        Guild guild = channel.guild;
        json.put("channel_id", channel.id);
        ObjectNode where = realm.channelJson(channel);
        where.put("permissions", String.valueOf(realm.may(interaction.user, channel)));
        json.set("channel", where);
        json.put("app_permissions", String.valueOf(realm.may(realm.bot, channel)));
        json.put("locale", interaction.locale);
        json.put("attachment_size_limit", Limits.FILE_BYTES);
        json.putArray("entitlements");
        json.put("context", guild == null ? 1 : 0);
        json.putObject("authorizing_integration_owners").put("0", guild == null ? "0" : guild.id);
        if (guild == null) {
            json.set("user", realm.user(interaction.user));
        } else {
            json.put("guild_id", guild.id);
            json.put("guild_locale", "en-US");
            json.putObject("guild").put("id", guild.id).put("locale", "en-US").putArray("features");
            ObjectNode member = realm.member(guild, interaction.user, true);
            member.put("permissions", String.valueOf(realm.may(interaction.user, channel)));
            json.set("member", member);
        }
        if (interaction.source != null) {
            json.set("message", realm.json(interaction.source));
        }
        return json;
    }

    private Reply answer(Call call, Routes.Found at) {
        Interaction interaction = realm.interactions.get(at.at("token"));
        if (interaction == null || !interaction.id.equals(at.at("interaction"))) {
            throw Refusal.unknownInteraction();
        }
        if (interaction.answered()) {
            throw Refusal.of(400, 40060, "Interaction has already been acknowledged.");
        }
        if (interaction.made.plus(FIRST).isBefore(realm.clock.instant())) {
            throw Refusal.unknownInteraction();
        }
        int type = call.body().path("type").asInt();
        JsonNode data = call.body().path("data");
        allowed(interaction, type);
        try {
            perform(interaction, type, data, call);
        } catch (Refusal e) {
            throw type == MESSAGE || type == UPDATE ? e.within("data") : e;
        }
        interaction.callback = type;
        interaction.answered = realm.clock.instant();
        realm.changed();
        return call.asks("with_response") ? Reply.ok(callback(interaction)) : Reply.done();
    }

    private void perform(Interaction interaction, int type, JsonNode data, Call call) {
        switch (type) {
            case MESSAGE -> interaction.original = message(interaction, data, call.files());
            case DEFERRED -> interaction.original = loading(interaction, data);
            case DEFERRED_UPDATE -> interaction.original = interaction.source;
            case UPDATE -> {
                interaction.original = interaction.source;
                if (interaction.source != null) {
                    realm.edit(interaction.source, data, call.files(), true);
                }
            }
            case CHOICES -> {
                AnswerRules.choices(data);
                interaction.choices = data.path("choices");
            }
            default -> {
                AnswerRules.modal(data);
                interaction.modal = data;
            }
        }
    }

    private static void allowed(Interaction interaction, int type) {
        boolean fits =
                switch (interaction.type) {
                    case Interaction.AUTOCOMPLETE -> type == CHOICES;
                    case Interaction.COMPONENT -> (type >= MESSAGE && type <= UPDATE) || type == MODAL;
                    case Interaction.MODAL ->
                        type == MESSAGE
                                || type == DEFERRED
                                || (interaction.source != null && (type == DEFERRED_UPDATE || type == UPDATE));
                    default -> type == MESSAGE || type == DEFERRED || type == MODAL;
                };
        if (!fits) {
            throw Refusal.invalidForm(
                    "type", "INTERACTION_CALLBACK_TYPE_INVALID", "Not a callback for this type of interaction.");
        }
    }

    private Post message(Interaction interaction, JsonNode data, List<Upload> files) {
        boolean ephemeral = (data.path("flags").asInt() & Flags.EPHEMERAL) != 0;
        return realm.send(
                interaction.channel,
                realm.bot,
                data,
                files,
                new Realm.Circumstances(
                        interaction, ephemeral ? interaction.user : null, interaction.messageType, false));
    }

    private Post loading(Interaction interaction, JsonNode data) {
        int flags = data.path("flags").asInt();
        if ((flags & ~Flags.EPHEMERAL) != 0) {
            throw Refusal.invalidForm(
                    "data.flags", "MESSAGE_FLAGS_INVALID", "Only EPHEMERAL can be set when an answer is deferred.");
        }
        return realm.send(
                interaction.channel,
                realm.bot,
                Realm.object(),
                List.of(),
                new Realm.Circumstances(
                        interaction, flags == 0 ? null : interaction.user, interaction.messageType, true));
    }

    private ObjectNode callback(Interaction interaction) {
        ObjectNode json = Realm.object();
        ObjectNode about = json.putObject("interaction");
        about.put("id", interaction.id);
        about.put("type", interaction.type);
        Post original = interaction.original;
        if (original != null) {
            about.put("response_message_id", original.id);
            about.put("response_message_loading", original.has(Flags.LOADING));
            about.put("response_message_ephemeral", original.onlyFor != null);
        }
        ObjectNode resource = json.putObject("resource");
        resource.put("type", interaction.callback);
        if (original != null) {
            resource.set("message", realm.json(original));
        }
        return json;
    }

    private Interaction known(Routes.Found at) {
        Interaction interaction = realm.interactions.get(at.at("token"));
        if (!at.at("application").equals(realm.application) || interaction == null || !interaction.answered()) {
            throw Refusal.unknown(10015, "Webhook");
        }
        if (interaction.made.plus(TOKEN).isBefore(realm.clock.instant())) {
            throw Refusal.of(401, 50027, "Invalid Webhook Token");
        }
        return interaction;
    }

    private Post message(Routes.Found at) {
        Interaction interaction = known(at);
        String id = at.at("message");
        if (id.equals("@original")) {
            Post original = interaction.original;
            if (original == null || interaction.originalGone) {
                throw Refusal.unknownMessage();
            }
            return original;
        }
        Post post = interaction.channel.posts.get(id);
        if (post == null || !post.author.equals(realm.bot)) {
            throw Refusal.unknownMessage();
        }
        return post;
    }

    private Reply followUp(Call call, Routes.Found at) {
        Interaction interaction = known(at);
        if (interaction.type == Interaction.AUTOCOMPLETE) {
            throw Refusal.unknown(10015, "Webhook");
        }
        JsonNode body = call.body();
        Post original = interaction.original;
        if (original != null && original.has(Flags.LOADING) && !interaction.originalGone) {
            // The first follow-up of a deferred answer is that answer, and is seen by whom the deferral said.
            int flags = body.path("flags").asInt() & ~Flags.EPHEMERAL;
            ObjectNode edit = Realm.object();
            body.properties().forEach(it -> edit.set(it.getKey(), it.getValue()));
            edit.remove("flags");
            realm.edit(original, flags == 0 ? edit : edit.put("flags", flags), call.files(), true);
            return Reply.ok(realm.json(original));
        }
        Post post = message(interaction, body, call.files());
        interaction.followUps++;
        return Reply.ok(realm.json(post));
    }
}
