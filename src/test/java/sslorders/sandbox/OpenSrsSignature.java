package sslorders.sandbox;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcherExtension;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * Verifies the signature of a request to the stub as OpenSRS does, over the received bytes. Implemented independently
 * of the code that signs.
 */
final class OpenSrsSignature extends RequestMatcherExtension {

    @Override
    public String getName() {
        return "opensrs-signature";
    }

    @Override
    public MatchResult match(Request request, Parameters parameters) {
        String body = new String(request.getBody(), StandardCharsets.ISO_8859_1);
        String key = parameters.getString("key");
        return MatchResult.of(md5(md5(body + key) + key).equals(request.getHeader("X-Signature")));
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.ISO_8859_1));
            return "%032x".formatted(new BigInteger(1, digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
