package dev.cf5xx.discord;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last few thousand of something, by a key; what is older is forgotten. */
final class Recent<V> {
    private static final int MOST = 5_000;

    private final Map<String, V> values = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > MOST;
        }
    };

    synchronized void put(String key, V value) {
        values.put(key, value);
    }

    /** Whether there was none. */
    synchronized boolean add(String key, V value) {
        return values.putIfAbsent(key, value) == null;
    }

    synchronized @Nullable V get(String key) {
        return values.get(key);
    }

    synchronized @Nullable V remove(String key) {
        return values.remove(key);
    }
}
