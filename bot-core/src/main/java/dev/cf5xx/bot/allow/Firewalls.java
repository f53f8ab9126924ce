package dev.cf5xx.bot.allow;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules of what lets packets pass: the machine's own firewalls, and a cloud's, which is filled in by hand. */
final class Firewalls {
    private Firewalls() {}

    static void iptables(Sheet sheet, Order order) {
        sheet.note(Advice.RUN_AS_ROOT);
        sheet.note(Advice.AGAIN);
        sheet.undo(List.of(
                "for tables in iptables ip6tables; do $tables -w -D INPUT -j CF5XX-CLOUDFLARE; $tables -w -F CF5XX-CLOUDFLARE;"
                        + " $tables -w -X CF5XX-CLOUDFLARE; done"));
        sheet.note(Advice.IPTABLES_REBOOT);
        sheet.note(Advice.IPTABLES_TRAPS);
        iptables(sheet, order, "iptables", order.ranges().v4());
        iptables(sheet, order, "ip6tables", order.ranges().v6());
    }

    /** The chain is replaced in one go, so that no half of it is ever in force. */
    private static void iptables(Sheet sheet, Order order, String command, List<String> ranges) {
        String ports = " -p tcp -m multiport --dports " + order.ports(",");
        sheet.line(command + "-restore --noflush <<'EOF'");
        sheet.line("*filter");
        sheet.line(":CF5XX-CLOUDFLARE - [0:0]");
        if (order.only()) {
            sheet.line("-A CF5XX-CLOUDFLARE -i lo -j RETURN");
        }
        sheet.each(ranges, range -> "-A CF5XX-CLOUDFLARE -s " + range + ports + " -j ACCEPT");
        if (order.only()) {
            sheet.line("-A CF5XX-CLOUDFLARE" + ports + " -j DROP");
        }
        sheet.line("COMMIT");
        sheet.line("EOF");
        sheet.line(command + " -w -D INPUT -j CF5XX-CLOUDFLARE 2>/dev/null; " + command
                + " -w -I INPUT -j CF5XX-CLOUDFLARE");
    }

    static void nftables(Sheet sheet, Order order) {
        String ports = " tcp dport { " + order.ports(", ") + " } ";
        sheet.note(Advice.RUN_AS_ROOT);
        sheet.note(Advice.AGAIN);
        sheet.undo(List.of(
                "nft -a list chain inet filter input | sed -n 's/.*jump cf5xx_cloudflare # handle \\([0-9]*\\)/delete rule inet"
                        + " filter input handle \\1/p' | nft -f -",
                "nft 'delete chain inet filter cf5xx_cloudflare; delete set inet filter cf5xx_cloudflare4; delete set inet filter"
                        + " cf5xx_cloudflare6'"));
        sheet.note(Advice.NFTABLES_REBOOT);
        sheet.note(Advice.NFTABLES_TABLE);
        sheet.note(Advice.NFTABLES_MANAGED);
        sheet.line("TABLE=\"inet filter\"; CHAIN=input");
        if (order.only()) {
            sheet.note(Advice.NFTABLES_CREATES);
            sheet.line("nft list chain $TABLE $CHAIN >/dev/null 2>&1 ||"
                    + " nft \"add table $TABLE; add chain $TABLE $CHAIN { type filter hook input priority 0; }\"");
        }
        sheet.line(
                "old=$(nft -a list chain $TABLE $CHAIN 2>/dev/null |"
                        + " sed -n \"s/.*jump cf5xx_cloudflare # handle \\([0-9]*\\)/delete rule $TABLE $CHAIN handle \\1/p\")");
        sheet.line("nft -f - <<EOF");
        nftablesSet(sheet, "cf5xx_cloudflare4", "ipv4_addr", order.ranges().v4());
        nftablesSet(sheet, "cf5xx_cloudflare6", "ipv6_addr", order.ranges().v6());
        sheet.line("add chain $TABLE cf5xx_cloudflare");
        sheet.line("flush chain $TABLE cf5xx_cloudflare");
        if (order.only()) {
            sheet.line("add rule $TABLE cf5xx_cloudflare iifname \"lo\" return");
        }
        sheet.line("add rule $TABLE cf5xx_cloudflare ip saddr @cf5xx_cloudflare4" + ports + "accept");
        sheet.line("add rule $TABLE cf5xx_cloudflare ip6 saddr @cf5xx_cloudflare6" + ports + "accept");
        if (order.only()) {
            sheet.line("add rule $TABLE cf5xx_cloudflare" + ports + "drop");
        }
        sheet.line("$old");
        sheet.line("insert rule $TABLE $CHAIN jump cf5xx_cloudflare");
        sheet.line("EOF");
    }

