package dev.cf5xx.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cf5xx.knowledge.CloudflareRanges;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the rules say, and what the tools they are for make of them. The tools run as root in network, mount and process
 * namespaces of their own that end with the test: the machine's own rules are never touched and no process is left.
 */
class AllowRulesTest {
    private static final CloudflareRanges RANGES = Knowledge.shipped().ranges();
    private static final List<Integer> PORTS = List.of(80, 443);

    /** Addresses for the loopback interface of a namespace: one of Cloudflare's in each family, a stranger, the origin. */
    private static final String ADDRESSES = """
            ip link set lo up
            for a in 173.245.48.9/32 203.0.113.9/32 198.51.100.1/32; do ip address add $a dev lo; done
            for a in 2606:4700::9/128 2001:db8::9/128 2001:db8::1/128; do ip address add $a dev lo nodad; done
            ask() { echo "$1 $(curl -s -g -m 5 -o /dev/null -w '%{http_code}' --interface "$2" -H 'CF-Connecting-IP: 192.0.2.7' "$3")"; }
            everybody() {
                ask "cloudflare4$1" 173.245.48.9 http://198.51.100.1:8080$1
                ask "cloudflare6$1" 2606:4700::9 http://[2001:db8::1]:8080$1
                ask "stranger4$1" 203.0.113.9 http://198.51.100.1:8080$1
                ask "stranger6$1" 2001:db8::9 http://[2001:db8::1]:8080$1
                ask "itself$1" 127.0.0.1 http://127.0.0.1:8080$1
            }
            """;

    /** For tools that take a good part of a second for each command. */
    private static final CloudflareRanges SOME =
            new CloudflareRanges(RANGES.v4().subList(0, 3), RANGES.v6().subList(0, 2), RANGES.asOf());

    @TempDir
    Path dir;

