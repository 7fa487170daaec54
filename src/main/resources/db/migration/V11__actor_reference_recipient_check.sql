-- The party that acts on behalf of requested_by, as its token names it; and the client's own reference of the request.
alter table resend add column actor text;
alter table resend add column reference text;

-- How the newest attempt makes sure that the CA sends the mail to the recipient.
alter table resend add column recipient_check text;

-- Why the CA rejected the resend. The column refusal has the same for release 1.0.0, which fails on a reason that it does not
-- have; those are here alone. It can be dropped when no replica of 1.0.0 reads it any more.
alter table resend add column rejection_reason text;
