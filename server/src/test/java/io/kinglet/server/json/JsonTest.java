package io.kinglet.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void whatIsWrittenReadsBack() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("text", "a \"b\" \n \u00e4 \u2028");
        tree.put("numbers", List.of(1L, -5L, 0.25, Long.MAX_VALUE));
        tree.put("rest", Arrays.asList(true, false, null, List.of(), Map.of()));
        assertThat(Json.read(Json.write(tree))).isEqualTo(tree);
        assertThat(Json.write(tree))
                .startsWith("{\"text\":")
                .contains("\\u00E4 \\u2028")
                .isPrintable();
        assertThat(Json.write(7)).isEqualTo("7");
    }

    @Test
    void whoeverTakesItForHtmlFindsNoTag() {
        String name = "<script>\u00e4</script>";
        assertThat(Json.write(Map.of(name, name))).doesNotContain("<").contains("\\u003Cscript>");
        assertThat(Json.read(Json.write(Map.of(name, name)))).isEqualTo(Map.of(name, name));
    }

    @Test
    void numberThatIsTooBigIsReadAsNearAsCanBe() {
        assertThat(Json.read("123456789012345678901")).isEqualTo(1.2345678901234568e20);
    }

    @Test
    void whatJsonHasNotIsRefused() {
        assertThatThrownBy(() -> Json.write(List.of(Double.NaN))).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Json.write(new BigDecimal(1))).hasMessageContaining("java.math.BigDecimal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,", "{\"a\"}", "nul", "1 2", "<html>"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void treeThatIsTooDeepIsRefused() {
        List<String> deep = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            deep.add("[");
        }
        assertThatThrownBy(() -> Json.read(String.join("", deep))).isInstanceOf(IllegalArgumentException.class);
    }
}
