package sslorders.http;

import java.util.Optional;

/** Provides problem documents to tests without the service. */
public final class TestProblems {
    private TestProblems() {}

    /** Returns documents with the default reference to the help pages. */
    public static ProblemDocuments documents() {
        return documents(true, Optional.empty());
    }

    static ProblemDocuments documents(boolean helpPages, Optional<String> helpBase) {
        return new ProblemDocuments(new ProblemConfig() {
            @Override
            public boolean helpPages() {
                return helpPages;
            }

            @Override
            public Optional<String> helpBase() {
                return helpBase;
            }
        });
    }
}
