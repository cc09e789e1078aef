package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.conformance.fixture.KingletSubject;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.rpl.Case;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What a case file cannot tell: several questions on one TCP connection (RFC 7766 section 6.2.1.1). */
class TcpConnectionTest {

    private static final Case SCENARIO = Cases.every().stream()
            .filter(one -> one.id().equals("kubernetes/2.3.1-cluster-ip"))
            .findFirst()
            .orElseThrow();

    @Test
    void questionsSentAtOnceAreAllAnswered() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                KingletSubject subject = KingletSubject.inMemory(SCENARIO, upstream.address());
                Socket socket = new Socket(
                        subject.address().getAddress(), subject.address().getPort())) {
            socket.setSoTimeout(5000);
            send(socket, 1, "svc1.testns.svc.cluster.local.");
            send(socket, 2, "nosuch.testns.svc.cluster.local.");
            send(socket, 3, "www.example.test.");

            assertThat(List.of(receive(socket), receive(socket), receive(socket)))
                    .extracting(reply -> reply.getHeader().getID() + " " + Rcode.string(reply.getRcode()))
                    .containsExactlyInAnyOrder("1 NOERROR", "2 NXDOMAIN", "3 NOERROR");
        }
    }

    @Test
    void aQuestionThatWaitsForAnUpstreamHoldsUpNoOther() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                KingletSubject subject = KingletSubject.inMemory(SCENARIO, upstream.address());
                Socket socket = new Socket(
                        subject.address().getAddress(), subject.address().getPort())) {
            socket.setSoTimeout(1000);
            send(socket, 1, "silent.example.test.");
            send(socket, 2, "svc1.testns.svc.cluster.local.");

            assertThat(receive(socket).getHeader().getID()).isEqualTo(2);
        }
    }

    private static void send(Socket socket, int id, String name) throws IOException {
        Message query = Message.newQuery(Record.newRecord(Name.fromString(name), Type.A, DClass.IN));
        query.getHeader().setID(id);
        byte[] octets = query.toWire();
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(octets.length);
        out.write(octets);
        out.flush();
    }

    private static Message receive(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] reply = new byte[in.readUnsignedShort()];
        in.readFully(reply);
        return new Message(reply);
    }
}
