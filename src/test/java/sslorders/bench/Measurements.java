package sslorders.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The measurements of a benchmark. Each figure is measured several times, and its median is reported. */
final class Measurements {
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();

    Measurements() {
        fact("cpus", Runtime.getRuntime().availableProcessors());
        fact("java", Runtime.version().toString());
    }

    /** Adds a fact that is not measured repeatedly. */
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

    /** Writes all values as JSON, to compare runs. */
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
