package dev.cf5xx.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.app.doctor.Doctor;
import dev.cf5xx.app.doctor.Finding;
import dev.cf5xx.app.settings.Configuration;
import dev.cf5xx.app.settings.Problem;
import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.target.SiteUrl;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Text;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cf5xx doctor}: what keeps {@code serve} from working, and what to do about it. */
@Command(name = "doctor", mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class DoctorCommand implements Callable<Integer> {
    /** For the look at Cloudflare: less than the doctor's own patience, which ends everything. */
    private static final Duration GLANCE = Duration.ofSeconds(8);

    private final Cli cli;

    @Option(names = "--config", paramLabel = "FILE")
    private @Nullable String config;

    DoctorCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Cli.Format format = cli.format();
        Configuration.Reading settings = Configuration.read(cli.around().environment(), file());
        Lang lang = cli.in(settings.configuration().environment()).lang();
        if (format == Cli.Format.MARKDOWN) {
            throw new BadInput(Message.BAD_VALUE.in(lang, "--format", "markdown", List.of("text", "json")));
        }
        try {
            NativeLibrary.prepare(lang);
        } catch (BadInput e) {
            // The look at the store says so.
        }
        List<Finding> findings = examine(settings, lang);
        if (format == Cli.Format.JSON) {
            cli.around().out().println(Machine.write(json(findings)));
        } else {
            findings.forEach(finding -> print(finding, lang));
        }
        return isFine(findings) ? ExitCode.DONE : ExitCode.BROKEN;
    }

    private @Nullable Path file() {
        try {
            return config == null ? null : Path.of(config);
        } catch (InvalidPathException e) {
            throw new BadInput(Message.NO_FILE.in(cli.lang(), config));
        }
    }

    private List<Finding> examine(Configuration.Reading settings, Lang lang) {
        Map<String, String> environment = settings.configuration().environment();
        Text why = refused(environment);
        if (why != null) {
            List<Problem> problems = new ArrayList<>(settings.problems());
            problems.add(new Problem(Problem.Kind.MALFORMED, "CF5XX_…", why));
            return doctor(new Configuration.Reading(settings.configuration(), problems), null)
                    .examine();
        }
        Cli there = within(environment, lang);
        Seams seams = new Seams(there);
        HttpUrl ranges = Looking.ranges(seams);
        if (ranges == null || !(SiteUrl.read(ranges.toString()) instanceof SiteUrl site)) {
            return doctor(settings, null).examine();
        }
        try (Looking looking = Looking.open(there, seams)) {
            return doctor(settings, () -> looking.glance(site, GLANCE)).examine();
        }
    }

    private Doctor doctor(Configuration.Reading settings, @Nullable Callable<Sighting> glance) {
        return new Doctor(settings, cli.around().environment(), cli.around().clock(), glance);
    }

    /** What is wrong with how sites are looked at, or null. What is said of that comes in one language at a time. */
    private @Nullable Text refused(Map<String, String> environment) {
        Map<Lang, String> said = new HashMap<>();
        for (Lang lang : Lang.values()) {
            Cli there = within(environment, lang);
            try {
                Looking.open(there, new Seams(there)).close();
                return null;
            } catch (BadInput e) {
                said.put(lang, String.valueOf(e.getMessage()));
            }
        }
        return new Text(said.getOrDefault(Lang.EN, ""), said.getOrDefault(Lang.ZH, ""));
    }

    /** What is around the program with the settings of the file added, in one language. */
    private Cli within(Map<String, String> environment, Lang lang) {
        Surroundings around = cli.around();
        Map<String, String> all = new HashMap<>(environment);
        all.put("CF5XX_LANG", lang.tag());
        return new Cli(new Surroundings(
                around.in(), around.out(), around.err(), all, around.typed(), around.shown(), around.watched()));
    }

    private void print(Finding finding, Lang lang) {
        cli.around().out().println(finding.mark().sign() + " " + finding.says().in(lang));
        Text fix = finding.fix();
        if (fix != null) {
            cli.around().out().println("    " + fix.in(lang));
        }
    }

    private static boolean isFine(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.mark() == Finding.Mark.WRONG);
    }

    /** {@code {"ok","checks":[{"id","result":"ok|failed|skipped","says":{"en","zh"},"fix":{"en","zh"}|null}]}}. */
    private static ObjectNode json(List<Finding> findings) {
        ObjectNode node = Machine.JSON.createObjectNode().put("ok", isFine(findings));
        ArrayNode checks = node.putArray("checks");
        for (Finding finding : findings) {
            ObjectNode check = checks.addObject()
                    .put("id", finding.id())
                    .put("result", finding.mark().tag());
            check.set("says", Machine.text(finding.says()));
            Text fix = finding.fix();
            check.set("fix", fix == null ? null : Machine.text(fix));
        }
        return node;
    }
}
