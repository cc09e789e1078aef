package io.kinglet.dns.rewrite;

import static io.kinglet.dns.rewrite.Rules.auto;
import static io.kinglet.dns.rewrite.Rules.change;
import static io.kinglet.dns.rewrite.Rules.dig;
import static io.kinglet.dns.rewrite.Rules.goesOn;
import static io.kinglet.dns.rewrite.Rules.match;
import static io.kinglet.dns.rewrite.Rules.name;
import static io.kinglet.dns.rewrite.Rules.owners;
import static io.kinglet.dns.rewrite.Rules.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

class RewriteLayerTest {

    private static final Answer ADDRESS =
            new Answer.Positive(StaticRecords.ofQname(30, new Rdata.Address(IpAddress.v4(0x0a600101))));

    private final List<String> asked = new ArrayList<>();

    private Resolver answers(String... lines) {
        return query -> {
            asked.add(query.toString());
            return Reply.to(query).answer(lines).answer();
        };
    }

    private Resolver later(Resolver resolver) {
        return query -> {
            Query kept = query.copy();
            return new Answer.Deferred(CompletableFuture.supplyAsync(() -> resolver.resolve(kept)));
        };
    }

    private static Query query(String name) {
        return Ask.udp(name, "A");
    }

    @Test
    void exactNameIsPutBackInTheCaseItWasAsked() {
        Resolver next = answers("b.example. 300 A 192.0.2.1");
        assertThat(dig(query("A.Test."), next, name("exact", "a.test", "B.Example")))
                .isEqualTo("NOERROR qr rd ra | A.Test. 300 A 192.0.2.1");
        assertThat(dig(query("aa.test."), answers(), name("exact", "a.test", "b.example")))
                .isEqualTo("NOERROR qr rd ra");
        assertThat(asked).containsExactly("b.example. A", "aa.test. A");
    }

    @Test
    void answersOfAnIndexAndThoseThatComeLaterAreAlike() {
        RewriteRule rule = name("exact", "a.test", "b.example");
        String expected = "NOERROR qr aa rd | a.test. 30 A 10.96.1.1";
        assertThat(dig(query("a.test."), it -> ADDRESS, rule)).isEqualTo(expected);
        assertThat(dig(query("a.test."), later(it -> ADDRESS), rule)).isEqualTo(expected);
    }

    @Test
    void changedDataIsNoMoreAuthenticated() {
        Resolver next = query -> Reply.to(query)
                .flag(Flags.AD)
                .answer("b.example. 300 A 192.0.2.1")
                .answer();
        Query query = Ask.edns("a.test.", "A", 1232, true);
        assertThat(dig(query, next, name("exact", "a.test", "b.example"))).startsWith("NOERROR qr rd ra |");
        Query same = Ask.edns("b.example.", "A", 1232, true);
        assertThat(dig(same, next, new RewriteRule.Ttl(true, match("exact", "b.example"), 5, 10)))
                .startsWith("NOERROR qr rd ra ad | b.example. 10");
        assertThat(dig(same, next, new RewriteRule.ResponseCode(true, match("exact", "b.example"), 0, 3)))
                .startsWith("NXDOMAIN qr rd ra |");
    }

    @Test
    void namesBelowTheNewOneArePutBackToo() {
        Resolver next = answers(
                "b.example. 300 CNAME x.b.example.", "x.b.example. 20 CNAME xb.example.", "xb.example. 10 A 192.0.2.1");
        assertThat(dig(query("a.test."), next, name("exact", "a.test", "b.example")))
                .isEqualTo("NOERROR qr rd ra | a.test. 300 CNAME x.a.test. | x.a.test. 20 CNAME xb.example."
                        + " | xb.example. 10 A 192.0.2.1");
    }

