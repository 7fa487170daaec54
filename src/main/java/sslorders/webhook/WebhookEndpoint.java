package sslorders.webhook;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sslorders.account.AccountId;
import sslorders.config.ConfigCheck;
import sslorders.event.EventType;

/** One endpoint: its validated settings, and the events that it receives. Immutable. */
final class WebhookEndpoint {
    /** The form of a name. It contains neither a space nor a slash, which separate names in the database. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final int MAX_NAME = 64;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String name;
    private final WebhookConfig.Endpoint entry;
    private final Set<AccountId> accounts;
    private final Set<EventType> types;
    private final SigningSecrets secrets;
    private final AddressPolicy addresses;

    /**
     * @param allowPrivate whether private addresses are allowed unless the endpoint has a setting for this
     * @throws ConfigurationException if a setting is invalid; the message contains the key, but no secret
     */
    WebhookEndpoint(String name, WebhookConfig.Endpoint entry, boolean allowPrivate) {
        this.name = name;
        this.entry = entry;
        if (!NAME.matcher(name).matches() || name.length() > MAX_NAME) {
            throw wrong(
                    "url",
                    "the endpoint's name must have at most 64 characters: a-z and 0-9, with single hyphens between them");
        }
        checkUrl(entry.url());
        accounts = values(entry.accounts(), "accounts").map(this::account).collect(Collectors.toSet());
        types = values(entry.types(), "types").map(this::type).collect(Collectors.toSet());
        secrets = SigningSecrets.of(entry.secret(), problem -> wrong("secret", problem));
        addresses =
                new AddressPolicy(isLoopback(), entry.allowPrivateAddresses().orElse(allowPrivate));
    }

    private static Stream<String> values(Optional<Set<String>> configured, String property) {
        return configured.stream().flatMap(Set::stream).map(String::strip);
    }

    private void checkUrl(URI url) {
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw wrong("url", "must have a host, and must not have a user or fragment");
        }
        if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && isLoopback())) {
            throw wrong("url", "must use https; http is allowed for loopback addresses only");
        }
    }

    private AccountId account(String text) {
        return AccountId.parse(text).orElseThrow(() -> wrong("accounts", "must be account IDs, separated by commas"));
    }

    private EventType type(String text) {
        return EventType.parse(text).orElseThrow(() -> wrong("types", "unknown type " + text + "; valid: " + types()));
    }

    private static Set<String> types() {
        return Stream.of(EventType.values()).map(EventType::wireName).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns an exception that prevents the start. Quarkus prints its message without a stack trace. */
    ConfigurationException wrong(String property, String problem) {
        return ConfigCheck.wrong("ssl-orders.webhook." + name + "." + property, problem);
    }

    String name() {
        return name;
    }

    /** Returns the URL. It is absolute, and uses {@code https} unless its host is the loopback host. It can contain a secret. */
    URI url() {
        return entry.url();
    }

    /** Returns whether the endpoint receives the account's events of this type. */
    boolean receives(EventType type, AccountId account) {
        return (types.isEmpty() || types.contains(type)) && (accounts.isEmpty() || accounts.contains(account));
    }

    /** Returns the accounts whose events the endpoint receives; empty for all. */
    Set<AccountId> accounts() {
        return accounts;
    }

    /** Returns the types of the events that the endpoint receives. */
    Set<EventType> receivedTypes() {
        return types.isEmpty() ? Set.of(EventType.values()) : types;
    }

    SigningSecrets secrets() {
        return secrets;
    }

    /** Returns the addresses to which a call can connect. */
    AddressPolicy addresses() {
        return addresses;
    }

    Duration timeout() {
        return entry.timeout();
    }

    Duration connectTimeout() {
        return entry.connectTimeout();
    }

    int maxConcurrent() {
        return entry.maxConcurrent();
    }

    Optional<String> tlsConfigurationName() {
        return entry.tlsConfigurationName();
    }

    private boolean isLoopback() {
        return LOOPBACK.contains(url().getHost());
    }

    /** Omits the secrets, and the path of the URL, which can also be one. */
    @Override
    public String toString() {
        return name + " at " + url().getScheme() + "://" + url().getRawAuthority();
    }
}
