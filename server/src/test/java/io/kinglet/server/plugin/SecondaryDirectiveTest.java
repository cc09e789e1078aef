package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.transfer.SecondaryConfig;
import io.kinglet.server.corefile.Warning;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondaryDirectiveTest {

    private static SecondaryConfig read(String lines) {
        return Plans.part(SecondaryDirective.class, "secondary a.test b.test {\n" + lines + "\n}")
                .config();
    }

    private static List<DomainName> names(String... names) {
        return java.util.Arrays.stream(names).map(DomainName::parse).toList();
    }

    @Test
    void zonesHaveTheirPrimariesAndNoMore() {
        SecondaryConfig config = read("transfer from 10.0.0.1 [2001:db8::1]:5353\ntransfer from 10.0.0.1");
        assertThat(config.zones()).isEqualTo(names("a.test.", "b.test."));
        assertThat(config.primaries())
                .containsExactly(new InetSocketAddress("10.0.0.1", 53), new InetSocketAddress("2001:db8::1", 5353));
        assertThat(config.catalogued()).isNull();
        assertThat(config.fallthrough()).isEmpty();
    }

    @Test
    void fallthroughWithoutZonesIsForAll() {
        assertThat(read("transfer from 10.0.0.1\nfallthrough").fallthrough()).isEqualTo(names("."));
        assertThat(read("transfer from 10.0.0.1\nfallthrough a.test").fallthrough())
                .isEqualTo(names("a.test."));
    }

    @Test
    void catalogAcceptsItsZonesAndWithoutAnyAll() {
        assertThat(read("transfer from 10.0.0.1\ncatalog").catalogued()).isEmpty();
        assertThat(read("transfer from 10.0.0.1\ncatalog x.test y.test\ncatalog z.test x.test")
                        .catalogued())
                .isEqualTo(names("x.test.", "y.test.", "z.test."));
        assertThat(read("transfer from 10.0.0.1\ncatalog x.test\ncatalog").catalogued())
                .isEmpty();
    }

    @Test
    void memberThatNoQueryIsAboutIsWarnedOf() {
        assertThat(Plans.warnings("secondary cat.test {\ntransfer from 10.0.0.1\ncatalog x.test\n}"))
                .isEmpty();
        assertThat(Plans.of("cat.test {\nsecondary {\ntransfer from 10.0.0.1\ncatalog x.test y.cat.test\n}\n}")
                        .warnings())
                .extracting(Warning::message)
                .containsExactly("`catalog` of `secondary` accepts x.test., for which no query comes to this block");
    }
}
