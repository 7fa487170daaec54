package sslorders.support;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sslorders.text.MaskedAddress;

/** Creates the details of a recorded action from the parameters of its request. */
final class Details {
    private Details() {}

    /** Returns one text for all facts; empty if there are none. */
    static Optional<String> of(List<Optional<String>> facts) {
        return Optional.of(facts.stream().flatMap(Optional::stream).collect(Collectors.joining(", ")))
                .filter(text -> !text.isEmpty());
    }

    /** Returns a fact; empty if the value is empty. */
    static Optional<String> named(String name, Optional<?> value) {
        return value.map(present -> name + "=" + present);
    }

    /** Returns the value without the local part of an e-mail address; unchanged if it contains no address. */
    static String masked(String value) {
        return value.contains("@") ? MaskedAddress.of(value) : value;
    }
}