    @Test
    void suffixIsPutBackWhereverItStandsIfToldSo() {
        Resolver next = answers("www.corp. 300 CNAME db.corp.", "db.corp. 5 A 192.0.2.1");
        assertThat(dig(query("WWW.a.test."), next, auto("suffix", ".a.test.", ".corp.")))
                .isEqualTo("NOERROR qr rd ra | WWW.a.test. 300 CNAME db.a.test. | db.a.test. 5 A 192.0.2.1");
        assertThat(dig(query("www.a.test."), next, name("suffix", ".a.test.", ".corp.")))
                .isEqualTo("NOERROR qr rd ra | www.corp. 300 CNAME db.corp. | db.corp. 5 A 192.0.2.1");
        assertThat(dig(query("a.test."), answers(), auto("suffix", ".a.test.", ".corp.")))
                .isEqualTo("NOERROR qr rd ra");
        assertThat(asked).containsExactly("www.corp. A", "www.corp. A", "a.test. A");
    }

    @Test
    void patternOfGardenerMapsNamesAndTargets() {
        RewriteRule rule = name(
                "regex",
                "(^(?:[^\\.]+\\.)+)svc\\.foo\\.bar\\.svc\\.foo\\.bar",
                "{1}svc.foo.bar",
                owners("(^(?:[^\\.]+\\.)+)svc\\.foo\\.bar", "{1}svc.foo.bar.svc.foo.bar"),
                values("(^(?:[^\\.]+\\.)+)svc\\.foo\\.bar", "{1}svc.foo.bar.svc.foo.bar"));
        Resolver next = query -> {
            asked.add(query.toString());
            return Reply.to(query)
                    .answer("_h._tcp.web.shop.svc.foo.bar. 5 SRV 0 10 80 a.web.shop.svc.foo.bar.")
                    .additional("a.web.shop.svc.foo.bar. 5 A 10.1.0.1")
                    .answer();
        };
        assertThat(dig(Ask.udp("_h._tcp.Web.shop.svc.foo.bar.svc.foo.bar.", "SRV"), next, rule))
                .isEqualTo("NOERROR qr rd ra | _h._tcp.Web.shop.svc.foo.bar.svc.foo.bar. 5 SRV 0 10 80 "
                        + "a.web.shop.svc.foo.bar.svc.foo.bar. | add a.Web.shop.svc.foo.bar.svc.foo.bar. 5 A 10.1.0.1");
        assertThat(asked).containsExactly("_h._tcp.web.shop.svc.foo.bar. SRV");
    }

    @Test
    void everyTypeThatLeadsToANameIsMapped() {
        Resolver next = query -> Reply.to(query)
                .answer(
                        "a.test. 1 MX 5 m.old.",
                        "a.test. 1 NS n.old.",
                        "a.test. 1 PTR p.old.",
                        "a.test. 1 DNAME d.old.",
                        "a.test. 1 NAPTR 1 2 \"u\" \"E2U\" \"\" r.old.",
                        "a.test. 1 TXT t.old.")
                .authority("old. 1 SOA s.old. mail.old. 1 2 3 4 5")
                .answer();
        assertThat(dig(query("a.test."), next, name("prefix", "a.", "a.", values("(.*)\\.old\\.", "{1}.new"))))
                .isEqualTo("NOERROR qr rd ra | a.test. 1 MX 5 m.new. | a.test. 1 NS n.new. | a.test. 1 PTR p.new."
                        + " | a.test. 1 DNAME d.new. | a.test. 1 NAPTR 1 2 \"u\" \"E2U\" \"\" r.new. | a.test. 1 TXT t.old."
                        + " | auth old. 1 SOA s.new. mail.old. 1 2 3 4 5");
    }

    @Test
    void rulesAreAppliedInOrderAndTheirAnswersInReverse() {
        Resolver next = answers("c.test. 300 A 192.0.2.1");
        assertThat(dig(
                        query("a.test."),
                        next,
                        goesOn(name("exact", "a.test", "b.test")),
                        new RewriteRule.Ttl(false, match("exact", "b.test"), 5, 5),
                        goesOn(name("exact", "x.test", "y.test")),
                        name("exact", "b.test", "c.test"),
                        name("exact", "c.test", "d.test")))
                .isEqualTo("NOERROR qr rd ra | a.test. 5 A 192.0.2.1");
        assertThat(asked).containsExactly("c.test. A");
    }

