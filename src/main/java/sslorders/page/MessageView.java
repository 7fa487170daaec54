package sslorders.page;

import java.util.Optional;

/**
 * A message in place of the content.
 *
 * @param link the address at which the person continues
 * @param forward the address that the browser opens automatically
 */
public record MessageView(String title, String text, String link, String linkText, Optional<String> forward) {}
