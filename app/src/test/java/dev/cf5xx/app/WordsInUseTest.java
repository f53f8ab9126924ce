package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.cf5xx.bot.wording.Saying;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sentence that the program has, it says somewhere. */
class WordsInUseTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cf5xx");

    private static boolean isUsed(JavaField constant) {
        return constant.getAccessesToSelf().stream()
                .anyMatch(access -> !access.getOriginOwner().equals(constant.getOwner()));
    }

    @ParameterizedTest
    @ValueSource(classes = {Saying.class, Message.class})
    void sentence_whicheverItIs_isSaidSomewhere(Class<?> sentences) {
        JavaClass all = HOUSE.get(sentences);
        List<JavaField> constants = all.getFields().stream()
                .filter(field -> field.getModifiers().contains(JavaModifier.ENUM))
                .toList();
        assertThat(constants).hasSameSizeAs(sentences.getEnumConstants());
        assertThat(constants).filteredOn(constant -> !isUsed(constant)).isEmpty();
    }
}
