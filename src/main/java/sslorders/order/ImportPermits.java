package sslorders.order;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import sslorders.error.Detail;
import sslorders.error.ServiceException;
import sslorders.http.HttpConfig;

/** Limits the number of concurrent imports on a replica. */
@ApplicationScoped
class ImportPermits {
    private final Semaphore free;

    ImportPermits(HttpConfig limits) {
        this.free = new Semaphore(limits.maxImports());
    }

    /**
     * Acquires a permit for an import that has not begun to write its results.
     *
     * @throws sslorders.error.ServiceException {@code unavailable} if no permit is free
     */
    Permit acquire() {
        if (!free.tryAcquire()) {
            throw ServiceException.unavailable(Detail.IMPORT_LIMIT);
        }
        return new Permit();
    }

    /** Permits one import. It is released only once, even if its methods are called several times. */
    final class Permit {
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

        private enum State {
            WAITING,
            RUNNING,
            RELEASED
        }

        /** Begins the import. Returns false if the permit was released because the client disconnected. */
        boolean begin() {
            return state.compareAndSet(State.WAITING, State.RUNNING);
        }

        /** Releases the permit unless the import is running. Called at the end of a request. */
        void releaseUnlessRunning() {
            if (state.compareAndSet(State.WAITING, State.RELEASED)) {
                free.release();
            }
        }

        /** Releases the permit. */
        void release() {
            if (state.getAndSet(State.RELEASED) != State.RELEASED) {
                free.release();
            }
        }
    }
}
