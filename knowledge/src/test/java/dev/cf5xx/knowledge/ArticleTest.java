package dev.cf5xx.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fact of the article the knowledge base began with is still there under its id, in both languages. */
class ArticleTest {
    private static final Knowledge KNOWLEDGE = Knowledge.shipped();

    static List<String> ids() throws IOException {
        try (InputStream in = ArticleTest.class.getResourceAsStream("article-ids.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void listOfIds_asShipped_isCompleteAndWithoutRepetition() throws IOException {
        assertThat(ids()).hasSize(223).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void factOfTheArticle_anyId_isThere(String id) {
        assertThat(KNOWLEDGE.fact(id)).as(id).isPresent();
    }
}
