package io.kinglet.server.tls;

import io.kinglet.server.tls.TlsFileException.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of blocks between {@code -----BEGIN ...-----} and {@code -----END ...-----} (RFC 7468), as it was when read. */
final class PemFile {

    private static final int MOST_OCTETS = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    private record Block(String label, byte[] der) {}

    private final Part part;
    private final Path file;
    private final byte[] octets;

    private PemFile(Part part, Path file, byte[] octets) {
        this.part = part;
        this.file = file;
        this.octets = octets;
    }

    static PemFile read(Part part, Path file) throws TlsFileException {
        try {
            if (Files.isDirectory(file)) {
                throw new TlsFileException(part, file + " is a directory");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] octets = in.readNBytes(MOST_OCTETS + 1);
                if (octets.length > MOST_OCTETS) {
                    throw new TlsFileException(part, file + " is larger than " + MOST_OCTETS + " octets");
                }
                return new PemFile(part, file, octets);
            }
        } catch (NoSuchFileException e) {
            throw new TlsFileException(part, file + " does not exist", e);
        } catch (IOException e) {
            throw new TlsFileException(part, file + " cannot be read: " + e, e);
        }
    }

    byte[] octets() {
        return octets;
    }

    /** All certificates, in the order of the file; at least one. */
    List<X509Certificate> certificates() throws TlsFileException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks()) {
                if (block.label.equals("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der)));
                }
            }
        } catch (CertificateException e) {
            throw problem("holds a certificate that cannot be read: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw problem("holds no `BEGIN CERTIFICATE`");
        }
        return certificates;
    }

    /** The first private key, which is of the kind of {@code owner}. */
    PrivateKey privateKey(PublicKey owner) throws TlsFileException {
        for (Block block : blocks()) {
            if (block.label.equals("ENCRYPTED PRIVATE KEY")) {
                throw problem("holds an encrypted key; write it in plain, as `openssl pkey` does");
            }
            if (block.label.endsWith("PRIVATE KEY")) {
                // The older forms, PKCS#1 and SEC 1, are what PKCS#8 wraps.
                byte[] pkcs8 = block.label.equals("PRIVATE KEY") ? block.der : Der.pkcs8(owner, block.der);
                try {
                    return KeyFactory.getInstance(owner.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
                } catch (GeneralSecurityException e) {
                    throw problem(
                            "holds no " + owner.getAlgorithm() + " key, which is what the certificate is for: "
                                    + e.getMessage(),
                            e);
                }
            }
        }
        throw problem("holds no `BEGIN PRIVATE KEY`");
    }

    private List<Block> blocks() throws TlsFileException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(octets, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw problem("holds a block that is no base64: " + e.getMessage(), e);
            }
        }
        return blocks;
    }

    TlsFileException problem(String what) {
        return new TlsFileException(part, file + " " + what);
    }

    private TlsFileException problem(String what, Throwable cause) {
        return new TlsFileException(part, file + " " + what, cause);
    }
}
