package io.kinglet.conformance.ask;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks with BIND's {@code dig}, one process a question, and reads what it prints. */
public final class DigClient implements Client {

    private static final Set<String> TRANSFERS = Set.of("AXFR", "IXFR");

    private final String command;
    private final String carrier;

    /** @param command the program, looked up on the PATH when it has no slash */
    public DigClient(String command) {
        this(command, "");
    }

    private DigClient(String command, String carrier) {
        this.command = command;
        this.carrier = carrier;
    }

    /** One that asks over TLS, whatever transport it is told; it takes every certificate. */
    public DigClient overTls() {
        return new DigClient(command, "+tls");
    }

    /** One that asks over HTTPS, whatever transport it is told; it takes every certificate. */
    public DigClient overHttps() {
        return new DigClient(command, "+https");
    }

    /** Whether the program starts. */
    public boolean present() {
        try {
            Process version = new ProcessBuilder(command, "-v")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String name() {
        return "dig";
    }

    /** A zone transfer that is refused is not printed as a message, so it is not for dig. */
    @Override
    public boolean speaks(Question question) {
        return !TRANSFERS.contains(question.qtype());
    }

    @Override
    public Optional<Reply> ask(Question question, Transport transport, InetSocketAddress server) throws IOException {
        Process dig = new ProcessBuilder(arguments(question, transport, server))
                .redirectErrorStream(true)
                .start();
        dig.getOutputStream().close();
        String text = new String(dig.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status;
        try {
            status = dig.waitFor();
        } catch (InterruptedException e) {
            dig.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while dig ran", e);
        }
        if (text.contains("connection refused")) {
            throw new IOException("no server at " + server + ": " + text.strip());
        }
        if (text.contains("no servers could be reached") || text.contains("communications error")) {
            return Optional.empty();
        }
        if (status != 0) {
            throw new IOException("dig ended with " + status + ": " + text.strip());
        }
        return Optional.of(DigText.read(text));
    }

    private List<String> arguments(Question question, Transport transport, InetSocketAddress server) {
        QueryOptions options = question.options();
        List<String> words = new ArrayList<>(List.of(
                command,
                "-r",
                "@" + server.getAddress().getHostAddress(),
                "-p",
                Integer.toString(server.getPort()),
                "-q",
                question.qname(),
                "-t",
                question.qtype(),
                "-c",
                question.qclass(),
                "+noall",
                "+comments",
                "+question",
                "+answer",
                "+authority",
                "+additional",
                "+ignore",
                "+nosearch",
                "+nocookie",
                "+noedns",
                // Long hexadecimal and base64 in one piece, as others write them.
                "+nosplit",
                "+tries=1",
                "+time=2",
                !carrier.isEmpty() ? carrier : transport == Transport.TCP ? "+tcp" : "+notcp",
                options.recursionDesired() ? "+recurse" : "+norecurse",
                options.checkingDisabled() ? "+cdflag" : "+nocdflag",
                "+opcode=" + options.opcode()));
        if (options.edns()) {
            words.add("+edns=" + options.ednsVersion());
            words.add("+noednsnegotiation");
            words.add("+bufsize=" + options.bufferSize());
            words.add(options.dnssecOk() ? "+dnssec" : "+nodnssec");
            options.ednsOptions().forEach(option -> words.add("+ednsopt=" + option));
        }
        return words;
    }
}
