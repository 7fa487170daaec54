package sslorders.ca;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Decodes the body of a response with a {@code Content-Encoding} (RFC 9110, 8.4). Some gateways encode a body although the request
 * accepts only {@code identity}.
 */
final class ContentEncoding {
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

    private ContentEncoding() {}

    /**
     * Returns the decoded body. The result is empty if the body is damaged or too large, or has more than one encoding or an
     * encoding other than {@code gzip}.
     *
     * @param headers the values of all {@code Content-Encoding} headers
     * @param largest the maximum size of the decoded body in bytes
     */
    static Optional<byte[]> decode(List<String> headers, byte[] body, int largest) {
        List<String> encodings = headers.stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(encoding -> encoding.strip().toLowerCase(Locale.ROOT))
                .filter(encoding -> !encoding.isEmpty() && !encoding.equals("identity"))
                .toList();
        // Some servers also send the header with responses that have no body.
        if (encodings.isEmpty() || body.length == 0) {
            return Optional.of(body);
        }
        return encodings.size() == 1 && GZIP.contains(encodings.getFirst()) ? inflate(body, largest) : Optional.empty();
    }

    private static Optional<byte[]> inflate(byte[] body, int largest) {
        try (GZIPInputStream decoded = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] bytes = decoded.readNBytes(largest);
            return decoded.read() < 0 ? Optional.of(bytes) : Optional.empty();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }
}
