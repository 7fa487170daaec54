package sslorders.testing;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys and certificates of a client and a server (localhost) that trust only each other. Each run generates new ones. */
public final class Certificates {
    public static final String PASSWORD = "only-for-this-run";

    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    static Certificates generate() {
        try {
            Path directory = Files.createTempDirectory("ssl-orders-certificates");
            new CertificateGenerator(directory, true)
                    .generate(new CertificateRequest()
                            .withName("ca")
                            .withCN("localhost")
                            .withPassword(PASSWORD)
                            .withFormat(Format.PKCS12)
                            .withClientCertificate());
            Certificates certificates = new Certificates(directory);
            try (var files = Files.list(directory)) {
                files.forEach(file -> file.toFile().deleteOnExit());
            }
            return certificates;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot generate certificates", e);
        }
    }

    /**
     * Returns the path of a PKCS #12 file.
     *
     * @param name {@code keystore}, {@code server-truststore}, {@code client-keystore} or {@code client-truststore}
     */
    public String store(String name) {
        return directory.resolve("ca-" + name + ".p12").toString();
    }
}
