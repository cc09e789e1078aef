package io.kinglet.dns.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Query;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewriteAllocationTest {

    private static final int ROUNDS = 20_000;

    @Test
    void queryThatNoRuleIsAboutAllocatesNothing() {
        List<RewriteRule> rules = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rules.add(Rules.name("exact", "host" + i + ".test", "other" + i + ".test"));
        }
        rules.add(Rules.auto("suffix", ".corp.test.", ".test."));
        rules.add(Rules.auto("prefix", "old.", "new."));
        rules.add(Rules.auto("substring", "staging.", "prod."));
        rules.add(Rules.name("regex", "(.*)\\.svc\\.foo\\.bar\\.$", "{1}.test."));
        rules.add(new RewriteRule.Type(true, RecordType.ANY, RecordType.HINFO));
        rules.add(new RewriteRule.Ttl(true, Rules.match("exact", "x.test"), 1, 2));
        Answer answer = new Answer.Failure(Rcode.REFUSED);
        Resolver layer =
                Rules.layer(it -> answer, rules.toArray(RewriteRule[]::new)).over(it -> answer);
        Query query = Ask.udp("web.shop.svc.cluster.local.", "A");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < ROUNDS; i++) {
                if (layer.resolve(query) != answer) {
                    throw new AssertionError("a rule was applied");
                }
            }
            least = Math.min(least, (threads.getThreadAllocatedBytes(thread) - before) / ROUNDS);
        }
        assertThat(least).isZero();
    }
}
