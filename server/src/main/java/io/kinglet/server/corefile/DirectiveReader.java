package io.kinglet.server.corefile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a directive apart word by word; every complaint names the place, what was found and what is accepted.
 *
 * <pre>{@code
 * DirectiveReader health = new DirectiveReader(directive);
 * HostPort listen = health.hasNext() ? health.listener("the address", 8080) : new HostPort("", 8080);
 * health.body(Map.of("lameduck", line -> lameduck = line.duration("the time")));
 * health.end();
 * }</pre>
 *
 * <p>{@code what} names the argument in messages, with its article: {@code "the time"}. Confined to one thread.
 */
public final class DirectiveReader {
    private final Directive directive;
    private final String label;
    private final String owner;
    private int next;
    private boolean bodyTaken;

    /** Begins before the first argument. */
    public DirectiveReader(Directive directive) {
        this(directive, Words.quote(directive.name()), "the server block");
    }

    private DirectiveReader(Directive directive, String label, String owner) {
        this.directive = directive;
        this.label = label;
        this.owner = owner;
    }

    /** The first word of the line. */
    public String name() {
        return directive.name();
    }

    /** Of the first word. */
    public Position position() {
        return directive.position();
    }

    /** Whether an argument is left. */
    public boolean hasNext() {
        return next < directive.arguments().size();
    }

    /** The next argument, not taken; null when none is left. */
    public @Nullable Token peek() {
        return hasNext() ? directive.arguments().get(next) : null;
    }

    /** Takes the next argument. */
    public Token next(String what) {
        Token token = peek();
        if (token == null) {
            throw error(label + " lacks an argument: " + what);
        }
        next++;
        return token;
    }

    /** Takes the next argument if it is this word. */
    public boolean skip(String word) {
        Token token = peek();
        boolean found = token != null && token.text().equals(word);
        next += found ? 1 : 0;
        return found;
    }

    /** Takes all that is left, perhaps nothing. */
    public List<Token> rest() {
        List<Token> rest =
                directive.arguments().subList(next, directive.arguments().size());
        next = directive.arguments().size();
        return rest;
    }

    /** Takes all that is left, which must be so many. */
    public List<Token> rest(String what, int least, int most) {
        List<Token> rest = rest();
        if (rest.size() < least) {
            throw error(label + " has " + rest.size() + " of at least " + least + " arguments: " + what);
        }
        if (rest.size() > most) {
            throw error(rest.get(most), label + " takes at most " + most + " arguments: " + what);
        }
        return rest;
    }

    /** Checks that no argument is left, and no body that was not read. */
    public void end() {
        Token extra = peek();
        if (extra != null) {
            String most = next == 0 ? "no argument" : next == 1 ? "one argument" : next + " arguments";
            throw error(extra, "found " + Words.quote(extra.text()) + "; " + label + " takes " + most + " here");
        }
        if (directive.hasBody() && !bodyTaken) {
            throw error(label + " takes no body in braces");
        }
    }

    /** A line whose presence says it all: checks {@link #end}. */
    public boolean flag() {
        end();
        return true;
    }

    /** The lines of the body in order; none when there are no braces. */
    public List<DirectiveReader> body() {
        bodyTaken = true;
        return directive.body().stream()
                .map(line -> new DirectiveReader(line, Words.quote(line.name()) + " of " + label, label))
                .toList();
    }

    /** Hands each line of the body to the reader of its first word, then checks its {@link #end}. */
    public void body(Map<String, Consumer<DirectiveReader>> readers) {
        for (DirectiveReader line : body()) {
            Consumer<DirectiveReader> reader = readers.get(line.name());
            if (reader == null) {
                throw line.unknown(readers.keySet());
            }
            reader.accept(line);
            line.end();
        }
    }

    /** Takes a decimal number in a range. */
    public int integer(String what, int least, int most) {
        Token token = next(what);
        String accepted = what + " as a number of " + least + " to " + most;
        if (!token.text().matches("[+-]?[0-9]{1,18}")) {
            throw expected(token, accepted);
        }
        long value = Long.parseLong(token.text());
        if (value < least || value > most) {
            throw expected(token, accepted);
        }
        return (int) value;
    }

