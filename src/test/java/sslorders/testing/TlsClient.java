package sslorders.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An HTTP/2 client that trusts the certificate of the service. The service offers HTTP/2 only with TLS. */
public final class TlsClient {
    private TlsClient() {}

    public static HttpClient http2() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(context())
                .build();
    }

    public static SSLContext context() {
        try (InputStream file =
                Files.newInputStream(Path.of(TestParts.certificates().store("client-truststore")))) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(file, Certificates.PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
