package io.kinglet.server.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A raw HTTP client of the tests: what it sends is what it is given. */
final class HttpClient {

    private HttpClient() {}

    static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    static String send(InetSocketAddress address, String request) throws IOException {
        try (Socket socket = connect(address)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return rest(socket);
        }
    }

    static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Status and body of a GET, such as {@code 200 OK}. */
    static String get(InetSocketAddress address, String path) throws IOException {
        String reply = send(address, "GET " + path + " HTTP/1.1\r\nHost: here\r\n\r\n");
        return reply.substring(9, 12) + " " + reply.substring(reply.indexOf("\r\n\r\n") + 4);
    }
}
