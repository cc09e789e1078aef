package io.kinglet.conformance.run;

import io.kinglet.conformance.ask.Client;
import io.kinglet.conformance.ask.Question;
import io.kinglet.conformance.ask.Reply;
import io.kinglet.conformance.ask.SocketClient;
import io.kinglet.conformance.ask.Transport;
import io.kinglet.conformance.match.ReplyMatcher;
import io.kinglet.conformance.rpl.Expected;
import io.kinglet.conformance.rpl.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One thing to send and how to hold its reply against the expectation. Immutable. */
sealed interface Asking {

    /** Sends it once. */
    Optional<Reply> send(InetSocketAddress server) throws IOException;

    /** What is wrong with {@code reply}. */
    List<String> mismatches(Optional<Reply> reply);

    /** Everything that {@code step} sends, through {@code client} where it can and through a socket where not. */
    static List<Asking> of(Step step, Client client, SocketClient socket) {
        List<Asking> askings = new ArrayList<>();
        if (step instanceof Step.Ask ask) {
            for (Question question : ask.questions()) {
                Client by = ask.socketOnly() || !client.speaks(question) ? socket : client;
                ask.transports().forEach(over -> askings.add(new Asked(question, over, by, ask.expected())));
            }
        } else if (step instanceof Step.AskRaw raw) {
            raw.transports().forEach(over -> askings.add(new AskedRaw(raw.octets(), over, socket, raw.expected())));
        }
        return askings;
    }

    /** A question. */
    record Asked(Question question, Transport transport, Client client, Expected expected) implements Asking {

        @Override
        public Optional<Reply> send(InetSocketAddress server) throws IOException {
            return client.ask(question, transport, server);
        }

        @Override
        public List<String> mismatches(Optional<Reply> reply) {
            return Asking.unlessSilent(
                    expected, reply, reply.map(got -> ReplyMatcher.mismatches(expected, question, got)));
        }

        @Override
        public String toString() {
            return question.echo() + " over " + transport + " by " + client.name();
        }
    }

    /** Octets. */
    record AskedRaw(byte[] octets, Transport transport, SocketClient client, Expected expected) implements Asking {

        @Override
        public Optional<Reply> send(InetSocketAddress server) throws IOException {
            return client.send(octets, transport, server);
        }

        @Override
        public List<String> mismatches(Optional<Reply> reply) {
            return Asking.unlessSilent(expected, reply, reply.map(got -> ReplyMatcher.mismatches(expected, got)));
        }

        @Override
        public String toString() {
            return octets.length + " octets over " + transport + " by " + client.name();
        }
    }

    private static List<String> unlessSilent(
            Expected expected, Optional<Reply> reply, Optional<List<String>> mismatches) {
        if (expected.anything()) {
            return List.of();
        }
        if (expected.silence()) {
            return reply.map(got -> List.of("wanted silence, got " + got)).orElse(List.of());
        }
        return mismatches.orElse(List.of("no reply"));
    }
}
