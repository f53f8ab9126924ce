package dev.cf5xx.discord;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Lang;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.dv8tion.jda.api.components.MessageTopLevelComponent;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.container.ContainerChildComponent;
import net.dv8tion.jda.api.components.filedisplay.FileDisplay;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import org.jspecify.annotations.Nullable;

/**
 * Writes a reply as a message of Discord: nothing in it mentions anybody, and no link is previewed. What does not fit goes,
 * with all the rest, into a file of Markdown that comes with the message, which says so.
 */
public final class DiscordRenderer {
    /** The name of the file that takes what does not fit. */
    static final String FILE_NAME = "cf5xx.md";

    /** What is left of a message when its container, the sentence about the file, and the file have their places. */
    private static final int COMPONENTS = DiscordLimits.COMPONENTS - 3;

    private static final String CUT = "…";

    /** For as long as the core holds on to a reply: what is asked most it gives again and again. */
    private static final LoadingCache<Reply, Laid> LAID =
            Caffeine.newBuilder().weakKeys().build(DiscordRenderer::lay);

    private DiscordRenderer() {}

    /** The reply as a new message. */
    public static MessageCreateData create(Reply reply) {
        Laid laid = LAID.get(reply);
        return new MessageCreateBuilder()
                .useComponentsV2()
                .setComponents(laid.parts)
                .setFiles(laid.files())
                .setAllowedMentions(List.of())
                .mentionRepliedUser(false)
                .setSuppressEmbeds(true)
                .build();
    }

    /** The reply as what a message becomes: nothing of the message as it was is left. */
    public static MessageEditData edit(Reply reply) {
        Laid laid = LAID.get(reply);
        return new MessageEditBuilder()
                .setReplace(true)
                .useComponentsV2()
                .setComponents(laid.parts)
                .setFiles(laid.files())
                .setAllowedMentions(List.of())
                .mentionRepliedUser(false)
                .setSuppressEmbeds(true)
                .build();
    }

    private record Laid(
            List<MessageTopLevelComponent> parts, @Nullable String file) {
        List<FileUpload> files() {
            return file == null
                    ? List.of()
                    : List.of(FileUpload.fromData(file.getBytes(StandardCharsets.UTF_8), FILE_NAME));
        }
    }

    private static Laid lay(Reply reply) {
        Layout layout = new Layout(DiscordLimits.TEXT);
        reply.blocks().forEach(layout::add);
        String file = null;
        if (!layout.whole) {
            String note = "-# "
                    + (lang(reply) == Lang.ZH
                            ? "放不下了，完整内容见附件。"
                            : "This is not all: the attached file has the whole answer.");
            layout = new Layout(DiscordLimits.TEXT - note.length() - 2);
            reply.blocks().forEach(layout::add);
            layout.text(note, "\n\n");
            file = file(reply);
        }
        List<ContainerChildComponent> children = layout.end();
        if (file != null) {
            children.add(FileDisplay.fromFileName(FILE_NAME));
        }
        boolean headed = reply.blocks().stream().anyMatch(Block.Heading.class::isInstance);
        List<MessageTopLevelComponent> parts = headed
                ? List.of(Container.of(children))
                : children.stream().map(MessageTopLevelComponent.class::cast).toList();
        return new Laid(parts, file);
    }

    /** Components, as many as there is room for. */
    private static final class Layout {
        private final int room;
        private final List<ContainerChildComponent> children = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final Set<String> buttons = new HashSet<>();
        private @Nullable Block before;
        private int written;
        private int components;

        /** Whether nothing had to be left out. */
        private boolean whole = true;

        /** Whether there is no room for more text. */
        private boolean full;

        Layout(int room) {
            this.room = room;
        }

        void add(Block block) {
            if (block instanceof Block.Actions actions) {
                add(actions);
            } else if (!full) {
                String gap = gap(before, block);
                String all = Text.MESSAGE_TEXT.block(block);
                int left = room - written - text.length() - gap.length();
                if (all.length() <= left) {
                    text(all, gap);
                } else {
                    text(Text.MESSAGE_TEXT.part(block, left), gap);
                    full = true;
                    whole = false;
                }
            }
            before = block;
        }

        void text(String more, String gap) {
            if (!more.isBlank()) {
                text.append(text.isEmpty() ? "" : gap).append(more);
            }
        }

        private void add(Block.Actions actions) {
            List<Button> row = new ArrayList<>();
            for (Block.Button button : actions.buttons()) {
                // Besides itself: the text before it, its row, and the text behind it.
                if (button.id().isBlank()
                        || button.id().length() > DiscordLimits.BUTTON_ID
                        || components + row.size() + 4 > COMPONENTS) {
                    whole = false;
                    continue;
                }
                if (!buttons.add(button.id())) {
                    continue;
                }
                String label = button.label().isBlank() ? button.word() : button.label();
                row.add(Button.secondary(
                        button.id(), head(label.isBlank() ? CUT : Markup.clean(label), DiscordLimits.BUTTON_LABEL)));
                if (row.size() == DiscordLimits.BUTTONS_IN_ROW) {
                    close(row);
                }
            }
            close(row);
        }

        private void close(List<Button> row) {
            if (!row.isEmpty()) {
                flush();
                children.add(ActionRow.of(row));
                components += 1 + row.size();
                row.clear();
            }
        }

        private void flush() {
            if (!text.isEmpty()) {
                children.add(TextDisplay.of(text.toString()));
                components++;
                written += text.length();
                text.setLength(0);
            }
        }

