package dev.cf5xx.discord;

import java.time.Duration;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.modals.Modal;

/** What Discord takes at most. Sizes of texts are in characters of Java, of which Discord never counts more. */
final class DiscordLimits {
    /** Text of all displays of a message together (Components reference, "Components V2"). */
    static final int TEXT = Message.MAX_CONTENT_LENGTH_COMPONENT_V2;

    /** Components of a message, those within others included (Components reference, "Components V2"). */
    static final int COMPONENTS = Message.MAX_COMPONENT_COUNT_IN_COMPONENT_TREE;

    /** Buttons of a row (Components reference, "Action Row"). */
    static final int BUTTONS_IN_ROW = ActionRow.getMaxAllowed(net.dv8tion.jda.api.components.Component.Type.BUTTON);

    /** A button's label. */
    static final int BUTTON_LABEL = Button.LABEL_MAX_LENGTH;

    /** What identifies a button. */
    static final int BUTTON_ID = Button.ID_MAX_LENGTH;

    /** A file, in bytes, where the server has no boosts (Reference, "Uploading Files"). */
    static final int FILE = Message.MAX_FILE_SIZE;

    /** What makes sending a message twice send it once (Create Message, "nonce"). */
    static final int NONCE = Message.MAX_NONCE_LENGTH;

    /** A thread's name (Channel resource, "name"). */
    static final int THREAD_NAME = Channel.MAX_NAME_LENGTH;

    /** What a suggestion shows (Application commands, "Choice"). */
    static final int CHOICE_NAME = OptionData.MAX_CHOICE_NAME_LENGTH;

    /** What a suggestion stands for. */
    static final int CHOICE_VALUE = Command.Choice.MAX_STRING_VALUE_LENGTH;

    /** Suggestions at a time. */
    static final int CHOICES = OptionData.MAX_CHOICES;

    /** Fields of a form (Receiving and responding, "Modal"). */
    static final int FORM_FIELDS = Modal.MAX_COMPONENTS;

    /** A form's title. */
    static final int FORM_TITLE = Modal.MAX_TITLE_LENGTH;

    /** A form's id. */
    static final int FORM_ID = Modal.MAX_ID_LENGTH;

    /** What stands over a field (Components reference, "Label"). */
    static final int FIELD_LABEL = Label.LABEL_MAX_LENGTH;

    /** A field's id. */
    static final int FIELD_ID = TextInput.MAX_ID_LENGTH;

    /** The example in an empty field. */
    static final int FIELD_HINT = TextInput.MAX_PLACEHOLDER_LENGTH;

    /** Within this an interaction is answered, or it has failed (Receiving and responding, "Followup Messages"). */
    static final Duration FIRST_RESPONSE = Duration.ofSeconds(3);

    /** So long an interaction can be answered further (ibid.). A message is then edited through its channel. */
    static final Duration TOKEN = Duration.ofMinutes(15);

    private DiscordLimits() {}
}
