package dev.cf5xx.bot.allow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.knowledge.CloudflareRanges;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nginx, Apache and HAProxy make of the rules: whom they answer, asked from four addresses and their own. */
class WebServersRealToolsTest {
    private static final CloudflareRanges RANGES = Knowledge.shipped().ranges();
    private static final List<Integer> PORTS = List.of(80, 443);

    /** Addresses for the loopback interface: one of Cloudflare's in each family, a stranger, the origin. */
    private static final String LOOPBACK = """
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

    private Sandbox sandbox;

    @BeforeEach
    void away(@TempDir Path dir) {
        sandbox = new Sandbox(dir);
    }

    @Test
    void nginx_aheadOfADeny_letsCloudflareIn() {
        String conf = nginx(
                "",
                "location / { " + AllowRules.NGINX.render(RANGES, PORTS, false, Lang.ZH)
                        + " deny all; root DIR; try_files /page =404; }");

        assertThat(serveNginx(conf))
                .contains("cloudflare4/ 200", "cloudflare6/ 200", "stranger4/ 403", "stranger6/ 403", "itself/ 403");
    }

    @Test
    void nginx_only_letsCloudflareInWhateverItKnowsOfVisitors() {
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
        sandbox.write("page", "o");
        sandbox.write("nginx.conf", conf.replace("DIR", sandbox.dir().toString()));
        return sandbox.run(LOOPBACK + """
                nginx -t -q -e $DIR/error.log -c $DIR/nginx.conf && nginx -e $DIR/error.log -c $DIR/nginx.conf
                everybody /
                curl -s -m 5 -D - -o /dev/null --interface 173.245.48.9 -H 'CF-Connecting-IP: 192.0.2.7' http://198.51.100.1:8080/ | sed -n 's/^X-Who:/who/p'
                """, "nginx", "curl", "iproute2");
    }

    @Test
    void apache_marks_harmNobodyAndOneLineLetsCloudflareIn() {
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
    void apache_only_letsCloudflareInAndKeepsOtherRules() {
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
        sandbox.write("open", "o");
        sandbox.write("office", "o");
        sandbox.write("shut", "o");
        sandbox.write(
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
                """.replace("DIR", sandbox.dir().toString())
                        + (visitors ? "RemoteIPHeader CF-Connecting-IP\n" : "")
                        + rules
                        + "<VirtualHost *:8080>\n"
                        + locations
                        + "</VirtualHost>\n");
        return sandbox.run(LOOPBACK + """
                chmod 755 $DIR
                apache2 -t -f $DIR/apache.conf && apache2 -k start -f $DIR/apache.conf
                """ + asks, "apache2", "curl", "iproute2");
    }

    @Test
    void haproxy_aheadOfADenyOrAlone_letsCloudflareIn() {
        String all = " http-request deny\n";
        assertThat(serveHaproxy(AllowRules.HAPROXY.render(RANGES, PORTS, false, Lang.EN) + all))
                .contains("cloudflare4/ 200", "cloudflare6/ 200", "stranger4/ 403", "stranger6/ 403");
        assertThat(serveHaproxy(AllowRules.HAPROXY.render(RANGES, PORTS, true, Lang.ZH)
                        + " http-request set-src hdr(CF-Connecting-IP)\n"))
                .contains("cloudflare4/ 200", "cloudflare6/ 200", "itself/ 200", "stranger4/ 000", "stranger6/ 000");
    }

    private String serveHaproxy(String frontend) {
        sandbox.write(
                "haproxy.cfg", """
                defaults
                    mode http
                    timeout client 5s
                    timeout server 5s
                    timeout connect 5s
                frontend web
                    bind :8080
                    bind :::8080 v6only
                """ + frontend + " default_backend ok\nbackend ok\n http-request return status 200\n");
        return sandbox.run(
                LOOPBACK + "haproxy -c -q -f $DIR/haproxy.cfg && haproxy -D -f $DIR/haproxy.cfg\neverybody /\n",
                "haproxy",
                "curl",
                "iproute2");
    }
}
