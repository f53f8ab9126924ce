package dev.cf5xx.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

/** Conversations made up from a seed: threads side by side, both languages, buttons, duplicates, noise. */
final class ScriptedEvents {
    private static final List<String> SAID = List.of(
            "522",
            "error 524 on https://shop.example.net/cart",
            "套了 CF 之后一直 525 怎么办",
            "错误 502",
            "1016 error",
            "whose fault is it?",
            "超时多久？",
            "more",
            "更多",
            "中文",
            "web server is down",
            "error 599",
            "help",
            "lunch?");
    private static final List<String> BUTTONS =
            List.of("m1/more", "m1/less", "m2/more", "m2/in/zh", "m3/in/en", "m4/more", "m99/more", "nonsense");

    private ScriptedEvents() {}

    /** So many lines; the same for the same seed. */
    static List<String> of(int count, long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        while (lines.size() < count) {
            String head = "{\"event_id\":\"e%d\",\"thread\":\"t%d\",\"user\":\"u%d\",\"at\":\"%s\","
                    .formatted(lines.size(), random.nextInt(5), random.nextInt(3), Run.NOW);
            int dice = random.nextInt(20);
            if (dice < 3 && !lines.isEmpty()) {
                lines.add(lines.get(random.nextInt(lines.size())));
            } else if (dice < 7) {
                lines.add(head + "\"button\":\"" + BUTTONS.get(random.nextInt(BUTTONS.size())) + "\"}");
            } else if (dice < 9) {
                lines.add(head + "\"addressed\":false,\"text\":\"we had lunch at the usual place and talked\"}");
            } else {
                lines.add(head + "\"addressed\":true,\"lang\":\"" + (random.nextBoolean() ? "en" : "zh")
                        + "\",\"text\":\"" + SAID.get(random.nextInt(SAID.size())) + "\"}");
            }
        }
        return lines;
    }

    /** How many lines of a script were there before. */
    static int duplicates(Path script) throws IOException {
        List<String> lines = Files.readAllLines(script);
        return lines.size() - new HashSet<>(lines).size();
    }
}
