-- The pauses of CAs: the service makes no call to a CA before the end of its pause. One row per CA; a row whose pause is over has no
-- effect. Portals show the reason to customers.
create table certificate_authority_pause (
    certificate_authority text collate "C" primary key,
    paused_since          timestamptz not null,
    paused_until          timestamptz not null,
    reason                text not null
);

-- The start of the retry period of a resend that waited for the end of a pause, so that the wait does not count toward the period.
-- Null if the period starts with the request.
alter table resend add column retry_period_start timestamptz;
