package dev.cf5xx.bot.target;

import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The policy over all addresses, not only those somebody thought of. */
class AddressPolicyPropertyTest {
    private static final AddressPolicy POLICY = new AddressPolicy(Networks.NONE, List.of(), List::of);
    private static final List<IPAddress> BLOCKS = SpecialBlocks.shipped().stream()
            .map(block -> new IPAddressString(block).getAddress().toPrefixBlock())
            .toList();

    private static boolean admits(InetAddress address) {
        return POLICY.permit(new OriginAddress(address, 443, 80), 443) instanceof Admission.Granted;
    }

    private static InetAddress address(BigInteger value, int bytes) {
        byte[] all = new byte[bytes];
        byte[] digits = value.toByteArray();
        for (int i = 0; i < Math.min(bytes, digits.length); i++) {
            all[bytes - 1 - i] = digits[digits.length - 1 - i];
        }
        return Literals.of(all);
    }

    @Provide
    Arbitrary<InetAddress> special() {
        return Arbitraries.of(BLOCKS)
                .flatMap(block -> Arbitraries.bigIntegers()
                        .between(block.getLower().getValue(), block.getUpper().getValue())
                        .map(value -> address(value, block.getByteCount())));
    }

    @Property(seed = "5022")
    void address_ofASpecialBlock_isRefused(@ForAll("special") InetAddress address) {
        assertThat(admits(address)).as(Literals.text(address)).isFalse();
    }

    @Provide
    Arbitrary<InetAddress> neighbours() {
        return Arbitraries.of(BLOCKS)
                .flatMap(block -> Arbitraries.of(
                        address(
                                block.getLower()
                                        .getValue()
                                        .subtract(BigInteger.ONE)
                                        .max(BigInteger.ZERO),
                                block.getByteCount()),
                        address(block.getUpper().getValue().add(BigInteger.ONE), block.getByteCount())));
    }

    @Property(seed = "5022")
    void address_besideASpecialBlock_isAdmittedUnlessSpecialItself(@ForAll("neighbours") InetAddress address) {
        byte[] bytes = address.getAddress();
        IPAddress it = new IPAddressString(Literals.text(address)).getAddress();
        boolean special = BLOCKS.stream().anyMatch(block -> block.contains(it));
        Assume.that(bytes.length == 4 || (bytes[0] & 0xe0) == 0x20);
        assertThat(admits(address)).as(Literals.text(address)).isEqualTo(!special);
    }
}
