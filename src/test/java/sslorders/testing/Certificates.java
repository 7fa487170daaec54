package sslorders.testing;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys and certificates of a server at localhost and of a client, which trust each other and nobody else. Made anew for each run. */
public final class Certificates {
    public static final String PASSWORD = "only-for-this-run";

    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    static Certificates make() {
        try {
            Path directory = Files.createTempDirectory("ssl-orders-certificates");
            new CertificateGenerator(directory, true)
                    .generate(new CertificateRequest()
                            .withName("ca")
                            .withCN("localhost")
                            .withPassword(PASSWORD)
                            .withFormat(Format.PKCS12)
                            .withClientCertificate());
            Certificates made = new Certificates(directory);
            try (var files = Files.list(directory)) {
                files.forEach(file -> file.toFile().deleteOnExit());
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("no certificates", e);
        }
    }

    /** {@code keystore} and {@code server-truststore} for the server, {@code client-keystore} and {@code client-truststore}. */
    public String store(String name) {
        return directory.resolve("ca-" + name + ".p12").toString();
    }
}