        List<ContainerChildComponent> end() {
            flush();
            if (children.isEmpty()) {
                children.add(TextDisplay.of(CUT));
            }
            return children;
        }
    }

    /** A lead stands close to its list, a headline to what follows; else there is an empty line. */
    private static String gap(@Nullable Block before, Block block) {
        boolean close = before instanceof Block.Heading
                || (before instanceof Block.Paragraph
                        && (block instanceof Block.Bullets || block instanceof Block.Listing));
        return close ? "\n" : "\n\n";
    }

    /** Blocks as Markdown. */
    private record Text(Markup markup) {
        static final Text MESSAGE_TEXT = new Text(Markup.MESSAGE);
        static final Text FILE_TEXT = new Text(Markup.FILE);

        String block(Block block) {
            if (block instanceof Block.Heading heading) {
                return heading.text().isBlank() ? "" : "### " + markup.words(heading.text());
            } else if (block instanceof Block.Paragraph paragraph) {
                return markup.line(paragraph.spans());
            } else if (block instanceof Block.Bullets bullets) {
                StringBuilder list = new StringBuilder();
                for (int i = 0; i < bullets.items().size(); i++) {
                    list.append(i == 0 ? "" : "\n").append(item(bullets, i));
                }
                return list.toString();
            } else if (block instanceof Block.Listing listing) {
                return Markup.fence(listing.text());
            } else if (block instanceof Block.Actions actions) {
                return String.join(
                        "   ",
                        actions.buttons().stream()
                                .map(button -> markup.quoted("[" + button.label() + "]"))
                                .toList());
            }
            throw new IllegalArgumentException(block.toString());
        }

        private String item(Block.Bullets bullets, int index) {
            Block.Item item = bullets.items().get(index);
            String line = (bullets.ordered() ? (index + 1) + ". " : "- ") + markup.line(item.spans());
            String commands = Markup.fence(String.join("\n", item.commands()));
            return commands.isEmpty() ? line : line + "\n" + commands;
        }

        /** The beginning of a block that is longer than {@code room}: whole items, whole lines, else whole characters. */
        String part(Block block, int room) {
            StringBuilder part = new StringBuilder();
            if (block instanceof Block.Bullets bullets) {
                for (int i = 0; i < bullets.items().size(); i++) {
                    String item = item(bullets, i);
                    if (part.length() + 1 + item.length() > room) {
                        break;
                    }
                    part.append(i == 0 ? "" : "\n").append(item);
                }
            } else if (block instanceof Block.Listing listing) {
                List<String> lines = new ArrayList<>();
                int length = Markup.fence(CUT).length();
                for (String line : listing.text().lines().toList()) {
                    // The fence takes out and puts in characters: only what comes out of it has a length.
                    length += Markup.fence("." + line).length()
                            - Markup.fence(".").length()
                            + 1;
                    if (length > room) {
                        break;
                    }
                    lines.add(line);
                }
                if (!lines.isEmpty()) {
                    lines.add(CUT);
                    part.append(Markup.fence(String.join("\n", lines)));
                }
            } else if (block instanceof Block.Paragraph paragraph) {
                part.append(beginning(paragraph.spans(), room));
            } else if (block instanceof Block.Heading heading) {
                String cut = block(new Block.Heading(head(heading.text(), Math.max(1, room / 2 - 8))));
                part.append(cut.length() <= room ? cut : "");
            }
            return part.toString();
        }

        private String beginning(List<Span> spans, int room) {
            List<Span> kept = new ArrayList<>();
            for (Span span : spans) {
                kept.add(span);
                if (markup.line(kept).length() + CUT.length() > room) {
                    kept.remove(kept.size() - 1);
                    // At worst each character is escaped, and what stands out has its asterisks.
                    int left = (room - markup.line(kept).length() - CUT.length() - 8) / 2;
                    if (left > 0 && span instanceof Span.Quoted quoted) {
                        kept.add(new Span.Quoted(head(quoted.text(), left)));
                    } else if (left > 0 && span instanceof Span.Words words) {
                        kept.add(new Span.Words(head(words.text(), left), words.strong()));
                    }
                    break;
                }
            }
            return kept.isEmpty() ? "" : markup.line(kept) + CUT;
        }
    }

    private static String file(Reply reply) {
        StringBuilder file = new StringBuilder();
        Block before = null;
        for (Block block : reply.blocks()) {
            String text = Text.FILE_TEXT.block(block);
            if (!text.isBlank()) {
                file.append(file.isEmpty() ? "" : "\n\n").append(text);
            }
            before = block;
        }
        return file.append(before == null ? "" : "\n").toString();
    }

    /** At most so many characters, none of them half. */
    static String head(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** The language of the bot's own words: a reply does not say it. */
    static Lang lang(Reply reply) {
        return reply.blocks().stream()
                        .flatMap(DiscordRenderer::ownWords)
                        .flatMapToInt(String::codePoints)
                        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                ? Lang.ZH
                : Lang.EN;
    }

    private static Stream<String> ownWords(Block block) {
        if (block instanceof Block.Heading heading) {
            return Stream.of(heading.text());
        }
        Stream<Span> spans = block instanceof Block.Paragraph paragraph
                ? paragraph.spans().stream()
                : block instanceof Block.Bullets bullets
                        ? bullets.items().stream().flatMap(item -> item.spans().stream())
                        : Stream.empty();
        return spans.filter(Span.Words.class::isInstance).map(span -> ((Span.Words) span).text());
    }
}
