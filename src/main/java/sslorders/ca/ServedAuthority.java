package sslorders.ca;

import java.time.Duration;

/**
 * A CA that this service serves, with what the caller must know of it.
 *
 * @param authority the way to it
 * @param longestCall how long a call to it can take at most
 * @param retriesUnknown whether it is configured to be asked again after a call whose outcome is unknown
 */
public record ServedAuthority(CertificateAuthority authority, Duration longestCall, boolean retriesUnknown) {}
