package dev.cf5xx.knowledge;

import java.util.Locale;

/** Enum constants as files spell them: {@code REQUIRED_DETAIL} is {@code required-detail}. */
final class Tags {
    private Tags() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E parse(Class<E> type, String tag) {
        return Enum.valueOf(type, tag.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
