package dev.cf5xx.bot.wording;

import dev.cf5xx.knowledge.CloudflareRanges;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules that let Cloudflare in to an origin, ready to paste.
 *
 * <p>Two promises hold for every tool. Without {@code only} nobody loses access: rules are added ahead of existing
 * blocks and nothing is refused. With it, nothing but the given ports (or the web server itself) is touched, and
 * Cloudflare is let in before anybody is refused, or both happen at once.
 *
 * <p>What the shell tools print is run by a root shell that people paste into: no {@code set -e}, no {@code exit} and
 * no exclamation mark, any of which would surprise an interactive shell. Where the text says how to undo, the commands
 * are the comment lines indented by three blanks.
 */
public enum AllowRules {
    /** {@code allow} lines, or a {@code geo} block that looks at the connection. */
    NGINX {
        @Override
        void write(Sheet sheet, Order order) {
            if (order.only()) {
                nginxOnly(sheet, order);
            } else {
                nginxAllow(sheet, order);
            }
        }
    },
    /** Apache httpd 2.4: an environment variable, which harms nobody wherever it is set, and what uses it. */
    APACHE {
        @Override
        void write(Sheet sheet, Order order) {
            apache(sheet, order);
        }
    },
    /** A chain of our own, jumped to from the top of {@code INPUT}. */
    IPTABLES {
        @Override
        void write(Sheet sheet, Order order) {
            iptables(sheet, order);
        }
    },
    /** A chain and sets of our own in the table that is there: an accept in another table would be in vain. */
    NFTABLES {
        @Override
        void write(Sheet sheet, Order order) {
            nftables(sheet, order);
        }
    },
    /** Prepended rules. */
    UFW {
        @Override
        void write(Sheet sheet, Order order) {
            ufw(sheet, order);
        }
    },
    /** Sets of addresses and rich rules that come before all others. */
    FIREWALLD {
        @Override
        void write(Sheet sheet, Order order) {
            firewalld(sheet, order);
        }
    },
    /** {@code src} rules of a frontend. */
    HAPROXY {
        @Override
        void write(Sheet sheet, Order order) {
            haproxy(sheet, order);
        }
    },
    /** The bare list, for the form of a cloud's security group. */
    PLAIN {
        @Override
        void write(Sheet sheet, Order order) {
            plain(sheet, order);
        }
    };

    /** The most ports that {@code -m multiport} and ufw take at a time. */
    public static final int MOST_PORTS = 15;