    static Stream<Arguments> outputs() {
        return Stream.of(AllowRules.values())
                .flatMap(tool -> Stream.of(Lang.values())
                        .flatMap(lang -> Stream.of(false, true).map(only -> Arguments.of(tool, lang, only))));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void everyRangeIsThereAndTheHeadSaysWhatIsNeeded(AllowRules tool, Lang lang, boolean only) {
        String text = tool.render(RANGES, PORTS, only, lang);

        assertThat(commands(text)).allSatisfy(line -> assertThat(line).doesNotContain("{0}"));
        for (String range : RANGES.all()) {
            assertThat(Pattern.compile("(?<![0-9a-f:.])" + Pattern.quote(range) + "(?!\\d)")
                            .matcher(String.join("\n", commands(text)))
                            .results()
                            .count())
                    .as("%s in %s", range, text)
                    .isEqualTo(1);
        }
        assertThat(text).startsWith("# ").endsWith("\n").contains(RANGES.asOf(), "80", "443");
        assertThat(text).contains(lang == Lang.EN ? "Undo" : "回滚");
        assertThat(text).contains(lang == Lang.EN ? "Apply: " : "用法：");
        if (only) {
            assertThat(text).contains(lang == Lang.EN ? "WARNING" : "警告", "SSH", lang == Lang.EN ? "proxied" : "代理");
        } else {
            assertThat(text).doesNotContain("WARNING", "警告");
        }
    }

    @ParameterizedTest
    @EnumSource
    void unlessAskedNobodyIsRefused(AllowRules tool) {
        List<String> commands = commands(tool.render(RANGES, PORTS, false, Lang.EN));

        // Some first delete their own permission, to put it on top.
        Pattern own = Pattern.compile("ufw delete allow|delete rule .* handle|-D INPUT -j CF5XX-CLOUDFLARE");
        Pattern refusal = Pattern.compile("deny|denied|drop|DROP|reject|REJECT|return 4|Require|delete |--remove"
                + "|flush table|flush ruleset| -D | -F | -P |policy|<If");
        assertThat(commands)
                .noneMatch(line ->
                        refusal.matcher(own.matcher(line).replaceAll("")).find());
    }

    @ParameterizedTest
    @EnumSource
    void theLanguagesDifferInCommentsOnly(AllowRules tool) {
        for (boolean only : new boolean[] {false, true}) {
            String en = tool.render(RANGES, PORTS, only, Lang.EN);
            String zh = tool.render(RANGES, PORTS, only, Lang.ZH);

            assertThat(commands(zh)).isEqualTo(commands(en));
            assertThat(en).doesNotContainPattern("\\p{IsHan}");
            assertThat(zh.lines().filter(line -> line.startsWith("# ") && !line.startsWith("#   ")))
                    .filteredOn(line -> !line.contains("203.0.113.7"))
                    .isNotEmpty()
                    .allMatch(
                            line -> Pattern.compile("\\p{IsHan}").matcher(line).find());
        }
    }

    /** A shell that people paste into must neither end nor expand history. */
    @ParameterizedTest
    @EnumSource(names = {"IPTABLES", "NFTABLES", "UFW", "FIREWALLD"})
    void aPasteIntoAShellIsHarmless(AllowRules tool) {
        for (boolean only : new boolean[] {false, true}) {
            assertThat(tool.render(RANGES, PORTS, only, Lang.EN)).doesNotContain("!", "set -e", "exit");
        }
    }

    @Test
    void theTrapsAreNamed() {
        assertThat(AllowRules.NGINX.render(RANGES, PORTS, false, Lang.ZH)).contains("real_ip_header");
        assertThat(AllowRules.NGINX.render(RANGES, PORTS, true, Lang.EN)).contains("realip module");
        assertThat(AllowRules.APACHE.render(RANGES, PORTS, true, Lang.EN)).contains("mod_remoteip");
        assertThat(AllowRules.NFTABLES.render(RANGES, PORTS, true, Lang.EN)).contains("would not override a drop");
        assertThat(AllowRules.UFW.render(RANGES, PORTS, false, Lang.EN)).contains("`ufw insert 1` fails");
        assertThat(AllowRules.FIREWALLD.render(RANGES, PORTS, false, Lang.EN)).contains("negative priority");
        assertThat(AllowRules.HAPROXY.render(RANGES, PORTS, false, Lang.EN)).contains("set-src");
        assertThat(AllowRules.PLAIN.render(RANGES, PORTS, false, Lang.ZH)).contains("安全组");
    }

    @Test
    void toolsHaveTags() {
        assertThat(Stream.of(AllowRules.values()).map(AllowRules::tag))
                .containsExactly("nginx", "apache", "iptables", "nftables", "ufw", "firewalld", "haproxy", "plain");
        assertThat(AllowRules.of(" Nginx ")).contains(AllowRules.NGINX);
        assertThat(AllowRules.of("pf")).isEmpty();
    }

    @Test
    void whatIsNoPortOrRangeNeverReachesAShell() {
        for (List<Integer> ports : List.of(
                List.<Integer>of(),
                List.of(0),
                List.of(65536),
                Stream.iterate(1, i -> i + 1).limit(16).toList())) {
            assertThatIllegalArgumentException().isThrownBy(() -> AllowRules.UFW.render(RANGES, ports, false, Lang.EN));
        }
        for (String range : List.of("1.2.3.4/8; reboot", "$(reboot)", "1.2.3.4")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AllowRules.UFW.render(
                            new CloudflareRanges(List.of(range), List.of(), "2026-01-01"), PORTS, false, Lang.EN));
        }
        assertThat(AllowRules.IPTABLES.render(RANGES, List.of(80, 80), false, Lang.EN))
                .contains("--dports 80 -j");
    }

    @Test
    void nginxLetsCloudflareInAheadOfADeny() {
        String conf = nginx(
                "",
                "location / { " + AllowRules.NGINX.render(RANGES, PORTS, false, Lang.ZH)
                        + " deny all; root DIR; try_files /page =404; }");

        assertThat(serveNginx(conf))
                .contains("cloudflare4/ 200", "cloudflare6/ 200", "stranger4/ 403", "stranger6/ 403", "itself/ 403");
    }

    @Test
    void nginxLetsOnlyCloudflareInWhateverItKnowsOfVisitors() {
        String text = AllowRules.NGINX.render(RANGES, PORTS, true, Lang.EN);
        String[] parts = text.split("(?m)^# (?=[123]\\. )");
        assertThat(parts).hasSize(4);
        String visitors = parts[3].replaceAll("(?m)^#", "").replaceFirst("3\\. ", "# ");
        String server = "#" + parts[2] + "location / { add_header X-Who $remote_addr; return 200; }";
        String[] expected = {"cloudflare4/ 200", "cloudflare6/ 200", "stranger4/ 403", "stranger6/ 403", "itself/ 200"};

        assertThat(serveNginx(nginx("#" + parts[1], server))).contains(expected);
        // A visitor's address (192.0.2.7) is none of Cloudflare's: an allow list would refuse it.
        assertThat(serveNginx(nginx("#" + parts[1] + visitors, server)))
                .contains(expected)
                .contains("who 192.0.2.7");
    }

    private static String nginx(String http, String server) {
        return """
                user root;
                worker_processes 1;
                pid DIR/nginx.pid;
                error_log DIR/error.log;
                events {}
                http {
                access_log off;
                client_body_temp_path DIR/b; proxy_temp_path DIR/p; fastcgi_temp_path DIR/f;
                uwsgi_temp_path DIR/u; scgi_temp_path DIR/s;
                """ + http + "\nserver { listen 8080; listen [::]:8080;\n" + server + "\n}}\n";
    }

