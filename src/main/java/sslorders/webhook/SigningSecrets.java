package sslorders.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The secrets of an endpoint, which sign its events as Standard Webhooks defines. During a rotation there are two, and each event has
 * both signatures. A receiver accepts an event if one of them is valid.
 */
final class SigningSecrets {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;
    private static final int MAX_SECRETS = 2;

    private final List<Webhook> keys;

    private SigningSecrets(List<Webhook> keys) {
        this.keys = keys;
    }

    /**
     * Returns the configured secrets.
     *
     * @param wrong creates the exception for an invalid value from the rule; the message never contains a secret
     * @throws ConfigurationException if there are not one or two different secrets of 24 to 64 bytes
     */
    static SigningSecrets of(List<String> configured, Function<String, ConfigurationException> wrong) {
        List<String> secrets = configured.stream()
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .distinct()
                .toList();
        if (secrets.isEmpty() || secrets.size() > MAX_SECRETS || secrets.size() < configured.size()) {
            throw wrong.apply("must be one secret, or two different secrets separated by a comma");
        }
        return new SigningSecrets(
                secrets.stream().map(secret -> key(secret, wrong)).toList());
    }

    private static Webhook key(String secret, Function<String, ConfigurationException> wrong) {
        if (!secret.startsWith(PREFIX)) {
            throw wrong.apply("must begin with " + PREFIX);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        } catch (IllegalArgumentException notBase64) {
            throw wrong.apply("must be Base64 after " + PREFIX);
        }
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw wrong.apply("must have " + SHORTEST + " to " + LONGEST + " bytes, not " + key.length);
        }
        return new Webhook(key);
    }

    /**
     * Returns the value of the header {@code webhook-signature}: one signature for each secret, separated by spaces.
     *
     * @param body the body exactly as it is sent
     */
    String sign(String id, Instant time, String body) {
        return keys.stream().map(key -> sign(key, id, time, body)).collect(Collectors.joining(" "));
    }

    private static String sign(Webhook key, String id, Instant time, String body) {
        try {
            return key.sign(id, time.getEpochSecond(), body);
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("HMAC-SHA256 is not available", e);
        }
    }
}