    /** Takes a percentage such as {@code 10%}. */
    public int percentage(String what, int least, int most) {
        Token token = next(what);
        if (token.text().matches("[0-9]{1,3}%")) {
            int value = Integer.parseInt(token.text().substring(0, token.text().length() - 1));
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw expected(token, what + " as a percentage of " + least + "% to " + most + "%");
    }

    /** Takes a duration of zero or more in Go's syntax; a number without a unit is refused. */
    public Duration duration(String what) {
        return duration(what, Duration.ZERO, Duration.ofNanos(Long.MAX_VALUE));
    }

    /** Takes a duration in a range. */
    public Duration duration(String what, Duration least, Duration most) {
        Token token = next(what);
        if (token.text().matches("0*[1-9][0-9]*")) {
            throw error(
                    token,
                    "found " + Words.quote(token.text()) + " for " + label + ", which lacks a unit; write `"
                            + token.text() + "s` for seconds");
        }
        return inRange(token, GoDuration.parse(token.text()), what, GoDuration.ACCEPTED, least, most);
    }

    /** Takes a duration in a range, where a number without a unit means seconds. */
    public Duration durationOrSeconds(String what, Duration least, Duration most) {
        Token token = next(what);
        Duration value = token.text().matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Long.parseLong(token.text()))
                : GoDuration.parse(token.text());
        return inRange(token, value, what, GoDuration.ACCEPTED + ", or seconds", least, most);
    }

    private Duration inRange(
            Token token, @Nullable Duration value, String what, String accepted, Duration least, Duration most) {
        if (value == null) {
            throw expected(token, what + " as " + accepted);
        }
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            boolean open = most.equals(Duration.ofNanos(Long.MAX_VALUE));
            throw expected(
                    token,
                    what + " of " + GoDuration.text(least) + (open ? " or more" : " to " + GoDuration.text(most)));
        }
        return value;
    }

    /** Takes one of these words. */
    public String oneOf(String what, String... words) {
        Token token = next(what);
        List<String> accepted = Arrays.asList(words);
        if (!accepted.contains(token.text())) {
            throw unknownWord(token, label, accepted);
        }
        return token.text();
    }

    /** Takes one of the keys and returns its value. */
    public <T> T oneOf(String what, Map<String, T> values) {
        Token token = next(what);
        T value = values.get(token.text());
        if (value == null) {
            throw unknownWord(token, label, values.keySet().stream().sorted().toList());
        }
        return value;
    }

    /** Takes one of the keys, which are in lower case, in any case and returns its value. */
    public <T> T oneOfAnyCase(String what, Map<String, T> values) {
        Token token = next(what);
        T value = values.get(token.text().toLowerCase(Locale.ROOT));
        if (value == null) {
            throw unknownWord(token, label, values.keySet().stream().sorted().toList());
        }
        return value;
    }

    /** Takes an address with or without a port. */
    public HostPort address(String what, int defaultPort) {
        Token token = next(what);
        HostPort value = HostPort.ofAddress(token.text(), defaultPort);
        if (value == null) {
            throw expected(token, what + " as an address such as `10.0.0.1`, `10.0.0.1:53` or `[2001:db8::1]:53`");
        }
        return value;
    }

    /**
     * Takes what a listener accepts: an address with or without a port, a name with one, or a port alone after a colon. A name
     * alone is more likely a slip.
     */
    public HostPort listener(String what, int defaultPort) {
        Token token = next(what);
        HostPort value = HostPort.ofListener(token.text(), defaultPort);
        if (value == null || value.address() == null && token.text().indexOf(':') < 0) {
            throw expected(token, what + " as `:9153`, `127.0.0.1:9153`, `[::1]:9153` or `localhost:9153`");
        }
        return value;
    }

    /** Takes all that is left as zones, lower case with a dot at the end; a CIDR may give several. */
    public List<String> zones() {
        List<String> zones = new ArrayList<>();
        for (Token token : rest()) {
            zones.addAll(ZoneName.expand(token.position(), token.text()));
        }
        return zones;
    }

    /** This line is none of the accepted ones. */
    public CorefileException unknown(Collection<String> accepted) {
        return unknownWord(
                new Token(name(), false, position()),
                owner,
                accepted.stream().sorted().toList());
    }

    private CorefileException unknownWord(Token token, String where, Collection<String> words) {
        return error(
                token,
                "found " + Words.quote(token.text()) + " in " + where + "; accepted are " + Words.list(words)
                        + Words.didYouMean(token.text(), words));
    }

    /** The argument is not what is accepted. */
    public CorefileException expected(Token token, String accepted) {
        return error(token, "found " + Words.quote(token.text()) + " for " + label + "; accepted is " + accepted);
    }

    /** A complaint about an argument. */
    public CorefileException error(Token token, String problem) {
        return new CorefileException(token.position(), problem);
    }

    /** A complaint about the line. */
    public CorefileException error(String problem) {
        return new CorefileException(position(), problem);
    }
}