    private static final Pattern RANGE = Pattern.compile("[0-9a-f:.]{3,39}/\\d{1,3}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

    // Shared by all tools.
    private static final Text LETS_IN = new Text(
            "{0}: lets Cloudflare in ahead of your other rules. Refuses nobody.", "{0}：放行 Cloudflare，排在已有规则之前，不拒绝任何人。");
    private static final Text ONLY =
            new Text("{0}: lets Cloudflare in and REFUSES EVERYBODY ELSE.", "{0}：只放行 Cloudflare，其余来源一律拒绝。");
    private static final Text AS_OF = new Text(
            "List as of {0}; the current one: https://www.cloudflare.com/ips/",
            "IP 段截至 {0}；最新列表：https://www.cloudflare.com/ips/");
    private static final Text WARN_DNS = new Text(
            "WARNING: first check that all DNS records of this server are proxied (orange cloud). Direct visitors and your"
                    + " monitoring will be refused.",
            "警告：先确认指向这台服务器的 DNS 记录都已开启代理（橙色云朵）。直连源站的访客和监控都会被拒绝。");
    private static final Text WARN_SSH = new Text(
            "WARNING: touches TCP {0} and nothing else. Leave SSH and the other ports alone, and keep this SSH session open"
                    + " until a second one works.",
            "警告：只影响 TCP {0}。SSH 和其他端口不要动；当前 SSH 会话先别断，另开一个确认能登录再退出。");
    private static final Text WARN_BALANCER = new Text(
            "WARNING: with a load balancer or proxy between Cloudflare and here, connections come from that: put the rules"
                    + " there.",
            "警告：如果 Cloudflare 和本机之间还有负载均衡或反向代理，看到的来源是它的地址，规则要加在那一层。");
    private static final Text OWN_ADDRESSES = new Text(
            "Addresses of your own to let in as well (monitoring, office), like this:", "要额外放行自己的地址（监控、办公网），照此添加：");
    private static final Text RUN_AS_ROOT =
            new Text("Apply: paste all of it into a root shell (sudo -i).", "用法：整段粘贴到 root shell（sudo -i）。");
    private static final Text AGAIN = new Text("Running it again is harmless.", "重复执行无副作用。");
    private static final Text UNDO_COMMANDS = new Text("Undo:", "回滚：");

    private static final Text NGINX_APPLY = new Text(
            "Apply: paste above your deny lines, in the same block (a block with allow/deny of its own inherits none from"
                    + " outside), for the server blocks on {0}. Then: nginx -t && nginx -s reload",
            "用法：粘贴到已有 deny 的同一个块里、放在 deny 之前（块内一旦有自己的 allow/deny，就不再继承外层的），"
                    + "对应监听 {0} 的 server。然后：nginx -t && nginx -s reload");
    private static final Text NGINX_UNDO = new Text(
            "Undo: delete these lines, then nginx -t && nginx -s reload", "回滚：删掉这些行，再 nginx -t && nginx -s reload");
    private static final Text NGINX_REALIP = new Text(
            "Trap: with real_ip_header set, allow/deny see the visitor and not Cloudflare. These lines then do nothing, and"
                    + " `deny all` refuses every visitor: replace that by the form that lets in only Cloudflare.",
            "注意：配了 real_ip_header 之后，allow/deny 看到的是访客 IP 而不是 Cloudflare。这些行不再起作用，`deny all` 会把访客全部拒掉：把它换成“只放行 Cloudflare”的写法。");
    private static final Text NGINX_ONLY_APPLY = new Text(
            "Apply: part 1 into the http block, part 2 into every server block on {0}. Then: nginx -t && nginx -s reload",
            "用法：第 1 段放进 http 块，第 2 段放进每个监听 {0} 的 server 块。然后：nginx -t && nginx -s reload");
    private static final Text NGINX_ONLY_REALIP = new Text(
            "Why not allow/deny: with real_ip_header set they see the visitor and would refuse everyone."
                    + " $realip_remote_addr is the connection's own address, with real_ip_header or without. If nginx says it"
                    + " is unknown, it was built without the realip module: write $remote_addr.",
            "为什么不用 allow/deny：配了 real_ip_header 后它们看到的是访客 IP，会拒掉所有人。"
                    + "$realip_remote_addr 始终是对端的连接地址。若 nginx 报未知变量，说明没有编译 realip 模块，改成 $remote_addr。");
    private static final Text NGINX_PART_1 = new Text(
            "1. http block, for instance as /etc/nginx/conf.d/cloudflare.conf",
            "1. http 块，例如存为 /etc/nginx/conf.d/cloudflare.conf");
    private static final Text NGINX_PART_2 = new Text("2. at the top of each server block", "2. 每个 server 块的开头");
    private static final Text NGINX_PART_3 = new Text(
            "3. optional, http block: visitors' addresses in logs and rate limits. Remove the leading # if you have none yet.",
            "3. 可选，http 块：让日志和限流看到访客真实 IP。还没配过的话，去掉行首的 # 即可。");

    private static final Text APACHE_MARKS = new Text(
            "The SetEnvIfExpr lines only mark connections from Cloudflare; they refuse nobody (needs mod_setenvif).",
            "SetEnvIfExpr 只给来自 Cloudflare 的连接打标记，本身不拒绝任何人（需要 mod_setenvif）。");
    private static final Text APACHE_APPLY = new Text(
            "Apply: put it into the virtual hosts on {0} or save it as /etc/apache2/conf-enabled/cloudflare.conf (RHEL:"
                    + " /etc/httpd/conf.d/). Then: apachectl configtest && apachectl graceful",
            "用法：放进监听 {0} 的虚拟主机，或存为 /etc/apache2/conf-enabled/cloudflare.conf（RHEL：/etc/httpd/conf.d/）。"
                    + "然后：apachectl configtest && apachectl graceful");
    private static final Text APACHE_UNDO = new Text(
            "Undo: delete what you added, then apachectl configtest && apachectl graceful",
            "回滚：删掉加进去的行，再 apachectl configtest && apachectl graceful");
    private static final Text APACHE_REMOTEIP = new Text(
            "Why not `Require ip`: with mod_remoteip it sees the visitor and not Cloudflare. CONN_REMOTE_ADDR is the"
                    + " connection's own address, with mod_remoteip or without.",
            "为什么不用 `Require ip`：启用 mod_remoteip 后它看到的是访客 IP 而不是 Cloudflare。CONN_REMOTE_ADDR 始终是对端的连接地址。");
    private static final Text APACHE_BESIDE = new Text(
            "Last step: beside the `Require ip` lines that keep Cloudflare out, inside the same <RequireAny> (or a section"
                    + " with no container), add the line below without its #. NOT where there is no other Require: alone it"
                    + " would refuse everybody else. Inside <RequireAll> put it and the old line into a <RequireAny>.",
            "最后一步：在拦住 Cloudflare 的 `Require ip` 旁边、同一个 <RequireAny>（或没有容器的段）里，加上下面这行（去掉 #）。"
                    + "没有其他 Require 的地方不要加：单独一行会把其他人全部拒掉。如果在 <RequireAll> 里，把它和原来那行一起放进 <RequireAny>。");
    private static final Text APACHE_ONLY = new Text(
            "<If> is merged last and holds only for the others: passwords and other rules stay as they are for Cloudflare.",
            "<If> 最后合并，且只对其他来源生效：经 Cloudflare 的请求，原有密码和规则不变。");

    private static final Text IPTABLES_TRAPS = new Text(
            "Traps: with ufw or firewalld on this machine use their form, their reload wipes this one. Ports that Docker"
                    + " publishes do not pass INPUT: not touched here. UDP (HTTP/3) is not touched.",
            "注意：装了 ufw 或 firewalld 就用它们的写法，否则它们 reload 时会冲掉这里的规则。Docker 映射的端口不经过 INPUT，不受影响。UDP（HTTP/3）不受影响。");
    private static final Text IPTABLES_REBOOT = new Text(
            "Survive a reboot: Debian/Ubuntu: apt install iptables-persistent && netfilter-persistent save; RHEL: service"
                    + " iptables save && service ip6tables save",
            "重启后保留：Debian/Ubuntu：apt install iptables-persistent && netfilter-persistent save；RHEL：service iptables save"
                    + " && service ip6tables save");

    private static final Text NFTABLES_TABLE = new Text(
            "Trap: an accept in a table of its own would not override a drop in another table. So this goes into the table"
                    + " that drops: see `nft list ruleset` for the chain with `hook input`, and put its names into the first"
                    + " line and the undo commands (family inet). All or nothing: on an error nothing is changed.",
            "注意：自建表里的 accept 盖不过别的表里的 drop，所以规则要加进真正在拦的那张表：用 `nft list ruleset` 找带 `hook input` 的链，"
                    + "把表名和链名填到第一行和回滚命令里（family 为 inet）。整体生效：出错则什么都不改。");
    private static final Text NFTABLES_MANAGED = new Text(
            "Trap: with ufw, firewalld or iptables rules on this machine use their form. UDP (HTTP/3) is not touched.",
            "注意：本机规则由 ufw、firewalld 或 iptables 管理时，用它们的写法。UDP（HTTP/3）不受影响。");
    private static final Text NFTABLES_REBOOT = new Text(
            "Survive a reboot: cp -a /etc/nftables.conf /etc/nftables.conf.bak; (echo flush ruleset; nft list ruleset) >"
                    + " /etc/nftables.conf; systemctl enable nftables",
            "重启后保留：cp -a /etc/nftables.conf /etc/nftables.conf.bak; (echo flush ruleset; nft list ruleset) >"
                    + " /etc/nftables.conf; systemctl enable nftables");
    private static final Text NFTABLES_CREATES = new Text(
            "Creates table and chain where there are none yet; leaves existing ones and their policy alone.",
            "表和链不存在时才创建；已有的表、链和默认策略不动。");

    private static final Text UFW_PREPEND = new Text(
            "Trap: `ufw insert 1` fails without rules and cannot place IPv6 before IPv4; `prepend` can. A rule that is there"
                    + " already is not moved, hence the delete (\"Could not delete non-existent rule\" is fine).",
            "注意：没有规则时 `ufw insert 1` 会报错，IPv6 规则也插不到 IPv4 前面，所以用 `prepend`。"
                    + "已存在的规则不会被移到最前，所以先 delete（提示 Could not delete non-existent rule 可忽略）。");
    private static final Text UFW_INACTIVE = new Text(
            "If `ufw status` says inactive, ufw blocks nothing: look elsewhere. Do not enable it before `ufw allow OpenSSH`."
                    + " Ports that Docker publishes bypass ufw.",
            "如果 `ufw status` 显示 inactive，说明拦截的不是 ufw，去别处查。执行 `ufw allow OpenSSH` 之前不要启用 ufw。Docker 映射的端口会绕过 ufw。");
    private static final Text UFW_ORDER = new Text(
            "The refusal goes in first and the permissions on top of it: for some seconds new connections wait, Cloudflare's"
                    + " too; they are not refused but dropped and tried again.",
            "先加拒绝，再把放行规则放到它前面：这几秒内新连接（包括 Cloudflare 的）会等待；包是丢弃而非拒绝，对端会自动重试。");

    private static final Text FIREWALLD_TRAPS = new Text(
            "Trap: at equal priority firewalld tries refusals before permissions; hence the negative priority"
                    + " (firewalld 0.7 and later).",
            "注意：同一优先级下 firewalld 先匹配拒绝再匹配放行，所以这里用负优先级（需要 firewalld 0.7 以上）。");
    private static final Text FIREWALLD_RELOAD = new Text(
            "Trap: --reload drops what was set at run time only. To keep that: firewall-cmd --runtime-to-permanent first.",
            "注意：--reload 会丢掉只在运行时生效的规则。要保留的话，先执行 firewall-cmd --runtime-to-permanent。");
    private static final Text FIREWALLD_ZONE = new Text(
            "If the interface is in another zone (firewall-cmd --get-active-zones), name that in the first line. NAME_CONFLICT"
                    + " and ALREADY_ENABLED are fine when you run it again.",
            "如果网卡在别的 zone（firewall-cmd --get-active-zones），改第一行。重复执行时提示 NAME_CONFLICT、ALREADY_ENABLED 可忽略。");

    private static final Text HAPROXY_APPLY = new Text(
            "Apply: paste into the frontend on {0}, directly above its first deny or reject. Then: haproxy -c -f"
                    + " /etc/haproxy/haproxy.cfg && systemctl reload haproxy",
            "用法：粘贴到监听 {0} 的 frontend 里，放在第一条 deny/reject 之前。然后：haproxy -c -f /etc/haproxy/haproxy.cfg"
                    + " && systemctl reload haproxy");
    private static final Text HAPROXY_UNDO =
            new Text("Undo: delete these lines, check and reload again", "回滚：删掉这些行，重新检查并 reload");
    private static final Text HAPROXY_STOPS = new Text(
            "Trap: allow ends the frontend's http-request rules: put it below those that set headers. And above any"
                    + " http-request set-src: below it src is the visitor and not Cloudflare.",
            "注意：allow 会结束该 frontend 后面的 http-request 规则，要放在设置请求头的规则之后；同时要放在 http-request set-src 之前，否则 src 是访客而不是 Cloudflare。");
    private static final Text HAPROXY_ONLY = new Text(
            "This looks at the connection, before any http-request set-src makes src the visitor.",
            "这里判断的是连接本身，早于 http-request set-src，所以 src 一定是 Cloudflare 而不是访客。");

    private static final Text PLAIN_APPLY = new Text(
            "Apply: cloud console, security group (or network ACL), inbound, one rule for each line below: allow, TCP, ports"
                    + " {0}, source = the line; priority ahead of existing refusals.",
            "用法：云控制台 → 安全组（或网络 ACL）→ 入方向，下面每行加一条：允许，协议 TCP，端口 {0}，来源填该行；优先级排在已有拒绝规则之前。");
    private static final Text PLAIN_UNDO = new Text(
            "Undo: delete the rules you added. Note their name or number as you go.", "回滚：删除新加的规则（添加时记下名称或编号）。");
    private static final Text PLAIN_ONLY = new Text(
            "Then, and only when the site works through Cloudflare: remove the rules that open TCP {0} to 0.0.0.0/0 and ::/0.",
            "全部加完、确认经 Cloudflare 能访问之后，再删除对 0.0.0.0/0 和 ::/0 开放 TCP {0} 的规则。");
    private static final Text PLAIN_QUOTA = new Text(
            "Trap: groups hold a limited number of rules, and each port may count: use a prefix list / address group if full.",
            "注意：安全组有规则条数上限，每个端口可能各算一条；不够就用前缀列表／地址组。");

    /** The name people type. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tool of this name, in any case; empty for a name that is none. */
    public static Optional<AllowRules> of(String tag) {
        String wanted = tag.strip().toLowerCase(Locale.ROOT);
        return List.of(values()).stream()
                .filter(tool -> tool.tag().equals(wanted))
                .findFirst();
    }

    /**
     * The rules, with comments on how to apply and undo them.
     *
     * @param ranges what to let in
     * @param ports the TCP ports, 1 to 15 of them, such as 80 and 443
     * @param only whether to also refuse everybody else
     * @throws IllegalArgumentException if a port or a range is none: this goes into a root shell
     */
    public String render(CloudflareRanges ranges, List<Integer> ports, boolean only, Lang lang) {
        Order order = new Order(ranges, ports.stream().distinct().toList(), only);
        Sheet sheet = new Sheet(lang);
        sheet.note(only ? ONLY : LETS_IN, tag() + ", TCP " + order.ports(", "));
        sheet.note(AS_OF, ranges.asOf());
        if (only) {
            sheet.note(WARN_DNS);
            sheet.note(WARN_SSH, order.ports(", "));
            sheet.note(WARN_BALANCER);
        }
        write(sheet, order);
        return sheet.toString();
    }

    abstract void write(Sheet sheet, Order order);

    private static void nginxAllow(Sheet sheet, Order order) {
        sheet.note(NGINX_APPLY, order.ports(", "));
        sheet.note(NGINX_UNDO);
        sheet.note(NGINX_REALIP);
        sheet.each(order.ranges().all(), range -> "allow " + range + ";");
    }

    private static void nginxOnly(Sheet sheet, Order order) {
        sheet.note(NGINX_ONLY_APPLY, order.ports(", "));
        sheet.note(NGINX_UNDO);
        sheet.note(NGINX_ONLY_REALIP);
        sheet.blank();
        sheet.note(NGINX_PART_1);
        sheet.line("geo $realip_remote_addr $from_cloudflare {");
        sheet.line("    default 0;");
        sheet.each(LOOPBACK, range -> "    " + range + " 1;");
        sheet.indented(OWN_ADDRESSES);
        sheet.line("    # 203.0.113.7 1;");
        sheet.each(order.ranges().all(), range -> "    " + range + " 1;");
        sheet.line("}");
        sheet.blank();
        sheet.note(NGINX_PART_2);
        sheet.line("if ($from_cloudflare = 0) { return 403; }");
        sheet.blank();
        sheet.note(NGINX_PART_3);
        sheet.line("#real_ip_header CF-Connecting-IP;");
        sheet.each(order.ranges().all(), range -> "#set_real_ip_from " + range + ";");
    }

    private static void apache(Sheet sheet, Order order) {
        sheet.note(APACHE_MARKS);
        sheet.note(APACHE_APPLY, order.ports(", "));
        sheet.note(APACHE_UNDO);
        sheet.note(APACHE_REMOTEIP);
        Function<String, String> mark =
                range -> "SetEnvIfExpr \"%{CONN_REMOTE_ADDR} -ipmatch '" + range + "'\" from_cloudflare";
        if (order.only()) {
            sheet.note(APACHE_ONLY);
            sheet.each(LOOPBACK, mark);
            sheet.note(OWN_ADDRESSES);
            sheet.line("# " + mark.apply("203.0.113.7"));
        }
        sheet.each(order.ranges().all(), mark);
        if (order.only()) {
            sheet.line("<If \"-z reqenv('from_cloudflare')\">");
            sheet.line("    Require all denied");
            sheet.line("</If>");
        } else {
            sheet.note(APACHE_BESIDE);
            sheet.line("#Require env from_cloudflare");
        }
    }

    private static void iptables(Sheet sheet, Order order) {
        sheet.note(RUN_AS_ROOT);
        sheet.note(AGAIN);
        sheet.undo(List.of(
                "for tables in iptables ip6tables; do $tables -w -D INPUT -j CF5XX-CLOUDFLARE; $tables -w -F CF5XX-CLOUDFLARE;"
                        + " $tables -w -X CF5XX-CLOUDFLARE; done"));
        sheet.note(IPTABLES_REBOOT);
        sheet.note(IPTABLES_TRAPS);
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

    private static void nftables(Sheet sheet, Order order) {
        String ports = " tcp dport { " + order.ports(", ") + " } ";
        sheet.note(RUN_AS_ROOT);
        sheet.note(AGAIN);
        sheet.undo(List.of(
                "nft -a list chain inet filter input | sed -n 's/.*jump cf5xx_cloudflare # handle \\([0-9]*\\)/delete rule inet"
                        + " filter input handle \\1/p' | nft -f -",
                "nft 'delete chain inet filter cf5xx_cloudflare; delete set inet filter cf5xx_cloudflare4; delete set inet filter"
                        + " cf5xx_cloudflare6'"));
        sheet.note(NFTABLES_REBOOT);
        sheet.note(NFTABLES_TABLE);
        sheet.note(NFTABLES_MANAGED);
        sheet.line("TABLE=\"inet filter\"; CHAIN=input");
        if (order.only()) {
            sheet.note(NFTABLES_CREATES);
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

    private static void ufw(Sheet sheet, Order order) {
        String what = "proto tcp from $range to any port " + order.ports(",");
        String everybody = "for range in 0.0.0.0/0 ::/0; do ufw delete deny " + what;
        sheet.note(RUN_AS_ROOT);
        sheet.note(AGAIN);
        String back = loop(order.ranges().all(), " ") + " do ufw delete allow " + what + "; done";
        sheet.undo(order.only() ? List.of(everybody + "; done", back) : List.of(back));
        sheet.note(UFW_PREPEND);
        sheet.note(UFW_INACTIVE);
        if (order.only()) {
            sheet.note(UFW_ORDER);
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

    private static void firewalld(Sheet sheet, Order order) {
        sheet.note(RUN_AS_ROOT);
        sheet.undo(List.of(
                "ZONE=$(firewall-cmd --get-default-zone)",
                firewalldRules(order, "remove"),
                "firewall-cmd --permanent --delete-ipset=cf5xx-cloudflare4; firewall-cmd --permanent --delete-ipset=cf5xx-cloudflare6",
                "firewall-cmd --reload"));
        sheet.note(FIREWALLD_TRAPS);
        sheet.note(FIREWALLD_RELOAD);
        sheet.note(FIREWALLD_ZONE);
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

    private static void haproxy(Sheet sheet, Order order) {
        sheet.note(HAPROXY_APPLY, order.ports(", "));
        sheet.note(HAPROXY_UNDO);
        sheet.note(order.only() ? HAPROXY_ONLY : HAPROXY_STOPS);
        Function<String, String> acl = range -> "    acl from_cloudflare src " + range;
        if (order.only()) {
            sheet.each(LOOPBACK, acl);
            sheet.indented(OWN_ADDRESSES);
            sheet.line("    # acl from_cloudflare src 203.0.113.7");
        }
        sheet.each(order.ranges().all(), acl);
        if (order.only()) {
            sheet.line("    tcp-request connection reject unless from_cloudflare");
        } else {
            sheet.line("    tcp-request connection accept if from_cloudflare");
            sheet.line("    http-request allow if from_cloudflare");
        }
    }

    private static void plain(Sheet sheet, Order order) {
        sheet.note(PLAIN_APPLY, order.ports(", "));
        if (order.only()) {
            sheet.note(PLAIN_ONLY, order.ports(", "));
        }
        sheet.note(PLAIN_UNDO);
        sheet.note(PLAIN_QUOTA);
        sheet.each(order.ranges().all(), Function.identity());
    }

    private static String loop(List<String> ranges, String separator) {
        return "for range in" + separator + String.join(separator, ranges) + ";";
    }

    /** What was asked for, fit to be put into commands. */
    record Order(CloudflareRanges ranges, List<Integer> ports, boolean only) {
        Order {
            if (ports.isEmpty()
                    || ports.size() > MOST_PORTS
                    || !ports.stream().allMatch(port -> port >= 1 && port <= 65535)) {
                throw new IllegalArgumentException("not 1 to " + MOST_PORTS + " ports: " + ports);
            }
            if (!ranges.all().stream().allMatch(range -> RANGE.matcher(range).matches())
                    || !DAY.matcher(ranges.asOf()).matches()) {
                throw new IllegalArgumentException("not a list of ranges: " + ranges);
            }
        }

        String ports(String separator) {
            return ports.stream().map(String::valueOf).collect(Collectors.joining(separator));
        }
    }

    /** The text as it grows. All tools here take {@code #} for a comment. */
    static final class Sheet {
        private final StringBuilder text = new StringBuilder();
        private final Lang lang;

        Sheet(Lang lang) {
            this.lang = lang;
        }

        void line(String line) {
            text.append(line).append('\n');
        }

        void blank() {
            line("");
        }

        void each(List<String> ranges, Function<String, String> form) {
            ranges.forEach(range -> line(form.apply(range)));
        }

        void note(Text note) {
            line("# " + note.in(lang));
        }

        void note(Text note, String value) {
            line("# " + note.in(lang).replace("{0}", value));
        }

        void indented(Text note) {
            line("    # " + note.in(lang));
        }

        void undo(List<String> commands) {
            note(UNDO_COMMANDS);
            commands.forEach(command -> line("#   " + command));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
