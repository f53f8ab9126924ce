package dev.cf5xx.bot.allow;

import dev.cf5xx.knowledge.Lang;

/** Everything the comments beside the rules say, in both languages. {@code {0}} is filled in. */
enum Advice {
    LETS_IN("{0}: lets Cloudflare in ahead of your other rules. Refuses nobody.", "{0}：放行 Cloudflare，排在已有规则之前，不拒绝任何人。"),
    ONLY("{0}: lets Cloudflare in and REFUSES EVERYBODY ELSE.", "{0}：只放行 Cloudflare，其余来源一律拒绝。"),
    AS_OF(
            "List as of {0}; the current one: https://www.cloudflare.com/ips/",
            "IP 段截至 {0}；最新列表：https://www.cloudflare.com/ips/"),
    WARN_DNS(
            "WARNING: first check that all DNS records of this server are proxied (orange cloud). Direct visitors and your"
                    + " monitoring will be refused.",
            "警告：先确认指向这台服务器的 DNS 记录都已开启代理（橙色云朵）。直连源站的访客和监控都会被拒绝。"),
    WARN_SSH(
            "WARNING: touches TCP {0} and nothing else. Leave SSH and the other ports alone, and keep this SSH session open"
                    + " until a second one works.",
            "警告：只影响 TCP {0}。SSH 和其他端口不要动；当前 SSH 会话先别断，另开一个确认能登录再退出。"),
    WARN_BALANCER(
            "WARNING: with a load balancer or proxy between Cloudflare and here, connections come from that: put the rules"
                    + " there.",
            "警告：如果 Cloudflare 和本机之间还有负载均衡或反向代理，看到的来源是它的地址，规则要加在那一层。"),
    OWN_ADDRESSES(
            "Addresses of your own to let in as well (monitoring, office), like this:", "要额外放行自己的地址（监控、办公网），照此添加："),
    RUN_AS_ROOT("Apply: paste all of it into a root shell (sudo -i).", "用法：整段粘贴到 root shell（sudo -i）。"),
    AGAIN("Running it again is harmless.", "重复执行无副作用。"),
    UNDO_COMMANDS("Undo:", "回滚："),

    NGINX_APPLY(
            "Apply: paste above your deny lines, in the same block (a block with allow/deny of its own inherits none from"
                    + " outside), for the server blocks on {0}. Then: nginx -t && nginx -s reload",
            "用法：粘贴到已有 deny 的同一个块里、放在 deny 之前（块内一旦有自己的 allow/deny，就不再继承外层的），"
                    + "对应监听 {0} 的 server。然后：nginx -t && nginx -s reload"),
    NGINX_UNDO("Undo: delete these lines, then nginx -t && nginx -s reload", "回滚：删掉这些行，再 nginx -t && nginx -s reload"),
    NGINX_REALIP(
            "Trap: with real_ip_header set, allow/deny see the visitor and not Cloudflare. These lines then do nothing, and"
                    + " `deny all` refuses every visitor: replace that by the form that lets in only Cloudflare.",
            "注意：配了 real_ip_header 之后，allow/deny 看到的是访客 IP 而不是 Cloudflare。这些行不再起作用，`deny all` 会把访客全部拒掉：把它换成“只放行 Cloudflare”的写法。"),
    NGINX_ONLY_APPLY(
            "Apply: part 1 into the http block, part 2 into every server block on {0}. Then: nginx -t && nginx -s reload",
            "用法：第 1 段放进 http 块，第 2 段放进每个监听 {0} 的 server 块。然后：nginx -t && nginx -s reload"),
    NGINX_ONLY_REALIP(
            "Why not allow/deny: with real_ip_header set they see the visitor and would refuse everyone."
                    + " $realip_remote_addr is the connection's own address, with real_ip_header or without. If nginx says it"
                    + " is unknown, it was built without the realip module: write $remote_addr.",
            "为什么不用 allow/deny：配了 real_ip_header 后它们看到的是访客 IP，会拒掉所有人。"
                    + "$realip_remote_addr 始终是对端的连接地址。若 nginx 报未知变量，说明没有编译 realip 模块，改成 $remote_addr。"),
    NGINX_PART_1(
            "1. http block, for instance as /etc/nginx/conf.d/cloudflare.conf",
            "1. http 块，例如存为 /etc/nginx/conf.d/cloudflare.conf"),
    NGINX_PART_2("2. at the top of each server block", "2. 每个 server 块的开头"),
    NGINX_PART_3(
            "3. optional, http block: visitors' addresses in logs and rate limits. Remove the leading # if you have none yet.",
            "3. 可选，http 块：让日志和限流看到访客真实 IP。还没配过的话，去掉行首的 # 即可。"),

