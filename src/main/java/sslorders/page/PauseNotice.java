package sslorders.page;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import sslorders.pause.CaPause;
import sslorders.pause.CaPauses;

/**
 * The banner about a CA that an operator has paused.
 *
 * @param text the page's own sentence, with the time as an HTML element
 * @param reason the operator's text
 */
public record PauseNotice(String text, String reason) {

    /** Returns the notices for these CAs, one for each CA that is paused. */
    static List<PauseNotice> of(Stream<String> authorities, CaPauses pauses, Messages texts, Times times, Instant now) {
        return authorities
                .distinct()
                .sorted()
                .flatMap(name -> pauses.find(name, now).stream())
                .map(pause -> of(pause, texts, times))
                .toList();
    }

    private static PauseNotice of(CaPause pause, Messages texts, Times times) {
        // The name of a CA contains no character that is special in HTML.
        return new PauseNotice(texts.paused(pause.certificateAuthority(), times.from(pause.until())), pause.reason());
    }
}