    private String serveNginx(String conf) {
        write("page", "o");
        write("nginx.conf", conf.replace("DIR", dir.toString()));
        return isolated("""
                nginx -t -q -e $DIR/error.log -c $DIR/nginx.conf && nginx -e $DIR/error.log -c $DIR/nginx.conf
                everybody /
                curl -s -m 5 -D - -o /dev/null --interface 173.245.48.9 -H 'CF-Connecting-IP: 192.0.2.7' http://198.51.100.1:8080/ | sed -n 's/^X-Who:/who/p'
                """, "nginx", "curl", "iproute2");
    }

    @Test
    void apacheMarksHarmNobodyAndOneLineLetsCloudflareIn() {
        String text = AllowRules.APACHE.render(RANGES, PORTS, false, Lang.EN);
        String locations =
                "<Location /open>\nRequire all granted\n</Location>\n<Location /office>\nRequire ip 10.0.0.0/8\n"
                        + text.lines()
                                .filter(line -> line.startsWith("#Require"))
                                .map(line -> line.substring(1))
                                .collect(Collectors.joining())
                        + "\n</Location>\n";

        for (boolean visitors : new boolean[] {false, true}) {
            assertThat(serveApache(text, locations, visitors, "everybody /open; everybody /office"))
                    .contains(
                            "cloudflare4/open 200", "cloudflare6/open 200", "stranger4/open 200", "stranger6/open 200")
                    .contains("cloudflare4/office 200", "cloudflare6/office 200")
                    .contains("stranger4/office 403", "stranger6/office 403");
        }
    }

    @Test
    void apacheLetsOnlyCloudflareInAndKeepsOtherRules() {
        String text = AllowRules.APACHE.render(RANGES, PORTS, true, Lang.ZH);
        String locations =
                "<Location /open>\nRequire all granted\n</Location>\n<Location /shut>\nRequire all denied\n</Location>\n";

        for (boolean visitors : new boolean[] {false, true}) {
            assertThat(serveApache(text, locations, visitors, "everybody /open; everybody /shut"))
                    .contains("cloudflare4/open 200", "cloudflare6/open 200", "itself/open 200")
                    .contains("stranger4/open 403", "stranger6/open 403")
                    .contains("cloudflare4/shut 403", "cloudflare6/shut 403", "stranger4/shut 403");
        }
    }

    /** The rules stand where {@code conf-enabled} does, outside the virtual host. */
    private String serveApache(String rules, String locations, boolean visitors, String asks) {
        write("open", "o");
        write("office", "o");
        write("shut", "o");
        write(
                "apache.conf",
                """
                LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
                LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
                LoadModule authz_host_module /usr/lib/apache2/modules/mod_authz_host.so
                LoadModule setenvif_module /usr/lib/apache2/modules/mod_setenvif.so
                LoadModule remoteip_module /usr/lib/apache2/modules/mod_remoteip.so
                ServerName localhost
                ServerRoot DIR
                DefaultRuntimeDir DIR
                PidFile DIR/apache.pid
                ErrorLog DIR/apache.log
                User www-data
                Group www-data
                Listen 8080
                DocumentRoot DIR
                """.replace("DIR", dir.toString())
                        + (visitors ? "RemoteIPHeader CF-Connecting-IP\n" : "")
                        + rules
                        + "<VirtualHost *:8080>\n"
                        + locations
                        + "</VirtualHost>\n");
        return isolated("""
                chmod 755 $DIR
                apache2 -t -f $DIR/apache.conf && apache2 -k start -f $DIR/apache.conf
                """ + asks, "apache2", "curl", "iproute2");
    }

    @Test
    void haproxyLetsCloudflareInAheadOfADenyOrAlone() {
        String all = " http-request deny\n";
        assertThat(serveHaproxy(AllowRules.HAPROXY.render(RANGES, PORTS, false, Lang.EN) + all))
                .contains("cloudflare4/ 200", "cloudflare6/ 200", "stranger4/ 403", "stranger6/ 403");
        assertThat(serveHaproxy(AllowRules.HAPROXY.render(RANGES, PORTS, true, Lang.ZH)
                        + " http-request set-src hdr(CF-Connecting-IP)\n"))
                .contains("cloudflare4/ 200", "cloudflare6/ 200", "itself/ 200", "stranger4/ 000", "stranger6/ 000");
    }