    @Test
    void typeIsAnotherAndTheQuestionStaysAsItWas() {
        Query query = Ask.udp("a.test.", "ANY");
        Resolver next = answers("a.test. 300 HINFO x y");
        Message reply = Dig.message(Dig.octets(
                query,
                Rules.layer(next, new RewriteRule.Type(true, RecordType.ANY, RecordType.HINFO))
                        .over(next)
                        .resolve(query)));
        assertThat(asked).containsExactly("a.test. HINFO");
        assertThat(reply.getQuestion().getType()).isEqualTo(RecordType.ANY);
        assertThat(reply.getSection(1)).hasSize(1);
    }

    @Test
    void classIsLedToWhoeverServesIt() {
        Message message = Ask.message("a.test.", "A");
        byte[] octets = message.toWire();
        Header.putU16(octets, octets.length - 2, RecordClass.CH);
        Query chaos = Ask.read(octets, Transport.UDP);
        Resolver both = Rules.layer(it -> ADDRESS, new RewriteRule.OfClass(true, RecordClass.CH, RecordClass.IN))
                .over(it -> ADDRESS, it -> Resolver.OTHER_CLASS);
        assertThat(Rules.text(chaos, both.resolve(chaos))).startsWith("NOERROR");
        assertThat(dig(query("a.test."), it -> ADDRESS, new RewriteRule.OfClass(true, RecordClass.IN, RecordClass.CH)))
                .startsWith("REFUSED");
    }

    @Test
    void ttlsAreBroughtIntoARange() {
        Resolver next = query -> Reply.to(query)
                .answer("a.test. 10 A 192.0.2.1", "a.test. 50 A 192.0.2.2", "a.test. 900 A 192.0.2.3")
                .answer();
        assertThat(dig(query("a.test."), next, new RewriteRule.Ttl(true, match("suffix", ".test."), 30, 60)))
                .contains("a.test. 30 A 192.0.2.1", "a.test. 50 A 192.0.2.2", "a.test. 60 A 192.0.2.3");
        assertThat(dig(query("a.test."), it -> ADDRESS, new RewriteRule.Ttl(true, match("exact", "a.test"), 0, 7)))
                .isEqualTo("NOERROR qr aa rd | a.test. 7 A 10.96.1.1");
    }

    @Test
    void cachedMessageHasAgedBeforeItsTtlIsChanged() {
        Resolver next = query -> new Answer.Relayed(
                Reply.to(query).answer("a.test. 100 A 192.0.2.1").message(), 80);
        assertThat(dig(query("a.test."), next, new RewriteRule.Ttl(true, match("exact", "a.test"), 0, 50)))
                .contains("a.test. 20 A 192.0.2.1");
    }

    @Test
    void responseCodeIsAnother() {
        RewriteRule rule =
                new RewriteRule.ResponseCode(true, match("substring", "a.test."), Rcode.SERVFAIL, Rcode.NOERROR);
        assertThat(dig(query("a.test."), it -> new Answer.Failure(Rcode.SERVFAIL), rule))
                .isEqualTo("NOERROR qr rd");
        assertThat(dig(query("a.test."), it -> new Answer.Failure(Rcode.REFUSED), rule))
                .isEqualTo("REFUSED qr rd");
        assertThat(dig(
                        query("a.test."),
                        it -> Reply.to(it)
                                .rcode(Rcode.NXDOMAIN)
                                .authority(Reply.SOA)
                                .answer(),
                        new RewriteRule.ResponseCode(true, match("exact", "a.test"), Rcode.NXDOMAIN, Rcode.NOERROR)))
                .startsWith("NOERROR qr rd ra | auth");
    }

