package io.kinglet.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Questions of tests, asked with dnsjava. */
public final class Asked {

    private Asked() {}

    /** The RCODE and the RDATA of the answer section, sorted; {@code question} is such as {@code web.shop.svc. A}. */
    public static String over(InetSocketAddress server, boolean tcp, String question) {
        Message reply = reply(server, tcp, question);
        String records = reply.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .sorted()
                .collect(Collectors.joining(" "));
        return (Rcode.string(reply.getRcode()) + " " + records).strip();
    }

    public static Message reply(InetSocketAddress server, boolean tcp, String question) {
        try {
            SimpleResolver resolver = new SimpleResolver(server);
            resolver.setTCP(tcp);
            resolver.setTimeout(Duration.ofSeconds(5));
            return resolver.send(query(question));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Message query(String question) {
        String[] words = question.split(" ", -1);
        try {
            return Message.newQuery(Record.newRecord(Name.fromString(words[0]), Type.value(words[1]), DClass.IN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
