/**
 * Proves that no resend is lost or duplicated: replicas of the packaged jar run under load while they are killed and
 * their database fails. The state of the service is compared with the CA's journal.
 */
package sslorders.durability;
