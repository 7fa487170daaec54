package sslorders.pause;

import java.util.List;

/** The representation of the configured CAs in the API, in alphabetical order. */
public record CertificateAuthorityList(List<CertificateAuthorityView> certificateAuthorities) {}