    private String serveHaproxy(String frontend) {
        write("haproxy.cfg", """
                defaults
                    mode http
                    timeout client 5s
                    timeout server 5s
                    timeout connect 5s
                frontend web
                    bind :8080
                    bind :::8080 v6only
                """ + frontend + " default_backend ok\nbackend ok\n http-request return status 200\n");
        return isolated(
                "haproxy -c -q -f $DIR/haproxy.cfg && haproxy -D -f $DIR/haproxy.cfg\neverybody /\n",
                "haproxy",
                "curl",
                "iproute2");
    }

    @ParameterizedTest
    @MethodSource("onlyOrNot")
    void iptablesTakesTheRulesTwiceAndGivesThemBack(boolean only) {
        String text = AllowRules.IPTABLES.render(RANGES, PORTS, only, Lang.ZH);
        write("apply", text);
        write("undo", undo(text));

        String output = isolated("""
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
    void nftablesTakesTheRulesTwiceAndGivesThemBack(boolean only) {
        String text = AllowRules.NFTABLES.render(RANGES, PORTS, only, Lang.ZH);
        write("apply", text);
        write("undo", undo(text));
        write("own.nft", """
                table inet filter {
                    chain input {
                        type filter hook input priority -5; policy drop;
                        tcp dport 22 accept
                        tcp dport { 80, 443 } drop
                    }
                }
                """);

        String output = isolated("""
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
    void nftablesWithoutATableRefusesOthersOrSaysSo() {
        write("allow", AllowRules.NFTABLES.render(RANGES, PORTS, false, Lang.EN));
        write("only", AllowRules.NFTABLES.render(RANGES, PORTS, true, Lang.EN));

        assertThat(isolated("sh $DIR/allow || echo failed; nft list ruleset | grep -c .", "nftables"))
                .contains("failed")
                .endsWith("\n0\n");
        assertThat(isolated("sh $DIR/only; nft list chain inet filter input", "nftables"))
                .contains("policy accept;", "jump cf5xx_cloudflare");
    }

    @ParameterizedTest
    @MethodSource("onlyOrNot")
    void ufwPutsTheRulesOnTopAndGivesThemBack(boolean only) {
        String text = AllowRules.UFW.render(SOME, PORTS, only, Lang.ZH);
        write("apply", text);
        write("undo", undo(text));

        // A copy of ufw's files lies over them, in this mount namespace only.
        String output = isolated("""
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
    void firewalldTakesTheRulesAndGivesThemBack(boolean only) {
        String text = AllowRules.FIREWALLD.render(SOME, PORTS, only, Lang.ZH);
        write("apply", offline(text));
        write("undo", offline(undo(text)));

        String output = isolated("""
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

    private static List<String> commands(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .toList();
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

    private void write(String name, String text) {
        try {
            Files.writeString(dir.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Runs a script away from the rest of the machine.
     *
     * @param packages the Debian packages whose programs it needs
     * @return what it wrote
     */
    private String isolated(String script, String... packages) {
        for (String name : packages) {
            assumeTrue(
                    program(PROGRAMS.getOrDefault(name, name)).isPresent(),
                    () -> "skipped: needs the Debian package " + name + " to try the rules with the real tool");
        }
        assumeTrue(
                program("unshare").isPresent() && run("true", 20).status() == 0,
                "skipped: needs root and Linux namespaces (unshare of the Debian package util-linux), so that the"
                        + " machine's own firewall is not touched");
        boolean network = List.of(packages).contains("iproute2");
        return run((network ? ADDRESSES : "") + script, 90).output();
    }

    private static final Map<String, String> PROGRAMS =
            Map.of("iproute2", "ip", "nftables", "nft", "firewalld", "firewall-offline-cmd");

    private static final List<String> PATH = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private static Optional<File> program(String name) {
        return PATH.stream()
                .map(where -> new File(where, name))
                .filter(File::canExecute)
                .findFirst();
    }

    private record Outcome(int status, String output) {}

    private Outcome run(String script, int seconds) {
        write("script", script);
        Path output = dir.resolve("output");
        try {
            // The script is the first process of its namespace: when it ends, or is ended, so do its children.
            ProcessBuilder builder = new ProcessBuilder(
                            "/usr/bin/unshare",
                            "--net",
                            "--mount",
                            "--pid",
                            "--fork",
                            "--kill-child",
                            "--mount-proc",
                            "/bin/sh",
                            dir.resolve("script").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(new File("/dev/null"));
            builder.environment().put("PATH", String.join(":", PATH));
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("DIR", dir.toString());
            Process process = builder.start();
            try {
                boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
                String written = Files.readString(output);
                assertThat(ended)
                        .as("ended in %d s, having written: %s", seconds, written)
                        .isTrue();
                return new Outcome(process.exitValue(), written);
            } finally {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
