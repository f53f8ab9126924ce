package dev.cf5xx.bot.target;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Scanner;

/** The addresses at which no public site lives; {@code special-blocks.txt} names them, with source and date. */
final class SpecialBlocks {
    private static final Networks GLOBAL_UNICAST = Networks.of(List.of("2000::/3"));
    private static final Networks BLOCKS = Networks.of(shipped());

    private SpecialBlocks() {}

    /** The blocks of the list that ships, in CIDR notation. */
    static List<String> shipped() {
        List<String> blocks = new ArrayList<>();
        try (Scanner lines = new Scanner(
                Objects.requireNonNull(SpecialBlocks.class.getResourceAsStream("special-blocks.txt")), "UTF-8")) {
            while (lines.hasNextLine()) {
                String line = lines.nextLine();
                int comment = line.indexOf('#');
                String block = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!block.isEmpty()) {
                    blocks.add(block);
                }
            }
        }
        return blocks;
    }

    /** Whether {@code address} is none of a public host. */
    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return BLOCKS.contains(address)
                || (bytes.length == 16 && (!GLOBAL_UNICAST.contains(address) || isIsatap(bytes)));
    }

    /**
     * Whether the second half is an ISATAP interface identifier, which tunnels to the IPv4 address it ends with. Source: RFC
     * 5214, section 6.1; the bits "universal" and "group" may be either.
     */
    private static boolean isIsatap(byte[] address) {
        return (address[8] & 0xfc) == 0 && address[9] == 0 && address[10] == 0x5e && address[11] == (byte) 0xfe;
    }
}