    @Test
    void responseCodeThatNeedsEdnsIsGivenToNobodyElse() {
        RewriteRule rule = new RewriteRule.ResponseCode(true, match("exact", "a.test"), Rcode.NOERROR, 16);
        assertThat(dig(query("a.test."), it -> ADDRESS, rule)).isEqualTo("SERVFAIL qr rd");
        assertThat(dig(Ask.edns("a.test.", "A", 1232, false), it -> ADDRESS, rule))
                .startsWith("BADVERS");
    }

    @Test
    void nameThatIsNoneAnyMoreIsServfail() {
        String label = "x".repeat(63);
        Query query = query(label + "." + label + "." + label + ".a.test.");
        Answer answer = Rules.layer(it -> ADDRESS, auto("suffix", ".a.test.", "." + label + ".test."))
                .over(it -> ADDRESS)
                .resolve(query);
        assertThat(answer)
                .isEqualTo(new Answer.Failure(Rcode.SERVFAIL, ExtendedError.OTHER, "the name is none after rewriting"));
        assertThat(dig(query("a.test."), it -> ADDRESS, name("regex", "^(.*)a\\.test\\.", "{1}.b.test.")))
                .startsWith("SERVFAIL");
        assertThat(dig(query("a.test."), it -> ADDRESS, name("prefix", "a", "y".repeat(64))))
                .startsWith("SERVFAIL");
    }

    @Test
    void answerWhoseNamesDoNotFitIsServfailButAdditionalOnesAreLeftOut() {
        String label = "x".repeat(63);
        String deep = label + "." + label + "." + label + ".b.";
        RewriteRule rule = name("exact", label + ".test.", "b.");
        Resolver alias = answers("b. 1 CNAME " + deep, deep + " 1 A 192.0.2.1");
        assertThat(dig(query(label + ".test."), alias, rule)).startsWith("SERVFAIL");
        Resolver glue = query -> Reply.to(query)
                .answer("b. 1 A 192.0.2.1")
                .additional(deep + " 1 A 192.0.2.2")
                .answer();
        assertThat(dig(query(label + ".test."), glue, rule))
                .isEqualTo("NOERROR qr rd ra | " + label + ".test. 1 A 192.0.2.1");
    }

