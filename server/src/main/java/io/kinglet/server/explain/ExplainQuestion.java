package io.kinglet.server.explain;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.k8s.explain.Explanation;
import io.kinglet.k8s.reach.Origin;
import io.kinglet.k8s.reach.PortWish;
import io.kinglet.server.corefile.Words;
import io.kinglet.server.reach.EndFinder;
import io.kinglet.server.reach.NotThereException;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to have explained, in their words and read as far as that is possible without a cluster.
 *
 * @param type the one type to ask for; 0 for those that a stub resolver asks for
 */
public record ExplainQuestion(String name, PortWish port, String from, int type) {

    private static final int LONGEST = 1024;

    /** Codes that stand for no type of data: those of transfers, and ANY. */
    private static final int FIRST_META_TYPE = 128;

    private static final int LAST_META_TYPE = 255;

    /**
     * @param target {@code NAME} or {@code NAME:PORT}; an IPv6 address with a port stands in brackets
     * @param port in place of one in {@code target}; null or empty for none
     * @param from {@code NAMESPACE/POD}, an address, or {@code outside}
     * @param type null or empty for the usual ones
     * @throws NotThereException that says what is wrong with the words
     */
    public static ExplainQuestion of(String target, @Nullable String port, String from, @Nullable String type)
            throws NotThereException {
        if (target.length() > LONGEST || from.length() > LONGEST) {
            throw new NotThereException("a name of more than " + LONGEST + " characters is none");
        }
        String name = name(target);
        String its = target.length() == name.length() || target.equals("[" + name + "]")
                ? ""
                : target.substring(target.lastIndexOf(':') + 1);
        if (name.isBlank()
                || name.indexOf(':') >= 0 && IpAddress.parse(name) == null
                || name.chars().anyMatch(it -> it <= ' ' || it >= 0x7f)) {
            throw new NotThereException(
                    "say a name as a program does, such as web.shop or web.shop:80, not " + Words.quote(target));
        }
        if (!its.isEmpty() && port != null && !port.isEmpty()) {
            throw new NotThereException(
                    "the port is said twice, as " + its + " and as " + port + "; leave one of them out");
        }
        String wish = its.isEmpty() ? port : its;
        if (target.endsWith(":")) {
            throw new NotThereException(
                    "a port follows the colon in " + Words.quote(target) + "; leave the colon out for all");
        }
        return new ExplainQuestion(name, EndFinder.port(wish), from, type(type));
    }

    private static String name(String target) {
        if (target.startsWith("[") && target.indexOf(']') > 0) {
            return target.substring(1, target.indexOf(']'));
        }
        int colon = target.lastIndexOf(':');
        return colon < 0 || IpAddress.parse(target) != null ? target : target.substring(0, colon);
    }

    private static int type(@Nullable String text) throws NotThereException {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        int type = RecordType.parse(text);
        if (type <= 0 || type >= FIRST_META_TYPE && type <= LAST_META_TYPE || type == RecordType.OPT) {
            throw new NotThereException(
                    "a type is A, AAAA, SRV, CNAME, PTR, TXT or another one of data, not " + Words.quote(text));
        }
        return type;
    }

    /**
     * The answer.
     *
     * @throws NotThereException where there is no such Pod; the message says what there is
     */
    public Explanation answer(Ground ground) throws NotThereException {
        Origin origin = new EndFinder(ground.network(), ground.domain()).origin(from);
        return ground.explainer().explain(origin, name, port, type);
    }
}
