package sslorders.order;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import sslorders.error.ServiceException;
import sslorders.http.HttpConfig;

/** Limits how many imports a replica runs at a time. */
@ApplicationScoped
class ImportPermits {
    private final Semaphore free;

    ImportPermits(HttpConfig limits) {
        this.free = new Semaphore(limits.maxImports());
    }

    /**
     * Takes a permit for an import that has not begun to write its results.
     *
     * @throws sslorders.error.ServiceException {@code unavailable} if there is none
     */
    Permit take() {
        if (!free.tryAcquire()) {
            throw ServiceException.unavailable("The service has reached its limit of concurrent imports. Retry later.");
        }
        return new Permit();
    }

    /** The right to run one import. It is given back once, however often the methods are called. */
    final class Permit {
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

        private enum State {
            WAITING,
            RUNNING,
            GIVEN_BACK
        }

        /** Begins the import; false if the permit was given back, since the client is gone. */
        boolean begin() {
            return state.compareAndSet(State.WAITING, State.RUNNING);
        }

        /** Gives the permit back unless the import runs, at the end of a request. */
        void giveBackUnlessRunning() {
            if (state.compareAndSet(State.WAITING, State.GIVEN_BACK)) {
                free.release();
            }
        }

        /** Gives the permit back. */
        void giveBack() {
            if (state.getAndSet(State.GIVEN_BACK) != State.GIVEN_BACK) {
                free.release();
            }
        }
    }
}