    @Test
    void truncationIsKeptAndNewTruncationIsSaid() {
        Resolver cut = query -> Reply.to(query).flag(Flags.TC).answer();
        assertThat(dig(query("a.test."), cut, name("exact", "a.test", "b.test")))
                .isEqualTo("NOERROR qr tc rd ra");
        String[] lines = new String[40];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "b. 300 A 192.0.2." + i;
        }
        String long60 = "x".repeat(60) + ".test.";
        String text = dig(query(long60), answers(lines), name("exact", long60, "b."));
        assertThat(text).startsWith("NOERROR qr tc rd ra | " + long60);
        assertThat(text.split(" \\| ")).hasSizeBetween(20, 32);
        assertThat(dig(Ask.tcp(long60, "A"), answers(lines), name("exact", long60, "b."))
                        .split(" \\| "))
                .hasSize(41);
    }

    @Test
    void aliasLeadsToWhatItsNewTargetGives() {
        Resolver server = query -> {
            asked.add(query.toString());
            return query.qname().equals(DomainName.parse("new.test"))
                    ? Reply.to(query).answer("new.test. 7 A 192.0.2.7").answer()
                    : Reply.to(query)
                            .answer(
                                    "a.test. 300 CNAME m.test.",
                                    "m.test. 200 CNAME old.test.",
                                    "old.test. 100 A 192.0.2.1")
                            .answer();
        };
        String expected =
                "NOERROR qr rd ra | a.test. 300 CNAME m.test. | m.test. 200 CNAME new.test. | new.test. 7 A 192.0.2.7";
        RewriteRule rule = new RewriteRule.Cname(true, change("exact", "OLD.test", "new.test"));
        assertThat(dig(query("a.test."), server, rule)).isEqualTo(expected);
        assertThat(dig(query("a.test."), later(server), rule)).isEqualTo(expected);
        assertThat(dig(Ask.udp("a.test.", "CNAME"), server, rule))
                .isEqualTo("NOERROR qr rd ra | a.test. 300 CNAME m.test. | m.test. 200 CNAME new.test.");
        assertThat(asked).containsExactly("a.test. A", "new.test. A", "a.test. A", "new.test. A", "a.test. CNAME");
    }

    @Test
    void aliasToNothingSaysSo() {
        Resolver server = query -> query.qname().equals(DomainName.parse("new.test"))
                ? Reply.to(query).rcode(Rcode.NXDOMAIN).authority(Reply.SOA).answer()
                : Reply.to(query)
                        .answer("a.test. 300 CNAME old.test.", "old.test. 100 A 192.0.2.1")
                        .answer();
        RewriteRule rule = new RewriteRule.Cname(true, change("exact", "old.test", "new.test"));
        assertThat(dig(query("a.test."), server, rule))
                .startsWith("NXDOMAIN qr rd ra | a.test. 300 CNAME new.test. | auth example.test.");
        assertThat(dig(
                        query("a.test."),
                        it -> it.depth() > 0 ? new Answer.Failure(Rcode.REFUSED) : server.resolve(it),
                        rule))
                .isEqualTo("SERVFAIL qr rd ra | a.test. 300 CNAME new.test.");
    }

    @Test
    void aliasesThatLeadRoundAndRoundAreFollowedEightTimes() {
        RewriteRule rule = new RewriteRule.Cname(true, change("prefix", "x", "xx"));
        Resolver[] whole = new Resolver[1];
        Resolver next = query -> {
            asked.add(query.toString());
            return Reply.to(query).answer(query.qname() + " 5 CNAME x.test.").answer();
        };
        whole[0] = Rules.layer(query -> whole[0].resolve(query), rule).over(next);
        Query query = query("a.test.");
        assertThat(Rules.text(query, whole[0].resolve(query))).startsWith("NOERROR");
        assertThat(asked).hasSize(9);
    }

    @Test
    void answerWithoutAliasIsTheSameObject() {
        RewriteRule rule = new RewriteRule.Cname(true, change("exact", "old.test", "new.test"));
        assertThat(Rules.layer(it -> ADDRESS, rule).over(it -> ADDRESS).resolve(query("a.test.")))
                .isSameAs(ADDRESS);
    }

    @Test
    void metadataIsPartOfTheNameOrTheRuleIsPassedBy() {
        NameMatch pattern = match("regex", "^([^.]+)\\.example\\.$");
        String to = "{1}.{kubernetes/client-namespace}.svc.cluster.local.";
        RewriteRule known = new RewriteRule.Name(true, NameChange.withMetadata(pattern, to), true, List.of());
        assertThat(dig(query("web.example."), answers("web.shop.svc.cluster.local. 5 A 10.0.0.1"), known))
                .isEqualTo("NOERROR qr rd ra | web.example. 5 A 10.0.0.1");
        RewriteRule unknown =
                new RewriteRule.Name(true, NameChange.withMetadata(pattern, "{1}.{a/b}.test."), true, List.of());
        dig(query("web.example."), answers(), unknown, name("exact", "web.example", "z.test"));
        assertThat(asked).containsExactly("web.shop.svc.cluster.local. A", "z.test. A");
    }

    @Test
    void marksOfLayersBelowReachTheReply() {
        Query query = query("a.test.");
        Answer answer = Rules.layer(it -> ADDRESS, name("exact", "a.test", "b.test"))
                .over(inner -> {
                    inner.marks().flags(Header.RA, Header.AA);
                    return ADDRESS;
                })
                .resolve(query);
        assertThat(Rules.text(query, answer)).isEqualTo("NOERROR qr rd ra | a.test. 30 A 10.96.1.1");
    }

    @Test
    void silenceStaysSilence() {
        assertThat(Rules.layer(it -> ADDRESS, name("exact", "a.test", "b.test"))
                        .over(it -> Answer.Dropped.INSTANCE)
                        .resolve(query("a.test.")))
                .isSameAs(Answer.Dropped.INSTANCE);
    }
}
