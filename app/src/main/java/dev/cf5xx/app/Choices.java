package dev.cf5xx.app;

import java.util.Iterator;
import java.util.List;

/** The values an option can have, as completion asks for them. */
abstract class Choices implements Iterable<String> {
    private final List<String> list;

    Choices(List<String> list) {
        this.list = list;
    }

    List<String> list() {
        return list;
    }

    @Override
    public Iterator<String> iterator() {
        return list.iterator();
    }
}
