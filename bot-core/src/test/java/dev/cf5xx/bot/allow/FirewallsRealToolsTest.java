package dev.cf5xx.bot.allow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.knowledge.CloudflareRanges;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the firewalls make of the rules: they take them, keep their own below them, and give everything back. */
class FirewallsRealToolsTest {
    private static final CloudflareRanges RANGES = Knowledge.shipped().ranges();
    private static final List<Integer> PORTS = List.of(80, 443);

    /** For tools that take a good part of a second for each command. */
    private static final CloudflareRanges SOME =
            new CloudflareRanges(RANGES.v4().subList(0, 3), RANGES.v6().subList(0, 2), RANGES.asOf());

    private Sandbox sandbox;

    @BeforeEach
    void away(@TempDir Path dir) {
        sandbox = new Sandbox(dir);
    }

    @ParameterizedTest
    @MethodSource("onlyOrNot")
    void iptables_rulesTwice_areTakenAndGivenBack(boolean only) {
        String text = AllowRules.IPTABLES.render(RANGES, PORTS, only, Lang.ZH);
        sandbox.write("apply", text);
        sandbox.write("undo", undo(text));

        String output = sandbox.run("""
                for t in iptables ip6tables; do $t -P INPUT DROP; $t -A INPUT -p tcp --dport 22 -j ACCEPT; $t -A INPUT -p tcp -j DROP; done
                iptables -S > $DIR/before; ip6tables -S >> $DIR/before
                sh $DIR/apply; sh $DIR/apply
                iptables -S; ip6tables -S
                sh $DIR/undo; (iptables -S; ip6tables -S) | cmp - $DIR/before && echo restored
                """, "iptables");

        assertThat(output).endsWith("restored\n");
        List<String> input =
                output.lines().filter(line -> line.startsWith("-A INPUT")).toList();
        List<String> expected = List.of(
                "-A INPUT -j CF5XX-CLOUDFLARE",
                "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT",
                "-A INPUT -p tcp -j DROP");
        assertThat(input)
                .containsExactlyElementsOf(
                        Stream.concat(expected.stream(), expected.stream()).toList());
        List<String> rules = output.lines()
                .filter(line -> line.startsWith("-A CF5XX-CLOUDFLARE"))
                .toList();
        assertThat(rules)
                .containsExactlyElementsOf(Stream.of(RANGES.v4(), RANGES.v6())
                        .flatMap(ranges -> chain(ranges, only))
                        .toList());
    }

    private static Stream<String> chain(List<String> ranges, boolean only) {
        String ports = "-p tcp -m multiport --dports 80,443 -j ";
        return Stream.of(
                        only ? Stream.of("-A CF5XX-CLOUDFLARE -i lo -j RETURN") : Stream.<String>of(),
                        ranges.stream().map(range -> "-A CF5XX-CLOUDFLARE -s " + range + " " + ports + "ACCEPT"),
                        only ? Stream.of("-A CF5XX-CLOUDFLARE " + ports + "DROP") : Stream.<String>of())
                .flatMap(rules -> rules);
    }

    static Stream<Boolean> onlyOrNot() {
        return Stream.of(false, true);
    }

    @ParameterizedTest
    @MethodSource("onlyOrNot")
    void nftables_rulesTwice_areTakenAndGivenBack(boolean only) {
        String text = AllowRules.NFTABLES.render(RANGES, PORTS, only, Lang.ZH);
        sandbox.write("apply", text);
        sandbox.write("undo", undo(text));
        sandbox.write("own.nft", """
                table inet filter {
                    chain input {
                        type filter hook input priority -5; policy drop;
                        tcp dport 22 accept
                        tcp dport { 80, 443 } drop
                    }
                }
                """);

        String output = sandbox.run("""
                nft -f $DIR/own.nft; nft list ruleset > $DIR/before
                sh $DIR/apply; sh $DIR/apply
                nft list ruleset
                sh $DIR/undo; nft list ruleset | cmp - $DIR/before && echo restored
                """, "nftables");

        assertThat(output).endsWith("restored\n").contains(RANGES.all());
        String flat = output.replaceAll("\\s+", " ");
        String ports = "tcp dport { 80, 443 } ";
        assertThat(flat)
                .contains("priority filter - 5; policy drop; jump cf5xx_cloudflare tcp dport 22 accept " + ports
                        + "drop }")
                .contains("chain cf5xx_cloudflare { "
                        + (only ? "iifname \"lo\" return " : "")
                        + "ip saddr @cf5xx_cloudflare4 " + ports + "accept ip6 saddr @cf5xx_cloudflare6 " + ports
                        + "accept "
                        + (only ? ports + "drop " : "")
                        + "}");
    }

    @Test
    void nftables_withoutATable_refusesOthersOrSaysSo() {
        sandbox.write("allow", AllowRules.NFTABLES.render(RANGES, PORTS, false, Lang.EN));
        sandbox.write("only", AllowRules.NFTABLES.render(RANGES, PORTS, true, Lang.EN));

        assertThat(sandbox.run("sh $DIR/allow || echo failed; nft list ruleset | grep -c .", "nftables"))
                .contains("failed")
                .endsWith("\n0\n");
        assertThat(sandbox.run("sh $DIR/only; nft list chain inet filter input", "nftables"))
                .contains("policy accept;", "jump cf5xx_cloudflare");
    }

