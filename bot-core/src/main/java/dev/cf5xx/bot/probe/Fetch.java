package dev.cf5xx.bot.probe;

import java.util.Optional;

/**
 * Fetches what a certificate links to. Strangers chose these addresses, so that an implementation goes through the policy
 * for each, follows no redirect, and keeps to the caps. Plain http only: https would ask for the next certificate.
 */
interface Fetch {
    /** Fetches nothing: what would be looked up stays unchecked. */
    Fetch NOTHING = new Fetch() {
        @Override
        public Optional<byte[]> get(String url, int most, Deadline deadline) {
            return Optional.empty();
        }

        @Override
        public Optional<byte[]> post(String url, String type, byte[] body, int most, Deadline deadline) {
            return Optional.empty();
        }
    };

    /** The body of a 200, of at most {@code most} bytes; empty for anything else. Never throws. */
    Optional<byte[]> get(String url, int most, Deadline deadline);

    /** The body of a 200 to a POST; else as {@link #get}. */
    Optional<byte[]> post(String url, String type, byte[] body, int most, Deadline deadline);
}
