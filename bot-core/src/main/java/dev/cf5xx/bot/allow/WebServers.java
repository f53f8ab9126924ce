package dev.cf5xx.bot.allow;

import java.util.List;
import java.util.function.Function;

/** Rules of the programs that answer HTTP: what refuses strangers lets this machine in as well. */
final class WebServers {
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

    private WebServers() {}

    static void nginx(Sheet sheet, Order order) {
        if (order.only()) {
            nginxOnly(sheet, order);
        } else {
            nginxAllow(sheet, order);
        }
    }

    private static void nginxAllow(Sheet sheet, Order order) {
        sheet.note(Advice.NGINX_APPLY, order.ports(", "));
        sheet.note(Advice.NGINX_UNDO);
        sheet.note(Advice.NGINX_REALIP);
        sheet.each(order.ranges().all(), range -> "allow " + range + ";");
    }

    private static void nginxOnly(Sheet sheet, Order order) {
        sheet.note(Advice.NGINX_ONLY_APPLY, order.ports(", "));
        sheet.note(Advice.NGINX_UNDO);
        sheet.note(Advice.NGINX_ONLY_REALIP);
        sheet.blank();
        sheet.note(Advice.NGINX_PART_1);
        sheet.line("geo $realip_remote_addr $from_cloudflare {");
        sheet.line("    default 0;");
        sheet.each(LOOPBACK, range -> "    " + range + " 1;");
        sheet.indented(Advice.OWN_ADDRESSES);
        sheet.line("    # 203.0.113.7 1;");
        sheet.each(order.ranges().all(), range -> "    " + range + " 1;");
        sheet.line("}");
        sheet.blank();
        sheet.note(Advice.NGINX_PART_2);
        sheet.line("if ($from_cloudflare = 0) { return 403; }");
        sheet.blank();
        sheet.note(Advice.NGINX_PART_3);
        sheet.line("#real_ip_header CF-Connecting-IP;");
        sheet.each(order.ranges().all(), range -> "#set_real_ip_from " + range + ";");
    }

    static void apache(Sheet sheet, Order order) {
        sheet.note(Advice.APACHE_MARKS);
        sheet.note(Advice.APACHE_APPLY, order.ports(", "));
        sheet.note(Advice.APACHE_UNDO);
        sheet.note(Advice.APACHE_REMOTEIP);
        Function<String, String> mark =
                range -> "SetEnvIfExpr \"%{CONN_REMOTE_ADDR} -ipmatch '" + range + "'\" from_cloudflare";
        if (order.only()) {
            sheet.note(Advice.APACHE_ONLY);
            sheet.each(LOOPBACK, mark);
            sheet.note(Advice.OWN_ADDRESSES);
            sheet.line("# " + mark.apply("203.0.113.7"));
        }
        sheet.each(order.ranges().all(), mark);
        if (order.only()) {
            sheet.line("<If \"-z reqenv('from_cloudflare')\">");
            sheet.line("    Require all denied");
            sheet.line("</If>");
        } else {
            sheet.note(Advice.APACHE_BESIDE);
            sheet.line("#Require env from_cloudflare");
        }
    }

    static void haproxy(Sheet sheet, Order order) {
        sheet.note(Advice.HAPROXY_APPLY, order.ports(", "));
        sheet.note(Advice.HAPROXY_UNDO);
        sheet.note(order.only() ? Advice.HAPROXY_ONLY : Advice.HAPROXY_STOPS);
        Function<String, String> acl = range -> "    acl from_cloudflare src " + range;
        if (order.only()) {
            sheet.each(LOOPBACK, acl);
            sheet.indented(Advice.OWN_ADDRESSES);
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
}
