package sslorders.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the texts that the check covers: sources, tests, documents, examples, the contract, manifests, configuration and build files. */
final class ProjectTexts {
    private static final Path RULES = Path.of("src", "test", "resources", "language");
    private static final List<Path> FOLDERS =
            List.of(Path.of("src"), Path.of("docs"), Path.of("examples"), Path.of("k8s"), Path.of(".ci"));
    private static final Set<String> TOP_LEVEL = Set.of(
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "README.md",
            "SECURITY.md",
            "openapi.yaml",
            "pom.xml",
            "Makefile",
            "Dockerfile",
            ".dockerignore",
            ".editorconfig",
            ".gitignore",
            ".spectral.yaml");

    private ProjectTexts() {}

    /** Returns the text of each file by its path from the root. The list of banned phrases is left out. */
    static Map<String, String> read() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> !file.startsWith(RULES))
                        .forEach(file -> texts.put(name(file), text(file)));
            }
        }
        for (String file : TOP_LEVEL) {
            if (Files.exists(Path.of(file))) {
                texts.put(file, text(Path.of(file)));
            }
        }
        texts.computeIfPresent("CHANGELOG.md", (file, text) -> unreleased(text));
        return texts;
    }

    /** Returns the non-blank lines of a file of this check, without its comments. */
    static List<String> rules(String file) throws IOException {
        return Files.readAllLines(RULES.resolve(file)).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** Returns the changelog up to the newest release: the sections of releases do not change any more. */
    static String unreleased(String changelog) {
        return changelog.split("\n## \\[[0-9.]+] - [0-9]", 2)[0];
    }

    private static String name(Path file) {
        return file.toString().replace('\\', '/');
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
