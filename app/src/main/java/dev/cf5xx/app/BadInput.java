package dev.cf5xx.app;

/** What somebody typed cannot be used; the message, in their language, says what to type instead. Exit code 2. */
class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInput(String message) {
        super(message);
    }
}