    APACHE_MARKS(
            "The SetEnvIfExpr lines only mark connections from Cloudflare; they refuse nobody (needs mod_setenvif).",
            "SetEnvIfExpr 只给来自 Cloudflare 的连接打标记，本身不拒绝任何人（需要 mod_setenvif）。"),
    APACHE_APPLY(
            "Apply: put it into the virtual hosts on {0} or save it as /etc/apache2/conf-enabled/cloudflare.conf (RHEL:"
                    + " /etc/httpd/conf.d/). Then: apachectl configtest && apachectl graceful",
            "用法：放进监听 {0} 的虚拟主机，或存为 /etc/apache2/conf-enabled/cloudflare.conf（RHEL：/etc/httpd/conf.d/）。"
                    + "然后：apachectl configtest && apachectl graceful"),
    APACHE_UNDO(
            "Undo: delete what you added, then apachectl configtest && apachectl graceful",
            "回滚：删掉加进去的行，再 apachectl configtest && apachectl graceful"),
    APACHE_REMOTEIP(
            "Why not `Require ip`: with mod_remoteip it sees the visitor and not Cloudflare. CONN_REMOTE_ADDR is the"
                    + " connection's own address, with mod_remoteip or without.",
            "为什么不用 `Require ip`：启用 mod_remoteip 后它看到的是访客 IP 而不是 Cloudflare。CONN_REMOTE_ADDR 始终是对端的连接地址。"),
    APACHE_BESIDE(
            "Last step: beside the `Require ip` lines that keep Cloudflare out, inside the same <RequireAny> (or a section"
                    + " with no container), add the line below without its #. NOT where there is no other Require: alone it"
                    + " would refuse everybody else. Inside <RequireAll> put it and the old line into a <RequireAny>.",
            "最后一步：在拦住 Cloudflare 的 `Require ip` 旁边、同一个 <RequireAny>（或没有容器的段）里，加上下面这行（去掉 #）。"
                    + "没有其他 Require 的地方不要加：单独一行会把其他人全部拒掉。如果在 <RequireAll> 里，把它和原来那行一起放进 <RequireAny>。"),
    APACHE_ONLY(
            "<If> is merged last and holds only for the others: passwords and other rules stay as they are for Cloudflare.",
            "<If> 最后合并，且只对其他来源生效：经 Cloudflare 的请求，原有密码和规则不变。"),

    IPTABLES_TRAPS(
            "Traps: with ufw or firewalld on this machine use their form, their reload wipes this one. Ports that Docker"
                    + " publishes do not pass INPUT: not touched here. UDP (HTTP/3) is not touched.",
            "注意：装了 ufw 或 firewalld 就用它们的写法，否则它们 reload 时会冲掉这里的规则。Docker 映射的端口不经过 INPUT，不受影响。UDP（HTTP/3）不受影响。"),
    IPTABLES_REBOOT(
            "Survive a reboot: Debian/Ubuntu: apt install iptables-persistent && netfilter-persistent save; RHEL: service"
                    + " iptables save && service ip6tables save",
            "重启后保留：Debian/Ubuntu：apt install iptables-persistent && netfilter-persistent save；RHEL：service iptables save"
                    + " && service ip6tables save"),

    NFTABLES_TABLE(
            "Trap: an accept in a table of its own would not override a drop in another table. So this goes into the table"
                    + " that drops: see `nft list ruleset` for the chain with `hook input`, and put its names into the first"
                    + " line and the undo commands (family inet). All or nothing: on an error nothing is changed.",
            "注意：自建表里的 accept 盖不过别的表里的 drop，所以规则要加进真正在拦的那张表：用 `nft list ruleset` 找带 `hook input` 的链，"
                    + "把表名和链名填到第一行和回滚命令里（family 为 inet）。整体生效：出错则什么都不改。"),
    NFTABLES_MANAGED(
            "Trap: with ufw, firewalld or iptables rules on this machine use their form. UDP (HTTP/3) is not touched.",
            "注意：本机规则由 ufw、firewalld 或 iptables 管理时，用它们的写法。UDP（HTTP/3）不受影响。"),
    NFTABLES_REBOOT(
            "Survive a reboot: cp -a /etc/nftables.conf /etc/nftables.conf.bak; (echo flush ruleset; nft list ruleset) >"
                    + " /etc/nftables.conf; systemctl enable nftables",
            "重启后保留：cp -a /etc/nftables.conf /etc/nftables.conf.bak; (echo flush ruleset; nft list ruleset) >"
                    + " /etc/nftables.conf; systemctl enable nftables"),
    NFTABLES_CREATES(
            "Creates table and chain where there are none yet; leaves existing ones and their policy alone.",
            "表和链不存在时才创建；已有的表、链和默认策略不动。"),

