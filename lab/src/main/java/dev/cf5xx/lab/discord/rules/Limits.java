package dev.cf5xx.lab.discord.rules;

/**
 * Discord's numbers, from its API documentation, version 10 (the page stands beside each group). Lengths are counted in
 * UTF-16 units: the documentation does not say in what, and no other way of counting gives more.
 */
public final class Limits {
    // resources/message: create message, embed limits
    public static final int CONTENT = 2000;
    public static final int EMBEDS = 10;
    public static final int EMBED_TOTAL = 6000;
    public static final int EMBED_TITLE = 256;
    public static final int EMBED_DESCRIPTION = 4096;
    public static final int EMBED_FIELDS = 25;
    public static final int FIELD_NAME = 256;
    public static final int FIELD_VALUE = 1024;
    public static final int FOOTER = 2048;
    public static final int AUTHOR = 256;
    public static final int NONCE = 25;
    public static final int FILES = 10;
    public static final int ALLOWED_MENTIONS = 100;

    // reference: uploading files
    public static final long FILE_BYTES = 10L * 1024 * 1024;

    // components/reference
    public static final int ROWS = 5;
    public static final int BUTTONS_IN_ROW = 5;
    public static final int BUTTON_LABEL = 80;
    public static final int CUSTOM_ID = 100;
    public static final int URL = 512;
    public static final int OPTIONS = 25;
    public static final int OPTION_TEXT = 100;
    public static final int PLACEHOLDER = 150;
    public static final int V2_COMPONENTS = 40;
    public static final int V2_TEXT = 4000;
    public static final int SECTION_TEXTS = 3;
    public static final int GALLERY_ITEMS = 10;
    public static final int LABEL = 45;
    public static final int LABEL_DESCRIPTION = 100;
    public static final int INPUT = 4000;
    public static final int INPUT_PLACEHOLDER = 100;

    // interactions/receiving-and-responding
    public static final int MODAL_TITLE = 45;
    public static final int MODAL_COMPONENTS = 5;
    public static final int CHOICES = 25;
    public static final int CHOICE = 100;

    // interactions/application-commands
    public static final int SLASH_COMMANDS = 100;
    public static final int CONTEXT_COMMANDS = 15;
    public static final int COMMAND_NAME = 32;
    public static final int COMMAND_DESCRIPTION = 100;
    public static final int COMMAND_OPTIONS = 25;
    public static final int COMMAND_TOTAL = 8000;
    public static final int COMMANDS_A_DAY = 200;

    // resources/channel
    public static final int CHANNEL_NAME = 100;

    private Limits() {}
}