    @ParameterizedTest
    @MethodSource("onlyOrNot")
    void ufw_rulesTwice_areOnTopAndGivenBack(boolean only) {
        String text = AllowRules.UFW.render(SOME, PORTS, only, Lang.ZH);
        sandbox.write("apply", text);
        sandbox.write("undo", undo(text));

        // A copy of ufw's files lies over them, in this mount namespace only.
        String output = sandbox.run("""
                cp -a /etc/ufw $DIR/ufw && cp /usr/share/ufw/iptables/user*.rules $DIR/ufw/ && mount --bind $DIR/ufw /etc/ufw || exit
                mount -t tmpfs none /run
                (ufw allow 22/tcp; ufw deny 443/tcp; ufw allow 80/tcp; ufw allow proto tcp from 103.21.244.0/22 to any port 80,443; ufw --force enable) > $DIR/log 2>&1
                ufw delete allow proto tcp from 103.21.244.0/22 to any port 80,443 >> $DIR/log; ufw show added > $DIR/before
                ufw allow proto tcp from 103.21.244.0/22 to any port 80,443 >> $DIR/log
                (sh $DIR/apply; sh $DIR/apply) >> $DIR/log 2>&1
                ufw status numbered
                iptables -S ufw-user-input; ip6tables -S ufw6-user-input
                sh $DIR/undo >> $DIR/log; ufw show added | cmp - $DIR/before && echo restored
                cat $DIR/log | grep -i error
                """, "ufw", "iptables");

        assertThat(output).contains("Status: active", "restored").doesNotContain("ERROR");
        List<String> order = output.lines()
                .filter(line -> line.startsWith("["))
                .map(line -> line.replaceAll("^\\[ *\\d+\\] | {2,}|\\(v6\\)", " ")
                        .replaceAll(" +", " ")
                        .strip())
                .toList();
        int rules = SOME.all().size() + (only ? 2 : 0) + 6;
        assertThat(order).hasSize(rules);
        assertRanks(order.subList(0, SOME.v4().size() + (only ? 1 : 0) + 3), SOME.v4(), only);
        assertRanks(order.subList(SOME.v4().size() + (only ? 1 : 0) + 3, rules), SOME.v6(), only);
    }

    private static void assertRanks(List<String> order, List<String> ranges, boolean only) {
        assertThat(order.subList(0, ranges.size()))
                .containsExactlyInAnyOrderElementsOf(ranges.stream()
                        .map(range -> "80,443/tcp ALLOW IN " + range + " # cloudflare")
                        .toList());
        List<String> rest = order.subList(ranges.size(), order.size());
        if (only) {
            assertThat(rest.get(0)).isEqualTo("80,443/tcp DENY IN Anywhere # cloudflare-only");
        }
        assertThat(rest.subList(only ? 1 : 0, rest.size()))
                .containsExactly("22/tcp ALLOW IN Anywhere", "443/tcp DENY IN Anywhere", "80/tcp ALLOW IN Anywhere");
    }

    /** Without a running firewalld: the same options go to its offline twin, with a directory of its own. */
    @ParameterizedTest
    @MethodSource("onlyOrNot")
    void firewalld_rules_areTakenAndGivenBack(boolean only) {
        String text = AllowRules.FIREWALLD.render(SOME, PORTS, only, Lang.ZH);
        sandbox.write("apply", offline(text));
        sandbox.write("undo", offline(undo(text)));

        String output = sandbox.run("""
                offline() { firewall-offline-cmd --system-config $DIR/firewalld "$@"; }
                cp -a /etc/firewalld $DIR/firewalld
                . $DIR/apply > $DIR/log 2>&1
                offline --check-config
                offline --list-rich-rules
                offline --ipset=cf5xx-cloudflare4 --get-entries; offline --ipset=cf5xx-cloudflare6 --get-entries
                offline --info-ipset=cf5xx-cloudflare6
                . $DIR/undo >> $DIR/log 2>&1
                echo "left: $(offline --list-rich-rules)$(offline --get-ipsets)"
                grep -v '^success$' $DIR/log
                """, "firewalld");

        List<String> lines = output.lines().toList();
        assertThat(lines).containsAll(SOME.all()).contains("left: ", "  options: family=inet6");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("left: ");
        assertThat(lines.stream().filter(line -> line.startsWith("rule")))
                .containsExactlyInAnyOrderElementsOf(
                        PORTS.stream().flatMap(port -> rich(port, only)).toList());
    }

    private static Stream<String> rich(int port, boolean only) {
        String to = " port port=\"" + port + "\" protocol=\"tcp\" ";
        return Stream.concat(
                Stream.of("4", "6")
                        .map(v -> "rule priority=\"-100\" family=\"ipv" + v + "\" source ipset=\"cf5xx-cloudflare" + v
                                + "\"" + to + "accept"),
                only ? Stream.of("rule priority=\"-99\"" + to + "drop") : Stream.of());
    }

    private static String offline(String script) {
        return script.replace("firewall-cmd --reload", "true")
                .replace("firewall-cmd --permanent", "offline")
                .replace("firewall-cmd", "offline");
    }

    /** The commands that the comments give to undo: what is indented by three blanks. */
    private static String undo(String text) {
        String undo = text.lines()
                .filter(line -> line.startsWith("#   "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(undo).isNotBlank();
        return undo;
    }
}