    private static void nftablesSet(Sheet sheet, String name, String type, List<String> ranges) {
        sheet.line("add set $TABLE " + name + " { type " + type + "; flags interval; }");
        sheet.line("flush set $TABLE " + name);
        sheet.line("add element $TABLE " + name + " {");
        sheet.each(ranges, range -> "    " + range + ",");
        sheet.line("}");
    }

    static void ufw(Sheet sheet, Order order) {
        String what = "proto tcp from $range to any port " + order.ports(",");
        String everybody = "for range in 0.0.0.0/0 ::/0; do ufw delete deny " + what;
        sheet.note(Advice.RUN_AS_ROOT);
        sheet.note(Advice.AGAIN);
        String back = loop(order.ranges().all(), " ") + " do ufw delete allow " + what + "; done";
        sheet.undo(order.only() ? List.of(everybody + "; done", back) : List.of(back));
        sheet.note(Advice.UFW_PREPEND);
        sheet.note(Advice.UFW_INACTIVE);
        if (order.only()) {
            sheet.note(Advice.UFW_ORDER);
        }
        // In brackets, so that a paste cut short does nothing at all.
        sheet.line("(");
        if (order.only()) {
            sheet.line(everybody + "; ufw prepend deny " + what + " comment cloudflare-only; done");
        }
        sheet.line(loop(order.ranges().all(), " \\\n    "));
        sheet.line("do ufw delete allow " + what + "; ufw prepend allow " + what + " comment cloudflare; done");
        sheet.line(")");
    }

    static void firewalld(Sheet sheet, Order order) {
        sheet.note(Advice.RUN_AS_ROOT);
        sheet.undo(List.of(
                "ZONE=$(firewall-cmd --get-default-zone)",
                firewalldRules(order, "remove"),
                "firewall-cmd --permanent --delete-ipset=cf5xx-cloudflare4; firewall-cmd --permanent --delete-ipset=cf5xx-cloudflare6",
                "firewall-cmd --reload"));
        sheet.note(Advice.FIREWALLD_TRAPS);
        sheet.note(Advice.FIREWALLD_RELOAD);
        sheet.note(Advice.FIREWALLD_ZONE);
        sheet.line("ZONE=$(firewall-cmd --get-default-zone)");
        firewalldSet(sheet, "cf5xx-cloudflare4", "inet", order.ranges().v4());
        firewalldSet(sheet, "cf5xx-cloudflare6", "inet6", order.ranges().v6());
        sheet.line(firewalldRules(order, "add"));
        sheet.line("firewall-cmd --reload");
    }

    private static void firewalldSet(Sheet sheet, String name, String family, List<String> ranges) {
        sheet.line("firewall-cmd --permanent --new-ipset=" + name + " --type=hash:net --option=family=" + family);
        sheet.line(loop(ranges, " \\\n    "));
        sheet.line("do firewall-cmd --permanent --ipset=" + name + " --add-entry=$range; done");
    }

    /** Strangers are refused only where Cloudflare's permissions went in; all of them are taken away again. */
    private static String firewalldRules(Order order, String verb) {
        String rich = "firewall-cmd --permanent --zone=$ZONE --" + verb + "-rich-rule=\"rule priority=";
        String port = " port port=$port protocol=tcp ";
        Stream<String> permissions = Stream.of("4", "6")
                .map(v -> rich + "-100 family=ipv" + v + " source ipset=cf5xx-cloudflare" + v + port + "accept\"");
        Stream<String> refusal = order.only() ? Stream.of(rich + "-99" + port + "drop\"") : Stream.of();
        return Stream.concat(permissions, refusal)
                .collect(Collectors.joining(
                        verb.equals("add") ? " && " : "; ", "for port in " + order.ports(" ") + "; do ", "; done"));
    }

    static void plain(Sheet sheet, Order order) {
        sheet.note(Advice.PLAIN_APPLY, order.ports(", "));
        if (order.only()) {
            sheet.note(Advice.PLAIN_ONLY, order.ports(", "));
        }
        sheet.note(Advice.PLAIN_UNDO);
        sheet.note(Advice.PLAIN_QUOTA);
        sheet.each(order.ranges().all(), Function.identity());
    }

    private static String loop(List<String> ranges, String separator) {
        return "for range in" + separator + String.join(separator, ranges) + ";";
    }
}
