/**
 * The proof that no resend is lost or doubled: replicas of the packaged jar under load, while they are killed and their
 * database goes away. The CA's journal is held against what the service says of itself.
 */
package sslorders.durability;
