package sslorders.ca;

/**
 * A CA that this service serves, with what the caller must know of it.
 *
 * @param authority the way to it
 * @param retriesUnknown whether it is configured to be asked again after a call whose outcome is unknown
 */
public record ServedAuthority(CertificateAuthority authority, boolean retriesUnknown) {}
