package sslorders.support;

import java.util.List;
import sslorders.ca.CheckReport;
import sslorders.ca.CheckStep;

/** The JSON representation of the check of a CA. */
record CheckView(String certificateAuthority, String dialect, String url, boolean failed, List<StepView> steps) {

    static CheckView of(CheckReport report) {
        return new CheckView(
                report.name(),
                report.dialect(),
                report.url().toString(),
                report.isFailed(),
                report.steps().stream().map(StepView::of).toList());
    }

    /** The JSON representation of one step. */
    record StepView(CheckStep.Kind step, CheckStep.Result result, String detail) {

        static StepView of(CheckStep step) {
            return new StepView(step.kind(), step.result(), step.detail());
        }
    }
}
