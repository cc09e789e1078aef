package io.kinglet.dns.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Names are changed and changed back: what is sent is a message, answers what was asked, and names nothing that was not there. */
class RandomRewriteTest {

    private static final String[] LABELS = {"a", "b-", "x0", "Corp", "svc", "-1", "a\\.b", "\\000", "y".repeat(50)};
    private static final int QUERIES = 3000;

    private static String name(SplittableRandom random, int most) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(1, most + 1); i > 0; i--) {
            name.append(LABELS[random.nextInt(LABELS.length)]).append('.');
        }
        return name.toString();
    }

    private static RewriteRule rule(SplittableRandom random) {
        String from = name(random, 2);
        String to = name(random, 3);
        RewriteRule.Name rule = switch (random.nextInt(5)) {
            case 0 -> Rules.name("exact", from, to);
            case 1 -> Rules.auto("prefix", from, to);
            case 2 -> Rules.auto("suffix", (random.nextBoolean() ? "." : "") + from, "." + to);
            case 3 -> Rules.auto("substring", from, to);
            default -> Rules.auto("regex", "^([^.]*)\\.(.*)$", "{1}." + to.replace("\\", "\\\\") + "{2}");
        };
        return random.nextBoolean() ? Rules.goesOn(rule) : rule;
    }

    private static Answer reply(Query query, SplittableRandom random) {
        String qname = query.qname().toString();
        String target = random.nextBoolean() && qname.length() < 150 ? "t." + qname : name(random, 3);
        return switch (random.nextInt(5)) {
            case 0 -> new Answer.Failure(Rcode.SERVFAIL);
            case 1 -> Reply.to(query).rcode(Rcode.NXDOMAIN).authority(Reply.SOA).answer();
            case 2 ->
                Reply.to(query)
                        .answer(qname + " 5 SRV 0 1 80 " + target)
                        .additional(target + " 5 A 192.0.2.1")
                        .answer();
            default ->
                Reply.to(query)
                        .answer(qname + " 300 CNAME " + target, target + " 9 A 192.0.2.1", target + " 9 A 192.0.2.2")
                        .answer();
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answerIsAMessageToTheQuestionAsked(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int changed = 0;
        for (int i = 0; i < QUERIES; i++) {
            List<RewriteRule> rules = new ArrayList<>();
            for (int r = random.nextInt(1, 5); r > 0; r--) {
                rules.add(rule(random));
            }
            String asked = name(random, 4);
            Query query = random.nextBoolean() ? Ask.udp(asked, "A") : Ask.tcp(asked, "A");
            DomainName[] inner = {query.qname()};
            Answer answer = Rules.layer(it -> reply(it, random), rules.toArray(RewriteRule[]::new))
                    .over(it -> {
                        inner[0] = it.qname();
                        return reply(it, random);
                    })
                    .resolve(query);
            Message message = Dig.message(Dig.octets(query, answer));
            String context = "seed " + seed + ", query " + i + ": " + asked + " under " + rules;
            assertThat(DomainName.parse(message.getQuestion().getName().toString())
                            .toString())
                    .as(context)
                    .isEqualTo(query.qname().toString());
            assertThat(Dig.text(Dig.octets(query, answer))).as(context).isNotEmpty();
            boolean exact = rules.get(0) instanceof RewriteRule.Name first
                    && first.stops()
                    && first.change().from().form() == NameMatch.Form.EXACT
                    && !inner[0].equals(query.qname());
            if (exact) {
                changed++;
                for (Record record : message.getSection(Section.ANSWER)
                        .subList(
                                0,
                                Math.min(1, message.getSection(Section.ANSWER).size()))) {
                    assertThat(DomainName.parse(record.getName().toString()))
                            .as(context)
                            .isEqualTo(query.qname());
                }
            }
        }
        assertThat(changed).isPositive();
    }
}