    UFW_PREPEND(
            "Trap: `ufw insert 1` fails without rules and cannot place IPv6 before IPv4; `prepend` can. A rule that is there"
                    + " already is not moved, hence the delete (\"Could not delete non-existent rule\" is fine).",
            "注意：没有规则时 `ufw insert 1` 会报错，IPv6 规则也插不到 IPv4 前面，所以用 `prepend`。"
                    + "已存在的规则不会被移到最前，所以先 delete（提示 Could not delete non-existent rule 可忽略）。"),
    UFW_INACTIVE(
            "If `ufw status` says inactive, ufw blocks nothing: look elsewhere. Do not enable it before `ufw allow OpenSSH`."
                    + " Ports that Docker publishes bypass ufw.",
            "如果 `ufw status` 显示 inactive，说明拦截的不是 ufw，去别处查。执行 `ufw allow OpenSSH` 之前不要启用 ufw。Docker 映射的端口会绕过 ufw。"),
    UFW_ORDER(
            "The refusal goes in first and the permissions on top of it: for some seconds new connections wait, Cloudflare's"
                    + " too; they are not refused but dropped and tried again.",
            "先加拒绝，再把放行规则放到它前面：这几秒内新连接（包括 Cloudflare 的）会等待；包是丢弃而非拒绝，对端会自动重试。"),

    FIREWALLD_TRAPS(
            "Trap: at equal priority firewalld tries refusals before permissions; hence the negative priority"
                    + " (firewalld 0.7 and later).",
            "注意：同一优先级下 firewalld 先匹配拒绝再匹配放行，所以这里用负优先级（需要 firewalld 0.7 以上）。"),
    FIREWALLD_RELOAD(
            "Trap: --reload drops what was set at run time only. To keep that: firewall-cmd --runtime-to-permanent first.",
            "注意：--reload 会丢掉只在运行时生效的规则。要保留的话，先执行 firewall-cmd --runtime-to-permanent。"),
    FIREWALLD_ZONE(
            "If the interface is in another zone (firewall-cmd --get-active-zones), name that in the first line. NAME_CONFLICT"
                    + " and ALREADY_ENABLED are fine when you run it again.",
            "如果网卡在别的 zone（firewall-cmd --get-active-zones），改第一行。重复执行时提示 NAME_CONFLICT、ALREADY_ENABLED 可忽略。"),

    HAPROXY_APPLY(
            "Apply: paste into the frontend on {0}, directly above its first deny or reject. Then: haproxy -c -f"
                    + " /etc/haproxy/haproxy.cfg && systemctl reload haproxy",
            "用法：粘贴到监听 {0} 的 frontend 里，放在第一条 deny/reject 之前。然后：haproxy -c -f /etc/haproxy/haproxy.cfg"
                    + " && systemctl reload haproxy"),
    HAPROXY_UNDO("Undo: delete these lines, check and reload again", "回滚：删掉这些行，重新检查并 reload"),
    HAPROXY_STOPS(
            "Trap: allow ends the frontend's http-request rules: put it below those that set headers. And above any"
                    + " http-request set-src: below it src is the visitor and not Cloudflare.",
            "注意：allow 会结束该 frontend 后面的 http-request 规则，要放在设置请求头的规则之后；同时要放在 http-request set-src 之前，否则 src 是访客而不是 Cloudflare。"),
    HAPROXY_ONLY(
            "This looks at the connection, before any http-request set-src makes src the visitor.",
            "这里判断的是连接本身，早于 http-request set-src，所以 src 一定是 Cloudflare 而不是访客。"),

    PLAIN_APPLY(
            "Apply: cloud console, security group (or network ACL), inbound, one rule for each line below: allow, TCP, ports"
                    + " {0}, source = the line; priority ahead of existing refusals.",
            "用法：云控制台 → 安全组（或网络 ACL）→ 入方向，下面每行加一条：允许，协议 TCP，端口 {0}，来源填该行；优先级排在已有拒绝规则之前。"),
    PLAIN_UNDO("Undo: delete the rules you added. Note their name or number as you go.", "回滚：删除新加的规则（添加时记下名称或编号）。"),
    PLAIN_ONLY(
            "Then, and only when the site works through Cloudflare: remove the rules that open TCP {0} to 0.0.0.0/0 and ::/0.",
            "全部加完、确认经 Cloudflare 能访问之后，再删除对 0.0.0.0/0 和 ::/0 开放 TCP {0} 的规则。"),
    PLAIN_QUOTA(
            "Trap: groups hold a limited number of rules, and each port may count: use a prefix list / address group if full.",
            "注意：安全组有规则条数上限，每个端口可能各算一条；不够就用前缀列表／地址组。");

    private final String en;
    private final String zh;

    Advice(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    /** The text in {@code lang}, unfilled. */
    String in(Lang lang) {
        return lang == Lang.EN ? en : zh;
    }
}
