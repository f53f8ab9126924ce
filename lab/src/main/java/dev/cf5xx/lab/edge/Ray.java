package dev.cf5xx.lab.edge;

import java.util.Locale;

/**
 * A request's number at the edge.
 *
 * @param id 16 hexadecimal digits
 * @param colo the data centre's three letters
 */
public record Ray(String id, String colo) {
    /** The {@code n}-th of an edge. */
    static Ray of(long n, String colo) {
        // Scattered over all digits, so that two rays never look alike; the multiplier is odd, so none comes twice.
        return new Ray(String.format(Locale.ROOT, "%016x", (n + 1) * 0x9e3779b97f4a7c15L), colo);
    }

    @Override
    public String toString() {
        return id + "-" + colo;
    }
}
