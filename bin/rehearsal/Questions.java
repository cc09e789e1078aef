import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks the daemon for names of the made-up cluster, over UDP and TCP, once it knows them. */
final class Questions {

    private static final int A = 1;
    private static final int PTR = 12;
    private static final int AAAA = 28;
    private static final int SRV = 33;
    private static final int ROUNDS = 5000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final InetSocketAddress server;
    private final byte[] reply = new byte[65_535];

    Questions(InetSocketAddress server) {
        this.server = server;
    }

    void ask() throws Exception {
        long begin = System.nanoTime();
        byte[] last = question(
                "svc-" + (MadeUpCluster.SERVICES - 1) + "." + "ns-"
                        + (MadeUpCluster.SERVICES - 1) % MadeUpCluster.NAMESPACES + ".svc.cluster.local",
                A);
        while (overUdp(last) == 0) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException("the daemon has no answer");
            }
            Thread.sleep(20);
        }
        for (int i = 0; i < ROUNDS; i++) {
            int service = i % MadeUpCluster.SERVICES;
            String name = "svc-" + service + ".ns-" + service % MadeUpCluster.NAMESPACES + ".svc.cluster.local";
            overUdp(question(name, A));
            switch (i % 5) {
                case 0 -> overUdp(question(name, AAAA));
                case 1 -> overUdp(question("_http._tcp." + name, SRV));
                case 2 -> overUdp(question("www.example.com.ns-1.svc.cluster.local", A));
                case 3 -> overUdp(question(reverse(MadeUpCluster.clusterIp(service)), PTR));
                default -> overUdp(question("10-128-0-1.ns-0.pod.cluster.local", A));
            }
        }
        for (int i = 0; i < 20; i++) {
            overTcp(last);
            overUdp(question("www.example.com", A));
        }
    }

    private static String reverse(String address) {
        String[] parts = address.split("\\.");
        return parts[3] + "." + parts[2] + "." + parts[1] + "." + parts[0] + ".in-addr.arpa";
    }

    private static byte[] question(String name, int type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1});
        for (String label : name.split("\\.")) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
        out.writeBytes(new byte[] {0, 0, 41, 4, (byte) 0xd0, 0, 0, 0, 0, 0, 0});
        return out.toByteArray();
    }

    /** The number of records in the answer; 0 when nothing comes. */
    private int overUdp(byte[] question) {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            socket.connect(server);
            socket.setSoTimeout(1000);
            socket.send(new DatagramPacket(question, question.length));
            socket.receive(new DatagramPacket(reply, reply.length));
            return reply[7];
        } catch (IOException e) {
            return 0;
        }
    }

    private void overTcp(byte[] question) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, 1000);
            socket.setSoTimeout(1000);
            OutputStream out = socket.getOutputStream();
            out.write(new byte[] {(byte) (question.length >>> 8), (byte) question.length});
            out.write(question);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readFully(reply, 0, in.readUnsignedShort());
        }
    }
}
