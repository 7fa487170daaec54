-- actor: the party that acts on behalf of requested_by, from the token. reference: the reference that the client sent.
alter table resend add column actor text;
alter table resend add column reference text;

-- How the latest attempt ensured that the CA sends the e-mail to the recipient.
alter table resend add column recipient_check text;

-- The reason for which the CA rejected the resend. The column "refusal" contains only the reasons that release 1.0.0 supports,
-- since 1.0.0 fails on others. The column "refusal" can be dropped when no replica of 1.0.0 runs.
alter table resend add column rejection_reason text;
