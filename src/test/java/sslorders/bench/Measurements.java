package sslorders.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a benchmark measured, each figure several times. What it tells of one is the middle of those. */
final class Measurements {
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();

    Measurements() {
        fact("processors", Runtime.getRuntime().availableProcessors());
        fact("java", Runtime.version().toString());
    }

    /** Something that was no measurement. */
    void fact(String name, Object value) {
        facts.put(name, value);
    }

    void add(String of, String figure, double value) {
        figures.computeIfAbsent(of, none -> new LinkedHashMap<>())
                .computeIfAbsent(figure, none -> new ArrayList<>())
                .add(value);
    }

    double middle(String of, String figure) {
        List<Double> values = figures.get(of).get(figure).stream().sorted().toList();
        return values.get(values.size() / 2);
    }

    /** Writes all of it as JSON, for whoever compares runs. */
    void write(Path file) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>(facts);
        figures.forEach((of, values) -> {
            Map<String, Double> middles = new LinkedHashMap<>();
            values.keySet().forEach(figure -> middles.put(figure, middle(of, figure)));
            result.put(of, middles);
        });
        Files.createDirectories(file.getParent());
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), result);
    }
}
