package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases in objects.table: kind, the JSON with ' for ", what is made of it and what is noted, one case a paragraph. */
class ObjectReaderTest {

    static List<Arguments> cases() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        try (InputStream table = ObjectReaderTest.class.getResourceAsStream("objects.table")) {
            assertThat(table).isNotNull();
            String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            for (String paragraph : text.split("\n\n+")) {
                String[] lines = paragraph.strip().split("\n");
                if (lines.length == 5) {
                    cases.add(Arguments.of(lines[0].substring(2), lines[1], lines[2], lines[3], lines[4]));
                } else {
                    assertThat(paragraph).startsWith("#");
                }
            }
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void objectIsReadAs(String title, String kind, String text, String object, String noted) {
        ObjectReader reader = Scopes.reader(Kind.valueOf(kind), Scopes.of(Kind.valueOf(kind), true));
        String sequence = text.replace('\'', '"') + " {\"metadata\":{\"name\":\"next\",\"namespace\":\"d\"}}";
        try (JsonCursor json = new JsonCursor(new ByteArrayInputStream(sequence.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(json.next()).isTrue();
            reader.read(json);
            ClusterObject built = reader.build(json);
            assertThat(built == null ? "nothing" : built.toString()).isEqualTo(object);
            String defect = json.remarks().defect();
            String flaw = json.remarks().flaw();
            assertThat(defect != null ? "defect: " + defect : flaw != null ? "flaw: " + flaw : "fine")
                    .isEqualTo(noted);
            // However odd the object, the walk is in step for the next one.
            assertThat(json.next()).isTrue();
            reader.read(json);
            assertThat(reader.metadata().name()).isEqualTo("next");
            assertThat(json.next()).isFalse();
        }
    }
}
