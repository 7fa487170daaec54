package sslorders.ca;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes the bytes of an XML document. The encoding is detected from the bytes, because Namecheap was observed to declare UTF-16 for
 * UTF-8 content. The declared encoding is used only for bytes that are neither UTF-16 nor UTF-8.
 */
final class XmlText {
    private static final int DECLARATION = 200;
    private static final Pattern ENCODING =
            Pattern.compile("(?s)<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private XmlText() {}

    /** Returns the text without a byte order mark; empty if the bytes are not valid in a detected or declared encoding. */
    static Optional<String> decode(byte[] document) {
        return utf16(document)
                .map(charset -> strictly(charset, document))
                .orElseGet(() -> strictly(StandardCharsets.UTF_8, document)
                        .or(() -> declared(document).flatMap(charset -> strictly(charset, document))))
                .map(text -> text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    /** Detects UTF-16 by its byte order mark or by its first {@code <} (XML 1.0, appendix F). */
    private static Optional<Charset> utf16(byte[] document) {
        int start = document.length < 2 ? 0 : (document[0] & 0xFF) << 8 | document[1] & 0xFF;
        return switch (start) {
            case 0xFEFF, 0x003C -> Optional.of(StandardCharsets.UTF_16BE);
            case 0xFFFE, 0x3C00 -> Optional.of(StandardCharsets.UTF_16LE);
            default -> Optional.empty();
        };
    }

    private static Optional<Charset> declared(byte[] document) {
        int length = Math.min(document.length, DECLARATION);
        Matcher encoding = ENCODING.matcher(new String(document, 0, length, StandardCharsets.ISO_8859_1));
        try {
            return encoding.lookingAt() ? Optional.of(Charset.forName(encoding.group(1))) : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<String> strictly(Charset charset, byte[] document) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(document)).toString());
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }
}
